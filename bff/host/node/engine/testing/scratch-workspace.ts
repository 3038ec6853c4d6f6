import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PatchEvent } from "../../../../../shared/models/patch-event.ts";
import type { PatchBatch } from "../../../../../shared/models/patch-operation.ts";
import type { PatchDone } from "../../../../../shared/models/patch-result.ts";
import { parseBatch } from "../../../../../shared/patch/parse-batch.ts";
import type { ApplyOptions } from "../../../../ports/workspace.ts";
import { openWorkspace, type WorkspaceOptions } from "../../workspace.ts";
import { git, scratchFolder } from "./git-folder.ts";

/** A git repository in a scratch folder with the engine over it. */
export function scratchWorkspace(
  files: Record<string, string | Uint8Array> = {},
  options: Omit<WorkspaceOptions, "root"> = {},
) {
  const folder = scratchFolder();
  git(folder.path, ["init", "-q", "-b", "main"]);
  const write = (name: string, contents: string | Uint8Array) => {
    const path = join(folder.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  };
  for (const [name, contents] of Object.entries(files)) write(name, contents);
  const workspace = openWorkspace({ root: folder.path, ...options });
  const events: PatchEvent[] = [];
  const reporter = (event: PatchEvent) => {
    events.push(event);
  };
  const batch = (input: unknown): PatchBatch => {
    const parsed = parseBatch(input);
    if (!parsed.ok) throw new Error(parsed.error);
    return parsed.batch;
  };
  const apply = (input: unknown, how: ApplyOptions = {}) =>
    workspace.apply(batch(input), { reporter, ...how });
  return {
    root: folder.path,
    workspace,
    events,
    reporter,
    write,
    batch,
    apply,
    /** applies what must be accepted, and answers its first result */
    async done(input: unknown, how: ApplyOptions = {}): Promise<PatchDone> {
      const answer = await apply(input, how);
      const first = answer.ok ? answer.results[0] : undefined;
      if (!first?.ok) throw new Error(`refused: ${JSON.stringify(answer)}`);
      return first;
    },
    async refused(input: unknown) {
      const answer = await apply(input);
      if (answer.ok) throw new Error("was expected to be refused, but was applied");
      return answer;
    },
    read: (name: string): string => readFileSync(join(folder.path, name), "utf8"),
    /** every file with its contents and mode, so that two moments can be compared */
    snapshot: (): Record<string, string> =>
      Object.fromEntries(
        readdirSync(folder.path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.parentPath.includes(join(folder.path, ".git")))
          .map((entry) => join(entry.parentPath, entry.name))
          .map((path) => [path, `${statSync(path).mode} ${readFileSync(path).toString("latin1")}`]),
      ),
    async [Symbol.asyncDispose]() {
      await workspace.close();
      folder[Symbol.dispose]();
    },
  };
}
