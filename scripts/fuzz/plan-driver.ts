import { createHash } from "node:crypto";
import type { PatchOperation } from "../../shared/models/patch-operation.ts";
import { defaultPolicy } from "../../shared/patch/default-policy.ts";
import { type FileState, indexLines } from "../../shared/patch/document.ts";
import { rememberingHash } from "../../shared/patch/hash.ts";
import { editsOfSplices } from "../../shared/patch/line-edits.ts";
import { firstRefusal, planBatch } from "../../shared/patch/plan.ts";
import type { PlannedOperation } from "../../shared/patch/planned-operation.ts";
import { readOperation } from "../../shared/patch/read-operation.ts";
import { undoEdits } from "../../shared/patch/undo-edits.ts";
import type { FileStep } from "../../shared/patch/write-diff.ts";
import { type Driver, type Ended, storyFile } from "./driver.ts";

type Step = Pick<FileStep, "edits"> & { before: Uint8Array; after: Uint8Array };

/** The pure part of the engine alone, its plans taken as the next file: ten thousand stories a second. */
export function planDriver(bytes: Uint8Array): Driver {
  let state: FileState = { bytes, executable: false };
  const patches: Step[] = [];
  const hash = rememberingHash((some) => createHash("sha256").update(some).digest("hex"));
  const keep = (steps: readonly Step[]): Ended => {
    const ids = steps.map((step) => String(patches.push(step) - 1));
    state = { bytes: steps.at(-1)!.after, executable: false };
    return { ok: true, patches: ids, rebased: [] };
  };
  return {
    mapsForward: false,
    bytes: () => state.bytes,
    send(operations, coordinates) {
      const plan = planBatch({
        reads: operations.map((one) => readOperation(one as PatchOperation)),
        coordinates,
        files: new Map([[storyFile, state]]),
        tasks: null,
        policy: { ...defaultPolicy, maxChangedShare: 1 },
        hash,
      });
      const refused = firstRefusal(plan);
      if (refused) return { ok: false, code: refused.refusal.code, error: refused.refusal.error };
      return keep(
        (plan.outcomes as PlannedOperation[]).map(({ steps: [step] }) => ({
          before: step!.before!.bytes,
          after: step!.after!.bytes,
          edits: step!.edits,
        })),
      );
    },
    revert(patchId) {
      const { before, after, edits } = patches[Number(patchId)]!;
      const undone = undoEdits(before, after, state.bytes, edits);
      if (!("bytes" in undone))
        return { ok: false, code: "REVERT_CONFLICT", error: `lines ${undone.start}-${undone.end}` };
      const now = state.bytes;
      const back = editsOfSplices(now, indexLines(now), undone.splices);
      return keep([{ before: now, after: undone.bytes, edits: back }]);
    },
  };
}
