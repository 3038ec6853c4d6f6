import { rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Engine } from "../context.ts";
import { appendLog, loggedSince, logLine } from "../patch-log.ts";
import type { KeptPatch } from "../patch-store.ts";
import { isSystemError } from "../system-error.ts";
import { place, syncFolder } from "../write-file.ts";
import type { Entry } from "./entry.ts";
import { progressOf, temporaryOf } from "./file-progress.ts";
import { unpacked } from "./notes.ts";

/** Puts every file of an entry in its place that is not there yet. The caller has seen that all can be. */
export async function placeFiles({ root }: Engine, entry: Entry): Promise<void> {
  for (const file of entry.files) {
    const path = join(root, file.file);
    const temporary = temporaryOf(root, file);
    if (progressOf(root, file) !== "waiting") continue;
    if (temporary) place({ temporary, path });
    else rmSync(path);
  }
  await Promise.all([...foldersOf(entry)].map((folder) => syncFolder(join(root, folder))));
}

/** Takes away those of the folders that hold nothing. They are given outermost first. */
export function removeEmpty(root: string, folders: readonly string[]): void {
  for (const folder of [...folders].reverse())
    try {
      rmdirSync(join(root, folder));
    } catch (error) {
      if (!isSystemError(error, "ENOTEMPTY", "ENOENT", "EEXIST", "ENOTDIR")) throw error;
    }
}

/** The folders in which names come or go. */
export const foldersOf = ({ files, folders }: Entry): Set<string> =>
  new Set([...files.map(({ file }) => dirname(file)), ...folders.map((folder) => dirname(folder))]);

/** Leaves what a commit leaves beside its files, as far as it is not there: diffs, records, log lines. */
export function leaveTraces(engine: Engine, entries: readonly Entry[]): void {
  const { store, folder } = engine;
  const patches = entries.flatMap((entry) => entry.patches);
  if (patches.length === 0) return;
  const logged = loggedSince(folder.log, Math.min(...entries.map(({ logAt }) => logAt)));
  for (const { record, diff } of patches) {
    const bytes = unpacked(diff);
    const kept = store.readDiff(record.patch_id);
    if (!kept || Buffer.compare(kept, bytes) !== 0) store.writeDiff(record.patch_id, bytes);
    // one that is there may know more by now: a verdict, or that it was reverted
    if (!store.read(record.patch_id)) store.write(record);
    markReverted(engine, record);
  }
  const missing = patches.filter(({ record }) => !logged.has(record.patch_id));
  if (missing.length > 0)
    appendLog(
      folder.log,
      missing.map(({ record }) => logLine(record)),
    );
}

/** Tells the patch that this one undoes. One whose revert is itself reverted stands again, and may be reverted again. */
export function markReverted({ store }: Engine, { patch_id: by, reverts }: KeptPatch): void {
  const stored = reverts === undefined ? null : store.read(reverts);
  if (!stored || stored.reverted_by === by) return;
  store.write({ ...stored, reverted_by: by });
  const first = stored.reverts === undefined ? null : store.read(stored.reverts);
  if (first?.reverted_by === stored.patch_id) {
    const { reverted_by: _by, ...standing } = first;
    store.write(standing);
  }
}
