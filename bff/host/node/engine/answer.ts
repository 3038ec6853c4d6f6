import type { PatchDone, PatchRefused, PatchResult } from "../../../../shared/models/patch-result.ts";
import { documentOf } from "../../../../shared/patch/batch-files.ts";
import type { FileState } from "../../../../shared/patch/document.ts";
import { readable } from "../../../../shared/patch/encoding.ts";
import type { PlannedOperation } from "../../../../shared/patch/planned-operation.ts";
import { type FileStep, writeDiff } from "../../../../shared/patch/write-diff.ts";
import type { Refusal } from "../../../../shared/result.ts";
import type { Engine } from "./context.ts";

/** The step about the file that the operation names; of a diff over several, its first otherwise. */
export const mainStep = (planned: PlannedOperation): FileStep =>
  planned.steps.find((step) => step.file === planned.read.op.file || step.to === planned.read.op.file) ??
  planned.steps[0]!;

/** The answer to a planned operation, its diff in bytes beside it. Nothing of it depends on whether it was written. */
export function answerOf(
  engine: Engine,
  planned: PlannedOperation,
  patchId: string,
  diffPath: string | null,
): { done: PatchDone; diff: Uint8Array } {
  const main = mainStep(planned);
  const diff = writeDiff(planned.steps);
  const files = [...new Set(planned.steps.flatMap((step) => [step.file, step.to]))];
  const done: PatchDone = {
    ok: true,
    patch_id: patchId,
    file: main.to,
    ...(files.length > 1 ? { files } : {}),
    op: planned.read.op.op,
    diff_path: diffPath,
    diff: readable(diff),
    ts_check_ok: null,
    lines_before: linesOf(main.before),
    lines_after: linesOf(main.after),
    lines_added: planned.facts.added,
    lines_removed: planned.facts.removed,
    ...(planned.landed ?? {}),
    before_hash: main.before ? engine.hash(main.before.bytes) : null,
    after_hash: main.after ? engine.hash(main.after.bytes) : null,
    ...(planned.tier === null ? {} : { match_tier: planned.tier }),
    ...(planned.rebased ? { rebased: planned.rebased } : {}),
    ...(planned.padding ? { padding: planned.padding } : {}),
    checks: planned.checks,
    ...(planned.unlocked.length > 0 ? { unlocked: [...planned.unlocked] } : {}),
  };
  return { done, diff };
}

const linesOf = (state: FileState | null): number => (state ? documentOf(state).starts.length : 0);

export function refusedAnswer(
  refusal: Refusal,
  subject: { patch_id?: string; file: string; op: string },
): PatchRefused {
  return {
    ok: false,
    ...subject,
    error: refusal.error,
    code: refusal.code,
    ...(refusal.details ? { details: refusal.details } : {}),
  };
}

/**
 * The refusal of a whole batch: the one of the operation at `index`, which caused it, and what every operation was
 * told. One that was answered before (`replayed`) keeps that answer: it has been done, whatever became of the others.
 */
export function refuseBatch(results: readonly PatchResult[], index: number): Refusal {
  const cause = results[index] as PatchRefused;
  const many = results.length > 1;
  return {
    ok: false,
    code: cause.code,
    error: many
      ? `patch ${index + 1} of ${results.length} (${cause.op} ${cause.file}): ${cause.error}`
      : cause.error,
    details: { ...cause.details, ...(many ? { patch: index + 1 } : {}), results },
  };
}
