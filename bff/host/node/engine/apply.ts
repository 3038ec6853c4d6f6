import type { PatchBatch } from "../../../../shared/models/patch-operation.ts";
import type { PatchDone, PatchRefused, PatchResult } from "../../../../shared/models/patch-result.ts";
import type { Policy } from "../../../../shared/models/policy.ts";
import { abortedBy, planBatch } from "../../../../shared/patch/plan.ts";
import { ok, type Refusal, type Result } from "../../../../shared/result.ts";
import type { ApplyOptions } from "../../../ports/workspace.ts";
import { refuseBatch, refusedAnswer } from "./answer.ts";
import { branchAsked, withCommits } from "./branch-commits.ts";
import type { Engine } from "./context.ts";
import { requestDigest } from "./digest.ts";
import { applied, failed, requested, type Subject } from "./events.ts";
import { finishCheck } from "./finish-check.ts";
import { renamedLeases } from "./leases-held.ts";
import { patchKey } from "./locks.ts";
import type { Numbered } from "./numbered.ts";
import type { Outcome } from "./outcome.ts";
import { planInputOf } from "./plan-input.ts";
import { type Prepared, prepare, readContents } from "./prepare.ts";
import { earlierAnswers, repeatedId } from "./replay-answers.ts";
import { newPatchId, now, openRequest, type Request } from "./request.ts";
import { simulate } from "./simulate.ts";
import { fateOf, settleTasks } from "./task-status.ts";
import { isCheckable } from "./type-check.ts";
import { writePlan } from "./write-plan.ts";
import { writeSets } from "./write-sets.ts";

type Answers = { results: PatchResult[] };

/**
 * `parse -> plan -> commit` of a batch: under the locks of its files it is planned on what is on disk and written;
 * the locks are released before the type check. A batch that asks for a dry run gets one.
 */
export async function apply(
  engine: Engine,
  batch: PatchBatch,
  options: ApplyOptions = {},
): Promise<Result<Answers>> {
  if (batch.dryRun) return simulate(engine, batch, options);
  const repeated = repeatedId(batch);
  if (repeated) return repeated;
  const branch = await branchAsked(batch);
  if (branch !== null && typeof branch !== "string") return branch;
  const request = openRequest(engine, branch === null ? batch : { ...batch, branch }, options);
  const subjects = batch.patches.map(
    (op): Subject => ({
      patch_id: op.patch_id ?? newPatchId(engine),
      file: op.file,
      op: op.op,
      task_id: op.taskId ?? null,
    }),
  );
  const outcome = await lockAndWrite(engine, batch, request, subjects, branch);
  for (const [index, result] of outcome.results.entries())
    report(request, subjects[index]!, result, engine, outcome);
  const checked = await finishCheck(engine, request, outcome, (results) =>
    settleTasks(
      engine,
      results.map((result, index) => ({
        task_id: subjects[index]!.task_id,
        fate: fateOf(result, request.ts, !isLeftToOthers(result, request, outcome)),
      })),
    ),
  );
  await request.events.settled();
  return answer(batch, checked);
}

async function lockAndWrite(
  engine: Engine,
  batch: PatchBatch,
  request: Request,
  subjects: readonly Subject[],
  branch: string | null,
): Promise<Outcome> {
  const none = { atomic: batch.atomic, subjects, written: new Set<number>(), changes: [], checks: false };
  const announce = (skip: ReadonlyMap<number, unknown> = new Map()) => {
    if (request.events.active)
      for (const [index, subject] of subjects.entries())
        if (!skip.has(index)) request.events.push(requested(subject, request));
  };
  const refuseAll = (refusal: Refusal): Outcome => {
    announce();
    const results = subjects.map((subject) => refusedAnswer(refusal, named(subject)));
    return { ...none, results, onCheckFailure: "keep" };
  };
  const policy = await engine.policy();
  if ("ok" in policy) return refuseAll(policy);
  const prepared = prepare(engine, policy, batch);
  const unusable = engine.folder.ensure();
  if (unusable) return refuseAll(unusable);
  if (policy.policy.$schema !== undefined)
    await (await import("./schema-files.ts")).refreshSchemas(engine, policy);
  const renamed = prepared.reads.flatMap(({ files = [] }) => files.filter(({ kind }) => kind === "rename"));
  const leases = await renamedLeases(
    engine,
    renamed.map(({ file }) => file),
  );
  const keys = [
    ...prepared.files.keys(),
    ...(leases ? [leases.leaseLogKey] : []),
    ...batch.patches.flatMap((op) => (op.patch_id ? [patchKey(op.patch_id)] : [])),
  ];
  const lock = await engine.locks.acquire(keys);
  if (!("release" in lock)) return refuseAll(lock);
  try {
    const earlier = earlierAnswers(engine, batch);
    announce(new Map([...earlier].filter(([, one]) => one.ok)));
    const contents = await readContents(engine, prepared);
    const fresh = [...prepared.reads.keys()].filter((index) => !earlier.has(index));
    const reads = fresh.map((index) => prepared.reads[index]!);
    const plan = planBatch(planInputOf(engine, policy, batch, contents, reads, request.mayUnlock));
    const results = new Map<number, PatchResult>();
    for (const [index, one] of earlier)
      results.set(index, one.ok ? one : refusedAnswer(one, named(subjects[index]!)));
    const numbered = new Map<number, Numbered>();
    fresh.forEach((index, at) => {
      const planned = plan.outcomes[at]!;
      if ("ok" in planned) results.set(index, refusedAnswer(planned, named(subjects[index]!)));
      else
        numbered.set(index, {
          patchId: subjects[index]!.patch_id,
          digest: requestDigest(batch.patches[index]!, batch.coordinates),
          planned,
        });
    });
    const cause = [...results].filter(([, result]) => !result.ok).sort(([a], [b]) => a - b)[0];
    if (batch.atomic && cause) abort(prepared, subjects, numbered, results, cause as [number, PatchRefused]);
    const paths = new Map([...prepared.files].map(([name, { path }]) => [name, path]));
    const written = new Set<number>();
    for (const { indexes, changes } of writeSets(numbered, plan.changes, batch.atomic)) {
      const files = new Set(changes.map(({ file }) => file));
      const movedSpans = plan.movedSpans.filter((span) => files.has(span.file));
      const operations = indexes.map((index) => numbered.get(index)!);
      const set = {
        operations,
        planned: plannedWith(batch, policy.policy),
        changes,
        movedSpans,
        paths,
        identities: contents.identities,
      };
      const write = () => writePlan(engine, request, set);
      const done =
        branch === null ? await write() : await withCommits(engine, request, branch, operations, write);
      if (leases && !("ok" in done)) {
        const steps = operations.flatMap(({ planned }) => planned.steps);
        leases.moveLeases(engine, steps, request.meta.trace_id);
      }
      indexes.forEach((index, at) => {
        if ("ok" in done) results.set(index, refusedAnswer(done, named(subjects[index]!)));
        else {
          results.set(index, done[at]!);
          written.add(index);
        }
      });
    }
    return {
      ...none,
      results: subjects.map((_, index) => results.get(index)!),
      written,
      changes: plan.changes,
      checks: policy.policy.check === "typescript",
      onCheckFailure: policy.policy.onCheckFailure,
    };
  } finally {
    lock.release();
  }
}

const named = ({ patch_id, file, op }: Subject) => ({ patch_id, file, op });

const plannedWith = ({ coordinates, unlock }: PatchBatch, policy: Policy) => ({
  coordinates,
  matching: policy.matching,
  padding: policy.openSpacePadding,
  ...(unlock ? { unlock } : {}),
});

/** One refusal takes the rest of an atomic batch with it. */
function abort(
  prepared: Prepared,
  subjects: readonly Subject[],
  numbered: Map<number, Numbered>,
  results: Map<number, PatchResult>,
  [at, cause]: [number, PatchRefused],
): void {
  for (const index of numbered.keys())
    results.set(index, refusedAnswer(abortedBy(at, prepared.reads[at]!, cause), named(subjects[index]!)));
  numbered.clear();
}

function report(
  request: Request,
  subject: Subject,
  result: PatchResult,
  engine: Engine,
  outcome: Outcome,
): void {
  if (!request.events.active) return;
  if (!result.ok) {
    request.events.push(failed(subject, request, refusalIn(result), now(engine)));
  } else if (result.replayed !== true) {
    const pending = outcome.checks && request.check !== "skip" && isCheckable(result.files ?? [result.file]);
    const done: PatchDone = pending ? { ...result, ts_check_pending: true } : result;
    request.events.push(applied({ ...subject, file: result.file }, request, done, {}, now(engine)));
  }
}

/** Whoever asked checks the types by other means, and says so by `check`. */
const isLeftToOthers = (result: PatchResult, request: Request, outcome: Outcome): boolean =>
  result.ok && outcome.checks && request.check === "skip" && isCheckable(result.files ?? [result.file]);

const refusalIn = ({ code, error, details }: PatchRefused): Refusal =>
  details === undefined ? { ok: false, code, error } : { ok: false, code, error, details };

function answer(batch: PatchBatch, results: PatchResult[]): Result<Answers> {
  const at = results.findIndex((result) => !result.ok);
  if (!batch.atomic || at === -1) return ok({ results });
  const cause = results.findIndex((result) => !result.ok && result.code !== "BATCH_ABORTED");
  return refuseBatch(results, cause === -1 ? at : cause);
}
