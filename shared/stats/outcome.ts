import type { PatchStatus } from "../models/patch-event.ts";

export type Outcome = "ok" | "failed" | "pending";

const outcomes: Record<PatchStatus, Outcome> = {
  requested: "pending",
  applied: "ok",
  validated: "ok",
  failed: "failed",
  // the edit did not stand, whoever undid it
  reverted: "failed",
};

/** How a patch counts in totals and success bars. */
export const outcomeOf = (status: PatchStatus): Outcome => outcomes[status];

/** Every status that counts as `outcome`. */
export const statusesOf = (outcome: Outcome): PatchStatus[] =>
  (Object.keys(outcomes) as PatchStatus[]).filter((status) => outcomes[status] === outcome);
