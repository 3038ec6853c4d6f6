import type { PatchBatch } from "../../../../shared/models/patch-operation.ts";
import type { PatchDone, PatchRefused, PatchResult } from "../../../../shared/models/patch-result.ts";
import { abortedBy, firstRefusal, planBatch } from "../../../../shared/patch/plan.ts";
import { scoreOf } from "../../../../shared/patch/score.ts";
import { ok, type Result } from "../../../../shared/result.ts";
import type { ApplyOptions } from "../../../ports/workspace.ts";
import { answerOf, refuseBatch, refusedAnswer } from "./answer.ts";
import type { Engine } from "./context.ts";
import { planInputOf } from "./plan-input.ts";
import { prepare, readContents } from "./prepare.ts";
import { earlierAnswers, repeatedId } from "./replay-answers.ts";
import { newPatchId } from "./request.ts";
import { checkChanges, verdictFor, withVerdict } from "./type-check.ts";

/**
 * A dry run: parse and plan, then the type check on contents that are not on disk, then the score. This file
 * imports nothing that writes.
 */
export async function simulate(
  engine: Engine,
  batch: PatchBatch,
  { mayUnlock = false }: Pick<ApplyOptions, "mayUnlock"> = {},
): Promise<Result<{ results: PatchResult[] }>> {
  const repeated = repeatedId(batch);
  if (repeated) return repeated;
  const policy = await engine.policy();
  if ("ok" in policy) {
    const told = batch.patches.map((op) =>
      refusedAnswer(policy, { patch_id: op.patch_id ?? newPatchId(engine), file: op.file, op: op.op }),
    );
    return refuseBatch(told, 0);
  }
  const earlier = earlierAnswers(engine, batch);
  const prepared = prepare(engine, policy, batch);
  const contents = await readContents(engine, prepared);
  const fresh = prepared.reads
    .map((read, index) => ({ read, index }))
    .filter(({ index }) => !earlier.has(index));
  const reads = fresh.map(({ read }) => read);
  const plan = planBatch(planInputOf(engine, policy, batch, contents, reads, mayUnlock));
  const outcomes = new Map(fresh.map(({ index }, at) => [index, plan.outcomes[at]!]));
  const refused = firstRefusal(plan);
  const aborting = batch.atomic && (refused || [...earlier.values()].some((answer) => !answer.ok));
  const changes = plan.changes.map(({ file, before, after }) => ({
    file,
    before: before?.bytes ?? null,
    after: after?.bytes ?? null,
  }));
  const verdict =
    aborting || policy.policy.check === "none"
      ? { ok: null, out: "", ms: 0 }
      : await checkChanges(engine, changes);
  const results = batch.patches.map((op, index): PatchResult => {
    const subject = { patch_id: op.patch_id ?? newPatchId(engine), file: op.file, op: op.op };
    const before = earlier.get(index);
    if (before) return before.ok ? before : refusedAnswer(before, subject);
    const planned = outcomes.get(index)!;
    if ("ok" in planned) return refusedAnswer(planned, subject);
    const { done } = answerOf(engine, planned, subject.patch_id, null);
    const files = planned.steps.flatMap((step) => [step.file, step.to]);
    const own = verdictFor(
      verdict,
      files,
      changes.map(({ file }) => file),
    );
    const checked: PatchDone = { ...withVerdict(done, own), dry_run: true };
    return { ...checked, score: scoreOf({ ...planned.facts, types: own.ok }) };
  });
  const at = results.findIndex((result) => !result.ok);
  if (!batch.atomic || at === -1) return ok({ results });
  const cause = results[at] as PatchRefused;
  return refuseBatch(
    results.map((result): PatchResult => {
      if (!result.ok || result.replayed) return result;
      const subject = { patch_id: result.patch_id, file: result.file, op: result.op };
      return refusedAnswer(abortedBy(at, prepared.reads[at]!, cause), subject);
    }),
    at,
  );
}
