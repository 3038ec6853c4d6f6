import { chmodSync, existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Engine } from "../context.ts";
import { isSystemError } from "../system-error.ts";
import { place, stage, syncFolder, temporaryName } from "../write-file.ts";
import type { Entry, EntryFile } from "./entry.ts";
import { progressOf, temporaryOf } from "./file-progress.ts";
import { foldersOf, removeEmpty } from "./finish-entry.ts";

/**
 * Takes an entry back: files as they were, nothing beside them, no trace of its patches. Done in part before, it goes
 * on. Answers the files that somebody else has written to since they were put in place, and which stay as they are.
 */
export async function undoEntry(engine: Engine, entry: Entry): Promise<string[]> {
  const { root, store } = engine;
  const placed = entry.files.filter((file) => progressOf(root, file) === "placed");
  const lost = entry.files.filter((file) => isOverwritten(engine, file));
  // what waits goes first: it may be what fills the disk
  for (const file of entry.files) {
    const temporary = temporaryOf(root, file);
    if (temporary) rmSync(temporary, { force: true });
  }
  for (const { record } of entry.patches) store.remove(record.patch_id);
  for (const file of placed.reverse()) if (!(await putBack(engine, file))) lost.push(file);
  removeEmpty(root, entry.folders);
  const folders = [...foldersOf(entry)].map((folder) => join(root, folder));
  if (placed.length > 0) await Promise.all(folders.map(syncIfThere));
  for (const { before } of entry.files) if (before) store.ownBackup(before.hash);
  return lost.flatMap(({ file, own }) => (own ? [] : [file]));
}

/** Its new contents were put in place, for they do not lie beside it any more, and are not there now. */
function isOverwritten({ root }: Engine, file: EntryFile): boolean {
  const temporary = temporaryOf(root, file);
  return temporary !== null && !existsSync(temporary) && progressOf(root, file) === "foreign";
}

async function putBack({ root, store }: Engine, { file, before }: EntryFile): Promise<boolean> {
  const path = join(root, file);
  if (before === null) {
    rmSync(path, { force: true });
    return true;
  }
  const backup = store.readBackup(before.hash);
  if (!backup) return false;
  const temporary = join(dirname(path), temporaryName(path));
  try {
    await stage(temporary, backup, before.mode, store.backupOwner(before.hash));
  } catch (error) {
    if (!isSystemError(error, "ENOSPC", "EDQUOT")) throw error;
    // no room for a copy; a name takes the room that what waited here has left
    store.takeBackup(before.hash, temporary);
    chmodSync(temporary, before.mode & 0o7777);
  }
  place({ path, temporary });
  return true;
}

async function syncIfThere(folder: string): Promise<void> {
  try {
    await syncFolder(folder);
  } catch (error) {
    if (!isSystemError(error, "ENOENT")) throw error;
  }
}
