import { type Change, parseChanges, splitDiff } from "./changes.ts";
import { type DiffStream, openDiffStream } from "./diff-stream.ts";

/** What differs between two trees, by one rule about renames and copies. */
export interface TreeDiffs {
  changes(oldTree: string, newTree: string): Promise<Change[]>;
  /** git's diff, one part for each of `changes`, in their order */
  sections(oldTree: string, newTree: string): Promise<Buffer[]>;
  close(): void;
}

/** The processes start when they are first asked. */
export function openTreeDiffs(renames: "renames and copies" | "none", env: NodeJS.ProcessEnv): TreeDiffs {
  const rules = renames === "none" ? ["--no-renames"] : ["-M", "-C"];
  let raw: DiffStream | null = null;
  let patch: DiffStream | null = null;
  return {
    async changes(oldTree, newTree) {
      raw ??= openDiffStream(["-z", ...rules], env);
      return parseChanges(await raw.ask(oldTree, newTree));
    },
    async sections(oldTree, newTree) {
      patch ??= openDiffStream(["-p", "--full-index", ...rules], env);
      return splitDiff(await patch.ask(oldTree, newTree));
    },
    close() {
      raw?.close();
      patch?.close();
    },
  };
}
