import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileState } from "../../../../shared/patch/document.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import { makeFolder } from "../make-folder.ts";
import type { Engine } from "./context.ts";
import type { Entry } from "./journal/entry.ts";
import { foldersOf, markReverted, removeEmpty } from "./journal/finish-entry.ts";
import type { Noted } from "./journal/journal.ts";
import { unpacked } from "./journal/notes.ts";
import { undoEntry } from "./journal/undo-entry.ts";
import { appendLog, logLine } from "./patch-log.ts";
import { type FileIdentity, hasChanged } from "./read-state.ts";
import { systemRefusal } from "./system-error.ts";
import { place, stage, syncFolder } from "./write-file.ts";

/** One file of a plan, as it was read and as it is to be. Null: it does not, or is not to, exist. */
export interface Change {
  file: string;
  path: string;
  before: FileState | null;
  after: FileState | null;
  read: FileIdentity | null;
}

/** Contents to keep under their hash; `path` names a file that holds them and is about to be replaced. */
export interface Backup {
  hash: string;
  bytes: Uint8Array;
  path: string | null;
}

/** A commit: the journal's entry, with the bytes that it speaks of. One change for each file of the entry, in order. */
export interface Commit {
  entry: Entry;
  changes: readonly Change[];
  backups: readonly Backup[];
}

/** Files written at one time: enough to keep a disk busy, few enough for any limit on open files. */
const atOnce = 32;

/**
 * The last step of `parse -> plan -> commit`: all of it, or none.
 *
 * First the journal notes what is to come. Then everything is written beside its target and synced, the note with it,
 * before the first rename; diffs and records are written while the disk is at that. After the renames only the log
 * line is missing. Whatever fails on the way is taken back; a process that is killed leaves the note, by which the
 * next one finishes the commit or takes it back (`journal/recover.ts`).
 */
export async function commit(engine: Engine, work: Commit): Promise<Refusal | Noted> {
  const { entry, changes, backups } = work;
  const step = { file: ".mission_control", placed: false };
  let noted: Noted | null = null;
  try {
    for (const { hash, bytes, path } of backups) engine.store.keepBackup(hash, bytes, path);
    noted = engine.journal.begin(entry);
    // it has written all when it first waits: the disk is at the contents while the note is synced
    const beside = writeBeside(engine, work, step);
    const safe = [beside, noted.safe()];
    // of several, one may be in place and another not: then what was there has to be found again
    if (changes.length > 1) safe.push(syncFolder(engine.folder.backups));
    await allOf(safe);
    const moved = changes.find((change) => hasChanged(change.path, change.read));
    if (moved) return await takeBack(engine, entry, noted, false, busy(moved.file));
    step.placed = true;
    placeAll(work, step);
    step.file = ".mission_control";
    const folders = [...foldersOf(entry)];
    await allOf(folders.map((folder) => syncFolder(join(engine.root, folder), folders.length === 1)));
    appendLog(
      engine.folder.log,
      entry.patches.map(({ record }) => logLine(record)),
    );
  } catch (error) {
    const refusal = systemRefusal(error, step.file, "write");
    return noted ? takeBack(engine, entry, noted, step.placed, refusal) : refusal;
  }
  // it has happened: nothing from here on may take it back
  try {
    for (const { record } of entry.patches) markReverted(engine, record);
    removeEmpty(engine.root, entry.emptied);
    noted.done();
  } catch (error) {
    // the note stays open: whoever opens the workspace next sees to it
    engine.warn(systemRefusal(error, "what a reverted patch has left", "write").error);
  }
  return noted;
}

/** Contents, diffs and records, all synced but for diffs and records, which the journal answers for. */
async function writeBeside(
  engine: Engine,
  { entry, changes }: Commit,
  step: { file: string },
): Promise<void> {
  for (const folder of entry.folders) makeFolder(join(engine.root, folder));
  // a disk syncs many files in little more time than one, and while it does the next ones are written
  let before: Promise<void> | null = null;
  let syncing: Promise<void> | null = null;
  try {
    for (let at = 0; at < Math.max(changes.length, entry.patches.length); at += atOnce) {
      if (before) await before;
      before = syncing;
      syncing = allOf(stageAll(entry, changes.slice(at, at + atOnce), at, step));
      syncing.catch(() => {});
      for (const { record, diff } of entry.patches.slice(at, at + atOnce))
        engine.store.writeNew(record, unpacked(diff));
    }
  } finally {
    await allOf([before, syncing].filter((one) => one !== null));
  }
}

function stageAll(
  entry: Entry,
  changes: readonly Change[],
  from: number,
  step: { file: string },
): Promise<unknown>[] {
  const writing: Promise<unknown>[] = [];
  try {
    for (const [index, { file, path, after, read }] of changes.entries()) {
      const { temporary, after: side } = entry.files[from + index]!;
      step.file = file;
      if (after) writing.push(stage(join(dirname(path), temporary!), after.bytes, side!.mode, read));
    }
  } catch (error) {
    writing.push(Promise.reject(error));
  }
  return writing;
}

function placeAll({ entry, changes }: Commit, step: { file: string }): void {
  for (const [index, { file, path, after }] of changes.entries()) {
    step.file = file;
    if (after) place({ temporary: join(dirname(path), entry.files[index]!.temporary!), path });
    else rmSync(path);
  }
}

/** Puts everything back as it was. Where that fails as well, the note stays open, for whoever opens the workspace next. */
async function takeBack(
  engine: Engine,
  entry: Entry,
  noted: Noted,
  placed: boolean,
  refusal: Refusal,
): Promise<Refusal> {
  try {
    if (placed) await noted.undo();
    await undoEntry(engine, entry);
    await noted.undone();
    return refusal;
  } catch (error) {
    const why = systemRefusal(error, entry.files.map(({ file }) => file).join(", "), "write");
    engine.warn(`an edit was refused and could not be taken back: ${why.error}`);
    return refuse(
      "INTERNAL",
      `${refusal.error}; and taking back what was done of it failed: ${why.error}. The next start of patchctl or the server puts it right.`,
      { ...refusal.details, cause: refusal.code },
    );
  }
}

const busy = (file: string): Refusal =>
  refuse(
    "FILE_BUSY",
    `${file} was changed by another program while the edit was planned; nothing was written, try again`,
    { file },
  );

/** Waits for all, also where one fails, so that nothing goes on behind the back of what comes next. */
async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

/** The folders above the paths that are missing, outermost first. */
export function missingFolders(paths: readonly string[]): string[] {
  const missing = new Set<string>();
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    const above: string[] = [];
    for (let at = folder; !existsSync(at); at = dirname(at)) above.unshift(at);
    for (const one of above) missing.add(one);
  }
  return [...missing];
}
