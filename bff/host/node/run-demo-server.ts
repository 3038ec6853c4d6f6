import { type DemoPace, runDemo } from "./demo/run-demo.ts";
import { endWithParent } from "./demo/spawn.ts";
import type { ServedWorkspace } from "./serve-workspace.ts";

export { makeScratchProject } from "./demo/scratch-project.ts";

/** Lets the demo's agents work on a server that was started for them; ends with the process that launched it. */
export async function letAgentsWork(
  server: ServedWorkspace,
  { pace, say, end, signal }: { pace: DemoPace; say(line: string): void; end(): void; signal: AbortSignal },
): Promise<void> {
  endWithParent(end);
  await runDemo({ root: server.root, url: server.localUrl, token: server.localToken, pace, say, signal });
}
