import { statSync } from "node:fs";
import { type Crossing, type FileChange, type Known, takePatch } from "../../../../shared/custody/track.ts";
import type { PatchStore } from "../engine/patch-store.ts";
import { isLeftOut } from "./governed.ts";
import { readLines } from "./read-lines.ts";

/** What a file is known to hold, and how to see without reading that it still does. */
export interface KnownFile extends Known {
  /** "": it has not been looked at since it came to be known */
  stamp: string;
  /** the id by which git has these contents, if it has them */
  blob: string | null;
}

/** What is known of all files at a place in the two logs that tell of every change since. */
export interface KnownState {
  files: Map<string, KnownFile>;
  /** byte of `patch_log.jsonl` up to which patches are in `files` */
  logAt: number;
  /** byte of `out_of_band.jsonl` up to which edits are */
  editsAt: number;
  /** every governed file is in `files`: one that is not there did not exist */
  complete: boolean;
}

/** An edit that the log shows: between the patch before and the line that begins at `logAt`. */
export interface LoggedCrossing extends Crossing {
  before: KnownFile | undefined;
  logAt: number;
}

/** A patch that undid an edit that went around. */
export interface UndoneEdit {
  id: string;
  by: string;
  patch_id: string;
  reason: string;
  ts: string;
  /** the flow of that patch */
  trace_id: string | null;
}

export interface TakenLog {
  crossings: LoggedCrossing[];
  undone: UndoneEdit[];
  /** the log is shorter than it was: lines have been taken away */
  cut: boolean;
}

export const nothingKnown = (): KnownState => ({
  files: new Map(),
  logAt: 0,
  editsAt: 0,
  complete: false,
});

/**
 * Takes the patches that were logged since, up to byte `until`, into `state`. Between two of them a file may have
 * been changed by somebody else; such crossings come back, and are the caller's to put on record.
 */
export function takeLog(state: KnownState, path: string, store: PatchStore, until = Infinity): TakenLog {
  const taken: TakenLog = { crossings: [], undone: [], cut: false };
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < state.logAt) {
    state.logAt = size;
    return { ...taken, cut: true };
  }
  if (size === state.logAt) return taken;
  for (const lines of readLines(path, state.logAt)) {
    for (const { at, end, entry } of lines) {
      if (at >= until) return taken;
      state.logAt = end;
      if (entry === null || typeof entry.patch_id !== "string") continue;
      const by = entry.patch_id;
      const changes = changesOf(entry, store).filter(({ file, to }) => !isLeftOut(file) && !isLeftOut(to));
      const crossed = takePatch(state.files, changes, (hash) => ({ hash, by, stamp: "", blob: null }));
      for (const crossing of crossed)
        taken.crossings.push({ ...crossing, before: crossing.before as KnownFile | undefined, logAt: at });
      const undone = undoneBy(entry, by);
      if (undone) taken.undone.push(undone);
    }
  }
  return taken;
}

/** Ids of edits that went around begin so; those of patches do not, unless somebody chose one that does. */
export const editIdPrefix = "oob-";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function undoneBy(entry: Record<string, unknown>, patch_id: string): UndoneEdit | null {
  const id = text(entry.reverts);
  if (!id.startsWith(editIdPrefix)) return null;
  return {
    id,
    by: text(entry.requester),
    patch_id,
    reason: text(entry.reason),
    ts: text(entry.ts),
    trace_id: text(entry.trace_id) || null,
  };
}

/** The files of a logged patch. Lines of the first version name only one; their record has the others. */
function changesOf(entry: Record<string, unknown>, store: PatchStore): FileChange[] {
  if (Array.isArray(entry.changes)) return (entry.changes as FileChange[]).filter(isChange);
  const record = Array.isArray(entry.files) ? store.read(text(entry.patch_id)) : null;
  if (record) return record.files;
  const { file, before_hash, after_hash } = entry as unknown as FileChange;
  return [{ file, to: file, before_hash, after_hash }].filter(isChange);
}

const isHash = (value: unknown): boolean => value === null || typeof value === "string";
const isChange = (one: FileChange): boolean =>
  typeof one.file === "string" &&
  typeof one.to === "string" &&
  isHash(one.before_hash) &&
  isHash(one.after_hash);
