import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import type { FileState } from "../../../../shared/patch/document.ts";
import type { PlannedOperation } from "../../../../shared/patch/planned-operation.ts";
import type { LiveSpan } from "../../../../shared/patch/spans.ts";
import type { FileStep } from "../../../../shared/patch/write-diff.ts";
import type { Refusal } from "../../../../shared/result.ts";
import { answerOf } from "./answer.ts";
import { type Change, commitChanges } from "./commit.ts";
import type { Engine } from "./context.ts";
import { appendLog } from "./patch-log.ts";
import type { StoredFile } from "./patch-store.ts";
import type { FileIdentity } from "./read-state.ts";
import { now, type Request } from "./request.ts";
import { writeMovedSpans } from "./tasks-file.ts";

/** One planned operation with the id it gets. */
export interface Numbered {
  patchId: string;
  digest: string;
  planned: PlannedOperation;
  /** the patch that this one undoes */
  reverts?: string;
}

/** What one commit writes: the operations of a batch that share files, or all of an atomic one. */
export interface WriteSet {
  operations: readonly Numbered[];
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
  // what is needed to go back is there before anything is changed
  const files = storedFiles(engine, set.operations, found);
  answers.forEach(({ done, diff }) => {
    store.writeDiff(done.patch_id, diff);
  });
  const refusal = await commitChanges(set.changes.map((change) => changeOf(change, set)));
  if (refusal) return refusal;
  const ts = now(engine);
  set.operations.forEach(({ patchId, digest, planned, reverts }, index) => {
    const { diff: _diff, ...answer } = answers[index]!.done;
    store.write({
      version: 1,
      patch_id: patchId,
      ts,
      digest,
      answer,
      files: files[index]!,
      task_id: planned.read.op.taskId ?? null,
      meta: { ...request.meta, ...(reverts === undefined ? {} : { reverts }) },
      ...(reverts === undefined ? {} : { reverts }),
    });
  });
  appendLog(
    folder.log,
    set.operations.map(({ planned, reverts }, index) => ({
      ts,
      ...logEntry(answers[index]!.done),
      task_id: planned.read.op.taskId ?? null,
      ...request.meta,
      ...(reverts === undefined ? {} : { reverts }),
    })),
  );
  if (set.movedSpans.length > 0) await moveSpans(engine, set.movedSpans);
  return answers.map(({ done }) => done);

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

  function storedFiles(
    _engine: Engine,
    operations: readonly Numbered[],
    foundStates: ReadonlyMap<string, FileState | null>,
  ): StoredFile[][] {
    const earlier = new Map<string, string[]>();
    return operations.map(({ planned, patchId }) =>
      planned.steps.map((step) => {
        const chain = earlier.get(step.file) ?? [];
        // the batch's first patch of a file starts at what was found; later ones are led there by their diffs
        const chained = chain.length > 0 && foundStates.get(step.file) != null && step.before !== null;
        const base = chained ? foundStates.get(step.file)! : step.before;
        if (base) store.writeBackup(hash(base.bytes), base.bytes);
        const simple = step.file === step.to && step.before !== null && step.after !== null;
        earlier.set(step.to, simple ? [...chain, patchId] : []);
        return storedFile(step, base ? hash(base.bytes) : null, chained ? chain : []);
      }),
    );
  }

  function storedFile(step: FileStep, backup: string | null, afterPatches: string[]): StoredFile {
    return {
      file: step.file,
      to: step.to,
      before_hash: step.before ? hash(step.before.bytes) : null,
      after_hash: step.after ? hash(step.after.bytes) : null,
      before_executable: step.before?.executable ?? false,
      after_executable: step.after?.executable ?? false,
      edits: step.edits.map(({ oldAt, removed, newAt, added }) => [oldAt, removed, newAt, added]),
      backup,
      after_patches: afterPatches,
    };
  }
}

const logEntry = (done: PatchDone) => ({
  patch_id: done.patch_id,
  file: done.file,
  ...(done.files ? { files: done.files } : {}),
  op: done.op,
  diff_path: done.diff_path,
  before_hash: done.before_hash,
  after_hash: done.after_hash,
  lines_added: done.lines_added,
  lines_removed: done.lines_removed,
});

async function moveSpans(engine: Engine, moved: readonly LiveSpan[]): Promise<void> {
  const lock = await engine.locks.acquire(["tasks.json"]);
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
