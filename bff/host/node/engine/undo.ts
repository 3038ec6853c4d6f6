import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import type { FileState } from "../../../../shared/patch/document.ts";
import { liveSpans, moveSpan } from "../../../../shared/patch/spans.ts";
import type { FileStep } from "../../../../shared/patch/write-diff.ts";
import { ok, type Refusal, type Result, refuse } from "../../../../shared/result.ts";
import { refusedAnswer } from "./answer.ts";
import type { Engine } from "./context.ts";
import { applied, failed, requested, reverted, type Subject } from "./events.ts";
import { refuseHeld } from "./leases-held.ts";
import { patchKey } from "./locks.ts";
import type { Outcome } from "./outcome.ts";
import type { StoredPatch } from "./patch-store.ts";
import { changesOf, plannedUndo, undoFile } from "./plan-undo.ts";
import { prepare, readContents } from "./prepare.ts";
import { rebuild } from "./rebuild.ts";
import { newPatchId, now, type Request } from "./request.ts";
import { isCheckable } from "./type-check.ts";
import { refuseGuarded } from "./undo-guards.ts";
import { writePlan } from "./write-plan.ts";

/** The same within another request, without a type check of its own: the old bytes have been there before. */
export async function revertQuietly(
  engine: Engine,
  request: Request,
  patchId: string,
  reason: string,
): Promise<Result<{ result: PatchDone }>> {
  const stored = engine.store.read(patchId);
  if (!stored)
    return refuse(
      "PATCH_NOT_FOUND",
      `no patch ${patchId} was applied in this workspace; patchctl log lists those that were`,
      {
        patch_id: patchId,
      },
    );
  const quiet: Request = {
    ...request,
    ts: now(engine),
    check: "skip",
    mayUnlock: true,
    meta: { ...request.meta, reason },
  };
  const undone = await undo(engine, quiet, stored);
  return undone.ok ? ok({ result: undone.outcome.results[0] as PatchDone }) : undone;
}

/** Plans and writes the undoing patch under the locks of its files, and tells of it. */
export async function undo(
  engine: Engine,
  request: Request,
  asked: StoredPatch,
): Promise<Result<{ outcome: Outcome }>> {
  const subject: Subject = {
    patch_id: newPatchId(engine),
    file: asked.answer.file,
    op: "unified-diff",
    task_id: asked.task_id,
  };
  const reverting: Request = { ...request, meta: { ...request.meta, reverts: asked.patch_id } };
  request.events.push(requested(subject, reverting));
  const refused = (refusal: Refusal) => {
    request.events.push(failed(subject, reverting, refusal, now(engine)));
    const results = [
      refusedAnswer(refusal, { patch_id: subject.patch_id, file: subject.file, op: subject.op }),
    ];
    return { ...refusal, details: { ...refusal.details, results } };
  };
  const policy = await engine.policy();
  if ("ok" in policy) return refused(policy);
  const names = [...new Set(asked.files.flatMap(({ file, to }) => [file, to]))];
  // the paths are confined again: a link may have come in their way since
  const patches = names.map((file) => ({ op: "append" as const, file, block: "" }));
  const prepared = prepare(engine, policy, { ...emptyBatch, patches });
  const barred = prepared.reads.find((read) => read.refusal)?.refusal;
  if (barred) return refused(barred);
  const unusable = engine.folder.ensure();
  if (unusable) return refused(unusable);
  const lock = await engine.locks.acquire([...prepared.files.keys(), patchKey(asked.patch_id)]);
  if (!("release" in lock)) return refused(lock);
  try {
    // again under the lock: somebody may have been quicker
    const stored = engine.store.read(asked.patch_id) ?? asked;
    if (stored.reverted_by !== undefined)
      return refused(
        refuse(
          "ALREADY_REVERTED",
          `patch ${stored.patch_id} was reverted by ${stored.reverted_by}; revert that one to have it back`,
          {
            patch_id: stored.patch_id,
            reverted_by: stored.reverted_by,
          },
        ),
      );
    // it counts as an edit of the task whose patch it undoes
    const held = refuseHeld(engine, prepared.files.keys(), stored.task_id);
    if (held) return refused(held);
    const around = rebuild(engine, stored);
    if (!around)
      return refused(
        refuse(
          "REVERT_CONFLICT",
          `the backup or diff of patch ${stored.patch_id} is gone or damaged, so it cannot be undone by itself; send an edit that puts the lines right`,
          {
            patch_id: stored.patch_id,
          },
        ),
      );
    const contents = await readContents(engine, prepared);
    const unreadable = [...contents.states.values()].find((state) => state && "ok" in state);
    if (unreadable) return refused(unreadable as Refusal);
    const states = contents.states as Map<string, FileState | null>;
    const steps: FileStep[] = [];
    // turned round, the last file comes first
    for (const one of [...around].reverse()) {
      const step = undoFile(one, states);
      if ("ok" in step) return refused(step);
      steps.push(step);
    }
    const guarded = refuseGuarded(around, steps, request.mayUnlock);
    if (guarded) return refused(guarded);
    const planned = plannedUndo(subject, steps);
    const spans = Array.isArray(contents.tasks) ? liveSpans(contents.tasks) : [];
    for (const step of steps)
      for (const span of spans)
        if (span.file === step.file)
          Object.assign(span, moveSpan(span, step.edits, span.uuid === stored.task_id));
    const done = await writePlan(engine, reverting, {
      operations: [{ patchId: subject.patch_id, digest: "", planned, reverts: stored.patch_id }],
      planned: null,
      changes: changesOf(steps),
      movedSpans: spans.filter(({ start, end, found }) => start !== found.start || end !== found.end),
      paths: new Map([...prepared.files].map(([name, { path }]) => [name, path])),
      identities: contents.identities,
    });
    if ("ok" in done) return refused(done);
    const checks = policy.policy.check === "typescript";
    const result = done[0]!;
    const pending = checks && reverting.check !== "skip" && isCheckable(result.files ?? [result.file]);
    const shown = pending ? { ...result, ts_check_pending: true } : result;
    request.events.push(applied(subject, reverting, shown, {}, now(engine)));
    const original: Subject = {
      patch_id: stored.patch_id,
      file: stored.answer.file,
      op: stored.answer.op,
      task_id: stored.task_id,
    };
    request.events.push(reverted(original, reverting, stored, subject.patch_id, now(engine)));
    const outcome: Outcome = {
      atomic: true,
      subjects: [subject],
      results: [result],
      written: new Set([0]),
      changes: changesOf(steps),
      checks,
      onCheckFailure: "keep",
    };
    return ok({ outcome });
  } finally {
    lock.release();
  }
}

const emptyBatch = {
  requester: "",
  reason: "",
  branch: "",
  dryRun: false,
  atomic: true,
  coordinates: "original",
} as const;
