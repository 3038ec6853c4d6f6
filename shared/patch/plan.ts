import type { PatchBatch } from "../models/patch-operation.ts";
import type { Policy } from "../models/policy.ts";
import type { WorkspaceTask } from "../models/workspace-task.ts";
import { type Refusal, refuse } from "../result.ts";
import { batchFiles, documentOf } from "./batch-files.ts";
import type { FileState } from "./document.ts";
import { type FileHistory, noHistory } from "./earlier-version.ts";
import type { Hash } from "./hash.ts";
import { landOperation } from "./land.ts";
import { findOverlaps } from "./overlaps.ts";
import type { Resolved } from "./part.ts";
import type { PlannedOperation } from "./planned-operation.ts";
import type { ReadOperation } from "./read-operation.ts";
import { refusedUnlock } from "./refused-unlock.ts";
import { resolveOperation } from "./resolve-operation.ts";
import { type LiveSpan, liveSpans } from "./spans.ts";
import { versionsRead } from "./versions-read.ts";

/**
 * The middle of `parse -> plan -> commit`. Pure: (file contents, batch, tasks, policy) -> what each operation does,
 * or why it is refused. A dry run is this and nothing more.
 */
export interface PlanInput {
  /** operations in order, their names already the canonical ones of the workspace */
  reads: readonly ReadOperation[];
  coordinates: PatchBatch["coordinates"];
  /** every file that an operation speaks of; null: it does not exist; a refusal: it may not be touched, or not read */
  files: ReadonlyMap<string, FileState | null | Refusal>;
  /** null where the workspace has no tasks; a refusal where its list cannot be read */
  tasks: readonly WorkspaceTask[] | Refusal | null;
  policy: Policy;
  hash: Hash;
  /** asked only where `expect.fileHash` is not the current one, or a file is not there */
  history?: FileHistory;
  /** guarded regions that the batch may rewrite, by name */
  unlock?: readonly string[];
  /** whether whoever asks may have any unlocked; without it a batch that names one is refused */
  mayUnlock?: boolean;
}

export interface Plan {
  /** one for each operation, in order */
  outcomes: readonly (PlannedOperation | Refusal)[];
  /** each file that ends other than it was found, once */
  changes: readonly { file: string; before: FileState | null; after: FileState | null }[];
  /** `allowed_spans` that the batch has moved */
  movedSpans: readonly LiveSpan[];
}

export function planBatch(input: PlanInput): Plan {
  const found = new Map<string, FileState | null>();
  for (const [file, state] of input.files) found.set(file, state && "ok" in state ? null : state);
  const files = batchFiles(found);
  const spans = liveSpans(Array.isArray(input.tasks) ? input.tasks : []);
  const { coordinates, policy, hash, unlock = [] } = input;
  const barred = refusedUnlock(unlock, input.mayUnlock ?? false, input.files);
  if (barred) return { outcomes: input.reads.map(() => barred), changes: [], movedSpans: [] };
  const look = (file: string) => {
    const read = input.files.get(file);
    if (read && "ok" in read) return read;
    const state = coordinates === "original" ? files.base(file) : files.now(file);
    return state ? { state, doc: documentOf(state) } : null;
  };
  const accepted = (file: string) =>
    [files.found(file), coordinates === "original" ? files.base(file) : files.now(file)].flatMap((state) =>
      state ? [hash(state.bytes)] : [],
    );
  const history = input.history ?? noHistory;
  const context = {
    look,
    accepted,
    hash,
    matching: policy.matching,
    padding: policy.openSpacePadding,
    versions: versionsRead(files, history, hash, coordinates),
    whereabouts: history.whereabouts,
  };
  const resolve = (read: ReadOperation) => resolveOperation(read, context);
  const land = (read: ReadOperation, resolved: Resolved) =>
    landOperation(read, resolved, { files, spans, coordinates, policy, tasks: input.tasks, unlock, hash });

  const outcomes: (PlannedOperation | Refusal)[] = [];
  if (coordinates === "sequential") {
    for (const read of input.reads) {
      const resolved = resolve(read);
      const outcome = "ok" in resolved ? resolved : land(read, resolved);
      if (!("ok" in outcome)) context.versions.landed(outcome.steps, (resolved as Resolved).placed ?? null);
      outcomes.push(outcome);
    }
  } else {
    const resolved = input.reads.map((read) => {
      const one = resolve(read);
      if (!("ok" in one))
        for (const part of one.parts) if (part.kind === "create") files.expectCreated(part.file, part.state);
      return one;
    });
    const overlapping = findOverlaps(input.reads, resolved);
    input.reads.forEach((read, index) => {
      const one = resolved[index]!;
      outcomes.push("ok" in one ? one : (overlapping.get(index) ?? land(read, one)));
    });
  }
  const movedSpans = spans.filter(({ start, end, found: was }) => start !== was.start || end !== was.end);
  return { outcomes, changes: files.changes(), movedSpans };
}

/** The first operation that is refused, of a batch that is done as a whole or not at all. */
export function firstRefusal(plan: Plan): { index: number; refusal: Refusal } | null {
  const index = plan.outcomes.findIndex((one) => "ok" in one);
  return index === -1 ? null : { index, refusal: plan.outcomes[index] as Refusal };
}

/** What an operation is told that was sound, but stood in a batch that was refused for another one. */
export function abortedBy(index: number, read: ReadOperation, refusal: Refusal): Refusal {
  return refuse(
    "BATCH_ABORTED",
    `this patch would have applied; nothing was written because the batch is atomic and patch ${index + 1} (${read.op.op} ${read.op.file}) was refused with ${refusal.code}. Correct that one and send the batch again.`,
    { would_apply: true, refused_patch: index + 1, refused_code: refusal.code },
  );
}
