import { existsSync, mkdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { FileState } from "../../../../shared/patch/document.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import { type FileIdentity, hasChanged } from "./read-state.ts";
import { isSystemError, systemRefusal } from "./system-error.ts";
import { discard, place, type Staged, stage, syncFolder } from "./write-file.ts";

/** One file of a plan, as it was read and as it is to be. Null: it does not, or is not to, exist. */
export interface Change {
  file: string;
  path: string;
  before: FileState | null;
  after: FileState | null;
  read: FileIdentity | null;
  /** identity of the file whose mode a new name takes over (a rename) */
  modeFrom?: FileIdentity | null;
}

/** Files written at one time: enough to keep a disk busy, few enough for any limit on open files. */
const atOnce = 32;

/**
 * The last step of `parse -> plan -> commit`: all of these changes, or none.
 *
 * Everything is written and synced beside its target before the first rename; a rename that fails puts the earlier
 * ones back. Between the renames of several files a process can still be killed: that is for the journal, which
 * records `changes` before the first `place` and clears them after the last `syncFolder`.
 */
export async function commitChanges(changes: readonly Change[]): Promise<Refusal | null> {
  const staged = new Map<Change, Staged>();
  const madeFolders: string[] = [];
  const done: Change[] = [];
  let current = changes[0]!;
  try {
    for (let at = 0; at < changes.length; at += atOnce) {
      const group = changes.slice(at, at + atOnce);
      for (current of group) if (current.after) madeFolders.push(...makeFolders(dirname(current.path)));
      // side by side: a disk syncs many files in little more time than one
      const writing = group.map(async (change) => {
        if (!change.after) return;
        try {
          staged.set(change, await stage(change.path, change.after.bytes, modeOf(change), change.read));
        } catch (error) {
          current = change;
          throw error;
        }
      });
      const failed = (await Promise.allSettled(writing)).find((one) => one.status === "rejected");
      if (failed) throw failed.reason;
    }
    const moved = changes.find((change) => hasChanged(change.path, change.read));
    if (moved) {
      abandon(staged, madeFolders);
      return refuse(
        "FILE_BUSY",
        `${moved.file} was changed by another program while the edit was planned; nothing was written, try again`,
        {
          file: moved.file,
        },
      );
    }
    for (current of changes) {
      const ready = staged.get(current);
      if (ready) place(ready);
      else rmSync(current.path);
      done.push(current);
    }
  } catch (error) {
    await putBack(done);
    abandon(staged, madeFolders);
    return systemRefusal(error, current.file, "write");
  }
  const folders = new Set(changes.map((change) => dirname(change.path)));
  for (const made of madeFolders) folders.add(dirname(made));
  await Promise.all([...folders].map(syncFolder));
  return null;
}

/** The mode of the file it replaces, with the executable bits that the plan wants. */
function modeOf({ after, read, modeFrom }: Change): number {
  const mode = (read ?? modeFrom)?.mode ?? 0o666 & ~process.umask();
  if (after!.executable === ((mode & 0o100) !== 0)) return mode;
  // whoever may read may execute, as chmod +x under a usual umask has it
  return after!.executable ? mode | ((mode & 0o444) >> 2) : mode & ~0o111;
}

/** Makes a folder and those above it that are missing; answers the ones made, outermost first. */
function makeFolders(path: string): string[] {
  const missing: string[] = [];
  for (let at = path; !existsSync(at); at = dirname(at)) missing.unshift(at);
  if (missing.length > 0) mkdirSync(path, { recursive: true });
  return missing;
}

function abandon(staged: ReadonlyMap<Change, Staged>, madeFolders: readonly string[]): void {
  for (const one of staged.values()) discard(one);
  for (const folder of [...madeFolders].reverse())
    try {
      rmdirSync(folder);
    } catch (error) {
      if (!isSystemError(error, "ENOTEMPTY", "ENOENT", "EEXIST")) throw error;
    }
}

async function putBack(done: readonly Change[]): Promise<void> {
  for (const { path, before, read } of [...done].reverse()) {
    if (before === null) rmSync(path, { force: true });
    else place(await stage(path, before.bytes, read?.mode ?? 0o644, read));
  }
}
