import type { PatchBatch } from "../../../../shared/models/patch-operation.ts";
import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import { readable } from "../../../../shared/patch/encoding.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import type { Engine } from "./context.ts";
import { requestDigest } from "./digest.ts";

/** By index: the first answer of each operation whose id has been used, or that it was used for another request. */
export function earlierAnswers(engine: Engine, batch: PatchBatch): Map<number, PatchDone | Refusal> {
  const answers = new Map<number, PatchDone | Refusal>();
  batch.patches.forEach((op, index) => {
    const stored = op.patch_id === undefined ? null : engine.store.read(op.patch_id);
    if (!stored) return;
    if (stored.digest !== requestDigest(op, batch.coordinates)) {
      answers.set(
        index,
        refuse("PATCH_ID_REUSED", `patch_id ${op.patch_id} was used for another request; choose a new one`, {
          patch_id: op.patch_id,
        }),
      );
      return;
    }
    const diff = engine.store.readDiff(stored.patch_id);
    answers.set(index, { ...stored.answer, diff: diff ? readable(diff) : "", replayed: true });
  });
  movedUnder(batch, answers);
  return answers;
}

/**
 * Line numbers of a batch that has landed in part no longer mean the file that is there, unless they say which version
 * they mean: then they are followed.
 */
function movedUnder(batch: PatchBatch, answers: Map<number, PatchDone | Refusal>): void {
  if (batch.coordinates !== "original") return;
  const landed = new Set(
    [...answers.values()].flatMap((answer) => (answer.ok ? [answer.file, ...(answer.files ?? [])] : [])),
  );
  batch.patches.forEach((op, index) => {
    if (answers.has(index) || !("line" in op || "start" in op) || !landed.has(op.file)) return;
    if (op.expect?.fileHash !== undefined) return;
    answers.set(
      index,
      refuse(
        "STALE_BASE",
        `other patches of this batch have landed in ${op.file} before, so its line numbers have moved; send this patch with expect.fileHash of the version they are from, or read the file again`,
        { file: op.file },
      ),
    );
  });
}

/** Two operations of one batch cannot be one patch. */
export function repeatedId(batch: PatchBatch): Refusal | null {
  const seen = new Set<string>();
  for (const { patch_id: id } of batch.patches) {
    if (id === undefined) continue;
    if (seen.has(id))
      return refuse("INVALID_INPUT", `patch_id ${id} stands twice in the batch`, { patch_id: id });
    seen.add(id);
  }
  return null;
}
