import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import type { FileState } from "../../../../shared/patch/document.ts";
import type { LiveSpan } from "../../../../shared/patch/spans.ts";
import type { Refusal } from "../../../../shared/result.ts";
import { answerOf } from "./answer.ts";
import { type Change, commitChanges } from "./commit.ts";
import type { Engine } from "./context.ts";
import type { Numbered } from "./numbered.ts";
import { appendLog, logLine } from "./patch-log.ts";
import type { StoredBatch, StoredFile, StoredPatch } from "./patch-store.ts";
import type { FileIdentity } from "./read-state.ts";
import { now, type Request } from "./request.ts";
import { storedFiles } from "./stored-files.ts";
import { systemRefusal } from "./system-error.ts";
import { writeMovedSpans } from "./tasks-file.ts";

/** What one commit writes: the operations of a batch that share files, or all of an atomic one. */
export interface WriteSet {
  operations: readonly Numbered[];
  /** what the operations were planned with; null: they undo others, which are known by their diffs */
  planned: Omit<StoredBatch, "ids"> | null;
  changes: readonly { file: string; before: FileState | null; after: FileState | null }[];
  movedSpans: readonly LiveSpan[];
  paths: ReadonlyMap<string, string>;
  identities: ReadonlyMap<string, FileIdentity | null>;
}

/**
 * Commits the files, then leaves what a patch leaves: its diff, its record, a backup of what was there, and a line
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
  const ts = now(engine);
  const ids = set.operations.map(({ patchId }) => patchId);
  // what is needed to go back is there before anything is changed, and whatever can fail for want of space has
  let kept: readonly string[] = [];
  const forget = () => {
    store.unstage(ids);
    for (const backup of kept) store.dropBackup(backup);
  };
  let records: StoredPatch[];
  try {
    const stored = storedFiles(store, hash, set.operations, found, set.paths);
    kept = stored.kept;
    records = set.operations.map((operation, index) =>
      storedPatch(operation, answers[index]!.done, stored.files[index]!),
    );
    store.stage(records.map((record, index) => ({ stored: record, diff: answers[index]!.diff })));
  } catch (error) {
    forget();
    return systemRefusal(error, ".mission_control", "write");
  }
  const refusal = await commitChanges(set.changes.map((change) => changeOf(change, set)));
  if (refusal) {
    forget();
    return refusal;
  }
  store.publish(ids);
  try {
    appendLog(folder.log, records.map(logLine));
  } catch (error) {
    // the edit has happened and its record says so; only the list of them lacks a line
    engine.warn(systemRefusal(error, "patch_log.jsonl", "write").error);
  }
  if (set.movedSpans.length > 0) await moveSpans(engine, set.movedSpans);
  return answers.map(({ done }) => done);

  function storedPatch(
    { patchId, digest, planned, reverts }: Numbered,
    done: PatchDone,
    files: StoredFile[],
  ): StoredPatch {
    const { diff: _diff, ...answer } = done;
    return {
      version: 2,
      patch_id: patchId,
      ts,
      digest,
      answer,
      files,
      operation: set.planned && planned.read.op,
      batch: set.planned && { ids, ...set.planned },
      task_id: planned.read.op.taskId ?? null,
      meta: request.meta,
      ...(reverts === undefined ? {} : { reverts }),
    };
  }

  function changeOf(change: WriteSet["changes"][number], { paths, identities }: WriteSet): Change {
    const renamedFrom = set.operations
      .flatMap(({ planned }) => planned.steps)
      .find((step) => step.to === change.file && step.file !== change.file);
    return {
      ...change,
      path: paths.get(change.file)!,
      read: identities.get(change.file) ?? null,
      modeFrom: renamedFrom ? (identities.get(renamedFrom.file) ?? null) : null,
    };
  }
}

async function moveSpans(engine: Engine, moved: readonly LiveSpan[]): Promise<void> {
  const lock = await engine.locks.acquire([".mission_control/tasks.json"]);
  if (!("release" in lock)) {
    engine.warn("allowed_spans could not be moved: tasks.json is locked by another process");
    return;
  }
  try {
    writeMovedSpans(engine.folder.tasks, moved);
  } finally {
    lock.release();
  }
}
