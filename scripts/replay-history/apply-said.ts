import type { PatchDone, PatchRefused } from "../../shared/models/patch-result.ts";
import { applyBatch } from "./apply-batch.ts";
import { inBatches, type Said } from "./batches.ts";
import type { Change } from "./changes.ts";
import type { Commit } from "./history.ts";
import type { ReplayContext } from "./replay-context.ts";
import { count, type Failure, type Report } from "./tally.ts";

/**
 * A commit's operations through the engine. A guard does what it is for: the files that it refuses are answered, to
 * be carried, and the others are sent again. Any other refusal is a failure.
 */
export async function applySaid(
  commit: Commit,
  said: readonly Said[],
  { workspace, report }: ReplayContext,
): Promise<{ guarded: Change[] } | { failure: Failure }> {
  const guarded: Change[] = [];
  const batches = inBatches(said);
  for (let batch = batches.shift(); batch; batch = batches.shift()) {
    const applied = await applyBatch(workspace, commit.sha, batch);
    if ("done" in applied) countDone(report, commit, applied.done);
    else {
      const other = applied.refused.find(({ code }) => code !== "GUARD_VIOLATION");
      if (other) return { failure: refusedFailure(commit, other) };
      const barred = refusedChanges(batch, applied.among);
      guarded.push(...barred);
      batches.unshift(...inBatches(batch.filter(({ change }) => !barred.includes(change))));
    }
  }
  return { guarded };
}

function countDone(report: Report, { sha }: Commit, done: readonly PatchDone[]): void {
  for (const { op, file, match_tier: tier } of done) {
    count(report.operations, op);
    if (tier !== undefined && tier !== "exact") report.looseMatches.push({ tier, commit: sha, file });
  }
}

const refusedFailure = ({ sha }: Commit, { file = "", op = "", code, error }: PatchRefused): Failure => ({
  kind: "refused",
  commit: sha,
  file,
  op,
  code,
  error,
});

/** `among` has an answer for each operation of the batch, in order. */
function refusedChanges(batch: readonly Said[], among: readonly PatchRefused[]): Change[] {
  let at = 0;
  return batch.flatMap(({ change, operations }) => {
    const answers = among.slice(at, at + operations.length);
    at += operations.length;
    return answers.some(({ code }) => code !== "BATCH_ABORTED") ? [change] : [];
  });
}
