import type { Arguments } from "./arguments.ts";
import { openBrowser } from "./open-browser.ts";
import { serveWorkspace } from "./serve-workspace.ts";

/** Starts what was asked for, says where it is, and ends it cleanly on SIGINT, SIGTERM and SIGHUP. */
export async function run(asked: Arguments): Promise<void> {
  const demo = asked.demo ? await import("./run-demo-server.ts") : null;
  let project: ReturnType<NonNullable<typeof demo>["makeScratchProject"]> | null;
  try {
    project = demo?.makeScratchProject() ?? null;
  } catch (error) {
    console.error(`mission-control: ${whyNoDemo(error)}`);
    process.exitCode = 1;
    return;
  }
  const started = await serveWorkspace({
    workspace: project?.root ?? asked.workspace,
    port: asked.port,
    data: asked.data,
    listen: asked.listen,
    publicUrl: asked.publicUrl,
    spanDays: asked.keepSpans,
    demo: project === null ? "available" : "this",
  });
  if (!started.ok) {
    project?.dispose();
    console.error(`mission-control: ${started.error}`);
    process.exitCode = 1;
    return;
  }
  const { server } = started;
  say(`Mission Control governs ${server.root}\n\n  sign in  ${server.signInLink}\n`);
  if (asked.open) openBrowser(server.signInLink);
  const agents = new AbortController();
  const end = endOnSignals(async () => {
    agents.abort();
    await server.close();
    project?.dispose();
  });
  await demo?.letAgentsWork(server, { pace: asked.demoPace, say, end, signal: agents.signal });
}

function whyNoDemo(error: unknown): string {
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" && path === "git") return "the demo needs git: install it, then start the demo again";
  const [firstLine] = message.split("\n");
  return `the demo's folder could not be made in the folder for temporary files: ${firstLine}`;
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Answers a function that ends the process the same way. */
function endOnSignals(close: () => Promise<void>): () => void {
  let ending = false;
  const end = (): void => {
    // the second time at once
    if (ending) process.exit(1);
    ending = true;
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`mission-control: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  return end;
}
