import { closeSync, openSync } from "node:fs";
import type { StateFolder } from "../state-folder.ts";
import { synced } from "../sync.ts";
import { isSystemError } from "../system-error.ts";

/** Files synced at one time. */
const atOnce = 32;

/**
 * Makes durable what commits have left beside the files: diffs, records, log, and the names of the backups. Until
 * then the journal holds all of it, so that no edit has to wait for this. What is gone is passed over.
 */
export async function settle(folder: StateFolder, patchIds: readonly string[]): Promise<void> {
  if (patchIds.length === 0) return;
  const names = patchIds.flatMap((id) => [`${folder.patches}/${id}.diff`, `${folder.patches}/${id}.json`]);
  const paths = [folder.log, folder.backups, ...names, folder.patches];
  for (let at = 0; at < paths.length; at += atOnce)
    await Promise.all(paths.slice(at, at + atOnce).map(syncPath));
}

/** Syncs a file or folder, if it is there. */
export async function syncPath(path: string): Promise<void> {
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return;
    throw error;
  }
  try {
    await synced(fd);
  } finally {
    closeSync(fd);
  }
}
