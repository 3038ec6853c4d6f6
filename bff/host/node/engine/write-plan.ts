import { statSync } from "node:fs";
import { relative } from "node:path";
import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import type { FileState } from "../../../../shared/patch/document.ts";
import type { LiveSpan } from "../../../../shared/patch/spans.ts";
import type { Refusal } from "../../../../shared/result.ts";
import { answerOf } from "./answer.ts";
import { type Change, commit, missingFolders } from "./commit.ts";
import type { Engine } from "./context.ts";
import type { EntryFile } from "./journal/entry.ts";
import { packed } from "./journal/notes.ts";
import { movedTasks } from "./moved-tasks.ts";
import type { Numbered } from "./numbered.ts";
import { type StoredBatch, type StoredFile, type StoredPatch, toKeep } from "./patch-store.ts";
import type { FileIdentity } from "./read-state.ts";
import { newPatchId, now, type Request } from "./request.ts";
import { storedFiles } from "./stored-files.ts";
import { temporaryName } from "./write-file.ts";

/** What one commit writes: the operations of a batch that share files, or all of an atomic one. */
export interface WriteSet {
  operations: readonly Numbered[];
  /** what the operations were planned with; null: they undo others, which are known by their diffs */
  planned: Omit<StoredBatch, "ids"> | null;
  changes: readonly { file: string; before: FileState | null; after: FileState | null }[];
  movedSpans: readonly LiveSpan[];
  /** folders that were made by what is undone */
  emptied?: readonly string[];
  paths: ReadonlyMap<string, string>;
  identities: ReadonlyMap<string, FileIdentity | null>;
}

/**
 * Commits the files, and with them what a patch leaves: its diff, its record, a backup of what was there, and a line
 * in the log. The caller holds the locks. Answers in the order of the operations.
 */
export async function writePlan(
  engine: Engine,
  request: Request,
  set: WriteSet,
): Promise<PatchDone[] | Refusal> {
  const { folder, store, hash } = engine;
  const found = new Map(set.changes.map(({ file, before }) => [file, before]));
  const answers = set.operations.map(({ planned, patchId }) =>
    answerOf(engine, planned, patchId, store.diffPath(patchId)),
  );
  const tasks = await movedTasks(engine, set.movedSpans);
  if (tasks && "ok" in tasks) return tasks;
  const ts = now(engine);
  const ids = set.operations.map(({ patchId }) => patchId);
  const { files, backups } = storedFiles(hash, set.operations, found, set.paths);
  const changes = set.changes.map(
    (change): Change => ({
      ...change,
      path: set.paths.get(change.file)!,
      read: set.identities.get(change.file) ?? null,
    }),
  );
  const made = missingFolders(changes.flatMap(({ path, after }) => (after ? [path] : [])));
  const folders = made.map((path) => relative(engine.root, path));
  const entry = {
    id: newPatchId(engine),
    files: [
      ...changes.map(entryFile),
      ...(tasks ? [{ ...entryFile(tasks.change), own: true as const }] : []),
    ],
    folders,
    emptied: [...(set.emptied ?? [])],
    patches: set.operations.map((operation, index) => ({
      record: toKeep(storedPatch(operation, answers[index]!.done, files[index]!)),
      diff: packed(answers[index]!.diff),
    })),
    logAt: statSync(folder.log, { throwIfNoEntry: false })?.size ?? 0,
    report: request.events.active,
  };
  if (tasks) {
    const { before, path } = tasks.change;
    changes.push(tasks.change);
    backups.push({ hash: hash(before.bytes), bytes: before.bytes, path });
  }
  const noted = await commit(engine, { entry, changes, backups }).finally(tasks?.release);
  if ("ok" in noted) return noted;
  request.events.whenTold(noted.told);
  return answers.map(({ done }) => done);

  function storedPatch(
    { patchId, digest, planned, reverts }: Numbered,
    done: PatchDone,
    touched: StoredFile[],
  ): StoredPatch {
    const { diff: _diff, ...answer } = done;
    const own = folders.filter((folder) => touched.some(({ to }) => to.startsWith(`${folder}/`)));
    return {
      version: 2,
      patch_id: patchId,
      ts,
      digest,
      answer,
      files: touched,
      operation: set.planned && planned.read.op,
      batch: set.planned && { ids, ...set.planned },
      task_id: planned.read.op.taskId ?? null,
      meta: reverts === undefined ? request.meta : { ...request.meta, reverts },
      ...(reverts === undefined ? {} : { reverts }),
      ...(own.length === 0 ? {} : { folders: own }),
    };
  }

  function entryFile({ file, path, before, after, read }: Change): EntryFile {
    return {
      file,
      before: before && { hash: hash(before.bytes), mode: read!.mode },
      after: after && { hash: hash(after.bytes), mode: modeOf(after, read ?? renamedFrom(file)) },
      temporary: after && temporaryName(path),
    };
  }

  /** A new name takes over the mode of the old one. */
  function renamedFrom(file: string): FileIdentity | null {
    const step = set.operations
      .flatMap(({ planned }) => planned.steps)
      .find((one) => one.to === file && one.file !== file);
    return step ? (set.identities.get(step.file) ?? null) : null;
  }
}

/** The mode of the file it replaces, with the executable bits that the plan wants. */
function modeOf(after: FileState, read: FileIdentity | null): number {
  const mode = read?.mode ?? 0o666 & ~process.umask();
  if (after.executable === ((mode & 0o100) !== 0)) return mode;
  // whoever may read may execute, as chmod +x under a usual umask has it
  return after.executable ? mode | ((mode & 0o444) >> 2) : mode & ~0o111;
}
