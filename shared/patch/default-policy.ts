import type { Policy } from "../models/policy.ts";

/** What holds where the workspace has no policy of its own, and for every key that its policy leaves out. */
export const defaultPolicy: Policy = {
  allowedPaths: ["**"],
  blockedPaths: [],
  maxChangedShare: 0.4,
  smallFileLines: 25,
  matching: "graded",
  check: "typescript",
  onCheckFailure: "keep",
  openSpacePadding: 3,
  autoApprove: [],
};
