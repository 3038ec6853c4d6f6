import { setImmediate } from "node:timers/promises";
import { documentOf } from "../../../../shared/patch/batch-files.ts";
import { defaultPolicy } from "../../../../shared/patch/default-policy.ts";
import type { FileState } from "../../../../shared/patch/document.ts";
import { firstDifference } from "../../../../shared/patch/first-difference.ts";
import { guardsOf } from "../../../../shared/patch/guards.ts";
import { planBatch } from "../../../../shared/patch/plan.ts";
import type { PlannedOperation } from "../../../../shared/patch/planned-operation.ts";
import { type ReadOperation, readOperation } from "../../../../shared/patch/read-operation.ts";
import type { Refusal } from "../../../../shared/result.ts";
import type { Replayed } from "../../../ports/replay.ts";
import { fileHistory } from "./history.ts";
import type { StoredBatch, StoredFile, StoredPatch } from "./patch-store.ts";
import { rebuild } from "./rebuild.ts";
import type { Records } from "./records.ts";

/**
 * Makes patches again, each on the contents it was made for and all of its batch at once, and holds what comes of it
 * against the hashes on record. The scratch copy is in memory: nothing here can write, in the workspace or elsewhere.
 *
 * A batch that cannot be planned again (of a record from before operations were kept, a revert, a diff that copies a
 * file which it did not touch) is held against its diffs, and the answer says so. Answers in the order of `ids`; after
 * an abort no batch is begun, and those that were not are left out.
 */
export async function replayPatches(
  records: Records,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Replayed[]> {
  const asked = new Set(ids);
  const rows = new Map<string, Replayed[]>();
  for (const id of asked) {
    if (signal?.aborted) break;
    if (rows.has(id)) continue;
    const stored = records.store.read(id);
    if (!stored) rows.set(id, [nothing(id, "no record of this patch is kept, or it is damaged")]);
    else
      for (const [patch, made] of replayBatch(records, stored)) if (asked.has(patch)) rows.set(patch, made);
    // a long replay leaves others of this process their turn
    await setImmediate();
  }
  return [...asked].flatMap((id) => rows.get(id) ?? []);
}

function replayBatch(records: Records, asked: StoredPatch): Map<string, Replayed[]> {
  const patches = (asked.batch?.ids ?? [asked.patch_id]).map((id) => records.store.read(id));
  const whole = patches.every((one) => one !== null) ? patches : null;
  const planned = whole && asked.batch ? planAgain(records, whole, asked.batch) : null;
  if (!planned) {
    const why = asked.batch
      ? "the batch cannot be planned again from what is kept; its diff was applied instead"
      : asked.reverts !== undefined
        ? "a revert is known by its diff, which was applied"
        : "the record is from before operations were kept; its diff was applied instead";
    return new Map([[asked.patch_id, byDiff(records, asked, why)]]);
  }
  return new Map(whole!.map((patch, index) => [patch.patch_id, byPlan(records, patch, planned[index]!)]));
}

type Outcome = PlannedOperation | Refusal;

/** Null where something that the plan has to look at is not kept. */
function planAgain(
  records: Records,
  patches: readonly StoredPatch[],
  batch: StoredBatch,
): readonly Outcome[] | null {
  const files = contentsBefore(records, patches);
  if (!files) return null;
  const reads: ReadOperation[] = [];
  for (const { operation } of patches) {
    if (!operation) return null;
    // whether a task allowed it was asked then; its spans have moved on
    const { taskId: _task, ...op } = operation;
    const read = readOperation(op);
    if (read.refusal || read.names.some((name) => !files.has(name))) return null;
    reads.push(read);
  }
  const guards = [...files.values()].flatMap((state) => (state ? guardsOf(documentOf(state)) : []));
  const policy = {
    ...defaultPolicy,
    matching: batch.matching,
    openSpacePadding: batch.padding,
    maxChangedShare: 1,
  };
  return planBatch({
    reads,
    coordinates: batch.coordinates,
    files,
    tasks: null,
    policy,
    hash: records.hash,
    history: fileHistory(records, batch.ids[0]),
    unlock: (batch.unlock ?? []).filter((name) => guards.some((guard) => guard.name === name)),
    mayUnlock: true,
  }).outcomes;
}

/** Every file of a batch as the batch found it. */
function contentsBefore(
  records: Records,
  patches: readonly StoredPatch[],
): Map<string, FileState | null> | null {
  const files = new Map<string, FileState | null>();
  for (const patch of patches)
    for (const one of patch.files) {
      if (!files.has(one.file)) {
        const bytes = one.backup === null ? null : records.store.readBackup(one.backup);
        if (one.before_hash !== null && (!bytes || one.after_patches.length > 0)) return null;
        files.set(one.file, bytes && { bytes, executable: one.before_executable });
      }
      if (!files.has(one.to)) files.set(one.to, null);
    }
  return files;
}

function byPlan(records: Records, patch: StoredPatch, outcome: Outcome): Replayed[] {
  return patch.files.map((file) => {
    const base = {
      patch_id: patch.patch_id,
      file: file.to,
      expected: file.after_hash,
      via: "operation" as const,
    };
    if ("ok" in outcome)
      return {
        ...base,
        actual: null,
        same: false,
        why: `it is refused now, with ${outcome.code}: ${outcome.error}`,
      };
    const step = outcome.steps.find((one) => one.file === file.file && one.to === file.to);
    if (!step) return { ...base, actual: null, same: false, why: "it does not touch this file now" };
    const actual = step.after && records.hash(step.after.bytes);
    if (actual === file.after_hash) return { ...base, actual, same: true };
    return { ...base, actual, same: false, why: whyNot(records, patch, file, step.after?.bytes ?? null) };
  });
}

function whyNot(records: Records, patch: StoredPatch, file: StoredFile, made: Uint8Array | null): string {
  if (made === null || file.after_hash === null) return made ? "the file is still there" : "the file is gone";
  const after = rebuild(records, patch)?.find((one) => one.file.to === file.to)?.after;
  return after ? firstDifference(after, made) : "the contents on record are gone or damaged";
}

function byDiff(records: Records, patch: StoredPatch, why: string): Replayed[] {
  const around = rebuild(records, patch);
  return patch.files.map((file) => {
    const base = { patch_id: patch.patch_id, file: file.to, expected: file.after_hash, via: "diff" as const };
    if (around) return { ...base, actual: file.after_hash, same: true, why };
    return {
      ...base,
      actual: null,
      same: false,
      why: "its diff does not lead from its backup to what is on record",
    };
  });
}

const nothing = (patch_id: string, why: string): Replayed => ({
  patch_id,
  file: "",
  expected: null,
  actual: null,
  same: false,
  via: "diff",
  why,
});
