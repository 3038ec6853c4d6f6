import { createHash } from "node:crypto";
import type { PatchOperation } from "../../shared/models/patch-operation.ts";
import type { WorkspaceTask } from "../../shared/models/workspace-task.ts";
import { defaultPolicy } from "../../shared/patch/default-policy.ts";
import { type FileState, indexLines } from "../../shared/patch/document.ts";
import type { FileHistory } from "../../shared/patch/earlier-version.ts";
import { type Hash, rememberingHash } from "../../shared/patch/hash.ts";
import { editsOfSplices } from "../../shared/patch/line-edits.ts";
import { lineMapOf } from "../../shared/patch/line-map.ts";
import { markFree } from "../../shared/patch/mark-free.ts";
import { firstRefusal, planBatch } from "../../shared/patch/plan.ts";
import type { PlannedOperation } from "../../shared/patch/planned-operation.ts";
import { readOperation } from "../../shared/patch/read-operation.ts";
import { undoEdits } from "../../shared/patch/undo-edits.ts";
import { chainTo } from "../../shared/patch/version-chain.ts";
import type { FileStep } from "../../shared/patch/write-diff.ts";
import { type Driver, type Ended, type Rebased, storyFile } from "./driver.ts";
import { spanTask } from "./span-task.ts";

type Step = Pick<FileStep, "edits"> & { before: Uint8Array; after: Uint8Array };

/** The pure part of the engine alone, its plans taken as the next file: ten thousand stories a second. */
export function planDriver(bytes: Uint8Array, span: { start: number; end: number } | null = null) {
  let allowed = span ?? { start: 1, end: 1 };
  let state: FileState = { bytes, executable: false };
  const patches: Step[] = [];
  const hash = rememberingHash((some) => createHash("sha256").update(some).digest("hex"));
  const keep = (steps: readonly Step[], rebased: readonly (Rebased | undefined)[]): Ended => {
    const ids = steps.map((step) => String(patches.push(step) - 1));
    state = { bytes: steps.at(-1)!.after, executable: false };
    return { ok: true, patches: ids, rebased };
  };
  return {
    hash,
    /** where the task may edit by now */
    span: () => allowed,
    bytes: () => state.bytes,
    send(operations: readonly Record<string, unknown>[], coordinates: "original" | "sequential"): Ended {
      const plan = planBatch({
        reads: operations.map((one) => readOperation(one as PatchOperation)),
        coordinates,
        files: new Map([[storyFile, state]]),
        tasks: span ? [taskWith(allowed)] : null,
        policy: { ...defaultPolicy, maxChangedShare: 1 },
        hash,
        history: pastOf(patches, hash),
      });

      const refused = firstRefusal(plan);
      if (refused) return { ok: false, code: refused.refusal.code, error: refused.refusal.error };
      for (const { start, end } of plan.movedSpans) allowed = { start, end };
      const planned = plan.outcomes as PlannedOperation[];
      const steps = planned.map(({ steps: [step] }) => ({
        before: step!.before!.bytes,
        after: step!.after!.bytes,
        edits: step!.edits,
      }));
      return keep(
        steps,
        planned.map(({ rebased }) => rebased),
      );
    },
    revert(patchId: string): Ended {
      const { before, after, edits } = patches[Number(patchId)]!;
      const undone = undoEdits(before, after, state.bytes, edits);
      if (!("bytes" in undone))
        return { ok: false, code: "REVERT_CONFLICT", error: `lines ${undone.start}-${undone.end}` };
      const now = state.bytes;
      const back = editsOfSplices(now, indexLines(now), undone.splices);
      return keep([{ before: now, after: undone.bytes, edits: back }], []);
    },
  } satisfies Driver & Record<string, unknown>;
}

const taskWith = ({ start, end }: { start: number; end: number }): WorkspaceTask => ({
  uuid: spanTask,
  file: storyFile,
  status: "pending",
  allowed_spans: [{ file: storyFile, start, end }],
});

/** The past of the story's file as the engine keeps it, but in memory. */
function pastOf(patches: readonly Step[], hash: Hash): FileHistory {
  const log = () =>
    patches
      .map(({ before, after }, index) => ({
        patch_id: String(index),
        ts: "",
        op: "",
        requester: null,
        changes: [{ file: storyFile, to: storyFile, before_hash: hash(before), after_hash: hash(after) }],
      }))
      .reverse();
  return {
    whereabouts: () => null,
    earlier(file, wanted, now) {
      const chain = chainTo(log(), { file, hash: now }, wanted);
      if (chain.kind !== "known") return { lost: "unknown" };
      const steps = chain.links.map(({ patch }) => ({ patch, step: patches[Number(patch.patch_id)]! }));
      return {
        state: { bytes: steps[0]!.step.before, executable: false },
        since: steps.map(({ patch, step }) => ({
          patch,
          map: lineMapOf(markFree(step.edits, step.before, step.after)),
        })),
      };
    },
  };
}
