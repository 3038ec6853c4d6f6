import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import type { FileState } from "../../../../shared/patch/document.ts";
import { liveSpans, moveSpan } from "../../../../shared/patch/spans.ts";
import type { FileStep } from "../../../../shared/patch/write-diff.ts";
import { ok, type Refusal, type Result, refuse } from "../../../../shared/result.ts";
import { refusedAnswer } from "./answer.ts";
import type { Engine } from "./context.ts";
import { applied, failed, requested, reverted, type Subject } from "./events.ts";
import { inTheWay } from "./later-patches.ts";
import { refuseHeld, renamedLeases } from "./leases-held.ts";
import { patchKey } from "./locks.ts";
import type { Numbered } from "./numbered.ts";
import { outOfBandOp } from "./out-of-band-op.ts";
import type { Outcome } from "./outcome.ts";
import type { StoredPatch } from "./patch-store.ts";
import { plannedUndo, undoFile } from "./plan-undo.ts";
import { prepare, readContents } from "./prepare.ts";
import { rebuild } from "./rebuild.ts";
import { newPatchId, now, type Request } from "./request.ts";
import { isCheckable } from "./type-check.ts";
import { refuseGuarded } from "./undo-guards.ts";
import { writePlan } from "./write-plan.ts";

/**
 * The same within another request, without a type check of its own: the old bytes have been there before. Answers
 * what undid each of them.
 */
export async function revertQuietly(
  engine: Engine,
  request: Request,
  patchIds: readonly string[],
  reason: string,
): Promise<Result<{ results: PatchDone[] }>> {
  const stored = patchIds.map((id) => engine.store.read(id) ?? id);
  const unknown = stored.find((one) => typeof one === "string");
  if (unknown !== undefined) return unknownPatch(unknown);
  const quiet: Request = {
    ...request,
    ts: now(engine),
    check: "skip",
    mayUnlock: true,
    meta: { ...request.meta, reason },
  };
  const undone = await undo(engine, quiet, stored as StoredPatch[]);
  return undone.ok ? ok({ results: undone.outcome.results as PatchDone[] }) : undone;
}

export const unknownPatch = (patchId: string): Refusal =>
  refuse(
    "PATCH_NOT_FOUND",
    `no patch ${patchId} was applied in this workspace; patchctl log lists those that were`,
    { patch_id: patchId },
  );

/**
 * Plans and writes the patches that undo these, all of them or none, under the locks of their files, and tells of it.
 * The newest comes first: each is undone on what the ones before it have left.
 */
export async function undo(
  engine: Engine,
  request: Request,
  asked: readonly StoredPatch[],
): Promise<Result<{ outcome: Outcome }>> {
  const subjects = asked.map(
    ({ answer, task_id }): Subject => ({
      patch_id: newPatchId(engine),
      file: answer.file,
      op: "unified-diff",
      task_id,
    }),
  );
  const reverting = asked.map(
    ({ patch_id: reverts }): Request => ({ ...request, meta: { ...request.meta, reverts } }),
  );
  for (const [index, subject] of subjects.entries())
    request.events.push(requested(subject, reverting[index]!));
  const refused = (refusal: Refusal) => {
    for (const [index, subject] of subjects.entries())
      request.events.push(failed(subject, reverting[index]!, refusal, now(engine)));
    const results = subjects.map(({ patch_id, file, op }) => refusedAnswer(refusal, { patch_id, file, op }));
    return { ...refusal, details: { ...refusal.details, results } };
  };
  const policy = await engine.policy();
  if ("ok" in policy) return refused(policy);
  const names = [...new Set(asked.flatMap(({ files }) => files.flatMap(({ file, to }) => [file, to])))];
  // the paths are confined again: a link may have come in their way since
  const patches = names.map((file) => ({ op: "append" as const, file, block: "" }));
  const prepared = prepare(engine, policy, { ...emptyBatch, patches });
  const barred = prepared.reads.find((read) => read.refusal)?.refusal;
  if (barred) return refused(barred);
  const unusable = engine.folder.ensure();
  if (unusable) return refused(unusable);
  const keys = asked.map(({ patch_id }) => patchKey(patch_id));
  const renamed = asked.flatMap(({ files }) => files.filter(({ file, to }) => file !== to));
  const leases = await renamedLeases(
    engine,
    renamed.map(({ to }) => to),
  );
  if (leases) keys.push(leases.leaseLogKey);
  const lock = await engine.locks.acquire([...prepared.files.keys(), ...keys]);
  if (!("release" in lock)) return refused(lock);
  try {
    // again under the lock: somebody may have been quicker
    const stored = asked.map((one) => engine.store.read(one.patch_id) ?? one);
    const contents = await readContents(engine, prepared);
    const unreadable = [...contents.states.values()].find((state) => state && "ok" in state);
    if (unreadable) return refused(unreadable as Refusal);
    const found = contents.states as ReadonlyMap<string, FileState | null>;
    const states = new Map(found);
    const spans = Array.isArray(contents.tasks) ? liveSpans(contents.tasks) : [];
    const operations: Numbered[] = [];
    for (const [index, one] of stored.entries()) {
      const steps = stepsBack(engine, one, states, request.mayUnlock);
      if ("ok" in steps) return refused(steps);
      for (const step of steps) {
        if (step.file !== step.to) states.set(step.file, null);
        states.set(step.to, step.after);
        for (const span of spans)
          if (span.file === step.file)
            Object.assign(span, moveSpan(span, step.edits, span.uuid === one.task_id));
      }
      const subject = subjects[index]!;
      const planned = plannedUndo(subject, steps);
      operations.push({ patchId: subject.patch_id, digest: "", planned, reverts: one.patch_id });
    }
    const changes = [...states].flatMap(([file, after]) => {
      const before = found.get(file) ?? null;
      return after === before ? [] : [{ file, before, after }];
    });
    const written = await writePlan(engine, request, {
      operations,
      planned: null,
      changes,
      emptied: stored.flatMap(({ folders }) => folders ?? []),
      movedSpans: spans.filter((span) => span.start !== span.found.start || span.end !== span.found.end),
      paths: new Map([...prepared.files].map(([name, { path }]) => [name, path])),
      identities: contents.identities,
    });
    if ("ok" in written) return refused(written);
    leases?.moveLeases(
      engine,
      operations.flatMap(({ planned }) => planned.steps),
      request.meta.trace_id,
    );
    const branches = stored.map(({ answer }) => (answer.git_branch?.commit ? answer.git_branch.name : null));
    const done = branches.every((name) => name === null)
      ? written
      : await (await import("./branch-commits.ts")).commitReverts(
          engine,
          request,
          operations,
          branches,
          written,
        );
    const checks = policy.policy.check === "typescript";
    for (const [index, result] of done.entries()) {
      const pending = checks && request.check !== "skip" && isCheckable(result.files ?? [result.file]);
      const shown = pending ? { ...result, ts_check_pending: true } : result;
      request.events.push(applied(subjects[index]!, reverting[index]!, shown, {}, now(engine)));
      const { patch_id, answer, task_id } = stored[index]!;
      if (answer.op === outOfBandOp) continue;
      const original: Subject = { patch_id, file: answer.file, op: answer.op, task_id };
      request.events.push(
        reverted(original, reverting[index]!, stored[index]!, result.patch_id, now(engine)),
      );
    }
    const outcome: Outcome = {
      atomic: true,
      subjects,
      results: done,
      written: new Set(done.keys()),
      changes,
      checks,
      onCheckFailure: "keep",
    };
    return ok({ outcome });
  } finally {
    lock.release();
  }
}

/** What puts the files of one patch back from the states they are in, or what stands in the way. */
function stepsBack(
  engine: Engine,
  stored: StoredPatch,
  states: ReadonlyMap<string, FileState | null>,
  mayUnlock: boolean,
): FileStep[] | Refusal {
  const { patch_id, reverted_by } = stored;
  if (reverted_by !== undefined)
    return refuse(
      "ALREADY_REVERTED",
      `patch ${patch_id} was reverted by ${reverted_by}; revert that one to have it back`,
      { patch_id, reverted_by },
    );
  const around = rebuild(engine, stored);
  if (!around)
    return refuse(
      "REVERT_CONFLICT",
      `the backup or diff of patch ${patch_id} is gone or damaged, so it cannot be undone by itself; send an edit that puts the lines right`,
      { patch_id },
    );
  // it counts as an edit of the task whose patch it undoes
  const held = refuseHeld(
    engine,
    around.flatMap(({ file }) => [file.file, file.to]),
    stored.task_id,
  );
  if (held) return held;
  const steps: FileStep[] = [];
  // turned round, the last file comes first
  for (const one of [...around].reverse()) {
    const step = undoFile(one, states);
    if ("ok" in step) return inTheWay(engine, patch_id, step);
    steps.push(step);
  }
  return refuseGuarded(around, steps, mayUnlock) ?? steps;
}

const emptyBatch = {
  requester: "",
  reason: "",
  branch: "",
  dryRun: false,
  atomic: true,
  coordinates: "original",
} as const;
