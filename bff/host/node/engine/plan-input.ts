import type { PatchBatch } from "../../../../shared/models/patch-operation.ts";
import type { PlanInput } from "../../../../shared/patch/plan.ts";
import type { ReadOperation } from "../../../../shared/patch/read-operation.ts";
import type { Engine } from "./context.ts";
import { fileHistory } from "./history.ts";
import { readsWithLeases } from "./leases-held.ts";
import type { ReadPolicy } from "./policy-file.ts";
import type { Contents } from "./prepare.ts";

/** What the planner is given, by a dry run and by an edit alike: the two can differ in nothing but the writing. */
export const planInputOf = (
  engine: Engine,
  { policy }: ReadPolicy,
  batch: PatchBatch,
  contents: Contents,
  reads: readonly ReadOperation[],
  mayUnlock = false,
): PlanInput => ({
  reads: readsWithLeases(engine, reads),
  coordinates: batch.coordinates,
  files: contents.states,
  tasks: contents.tasks,
  policy,
  hash: engine.hash,
  history: fileHistory(engine),
  unlock: batch.unlock ?? [],
  mayUnlock,
});
