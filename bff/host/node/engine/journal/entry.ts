import type { KeptPatch } from "../patch-store.ts";

/** Contents by their sha256, and the permission bits. */
export interface Side {
  hash: string;
  mode: number;
}

/** One file of an entry, relative to the workspace, as it was and as it is to be. Null: it does not exist. */
export interface EntryFile {
  file: string;
  before: Side | null;
  after: Side | null;
  /** name, in the same folder, under which the new contents wait; null where there are none */
  temporary: string | null;
  /** kept by the engine itself, beside the files that a patch is about */
  own?: true;
}

/** One commit: everything that is needed to finish it, or to take it back, by whoever comes after. */
export interface Entry {
  id: string;
  files: EntryFile[];
  /** folders that it makes, outermost first, relative to the workspace */
  folders: string[];
  /** folders that go once it is done, where they are empty, outermost first */
  emptied: string[];
  patches: { record: KeptPatch; diff: string | { base64: string } }[];
  /** length of `patch_log.jsonl` before, in bytes: its lines stand behind */
  logAt: number;
  /** somebody waits to be told of these patches */
  report: boolean;
}

/**
 * What a journal says, line by line. `undo`: from here on an entry is only taken back. `done`: files, diffs, records
 * and log agree. `undone`: all is as it was. `told`: whoever wanted to hear of it has heard.
 */
export type Note =
  | { kind: "begin"; entry: Entry }
  | { kind: "undo" | "done" | "undone" | "told"; id: string };
