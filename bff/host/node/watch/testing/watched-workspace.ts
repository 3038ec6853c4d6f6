import { join } from "node:path";
import type { Closing, FoundEdit } from "../../../../ports/custody.ts";
import { git } from "../../engine/testing/git-folder.ts";
import { scratchWorkspace } from "../../engine/testing/scratch-workspace.ts";
import { openWorkspace } from "../../workspace.ts";

/** A scratch workspace whose files are committed, and what its watch has told of. */
export function watchedWorkspace(files: Record<string, string | Uint8Array>) {
  const ws = scratchWorkspace(files);
  git(ws.root, ["add", "-A"]);
  git(ws.root, ["commit", "-q", "-m", "first", "--allow-empty"]);
  const found: FoundEdit[] = [];
  const closed: Closing[] = [];
  const warnings: string[] = [];
  const listener = {
    found: async (edits: readonly FoundEdit[]) => {
      const known = new Set(found.map(({ id }) => id));
      found.push(...edits.filter(({ id }) => !known.has(id)));
    },
    closed: async (closing: Closing) => {
      closed.push(closing);
    },
  };
  return {
    ...ws,
    found,
    closed,
    warnings,
    path: (name: string) => join(ws.root, name),
    watch: (over = ws.workspace) => over.custody.watch(listener),
    /** another opening of the same folder, as the next server has it */
    again: () => openWorkspace({ root: ws.root, warn: (message) => warnings.push(message) }),
    [Symbol.asyncDispose]: () => ws[Symbol.asyncDispose](),
  };
}
