/** What holds where the workspace has no policy of its own, and for every key that its policy leaves out. */
export const defaultPolicy = {
  allowedPaths: ["**"] as string[],
  blockedPaths: [] as string[],
  maxChangedShare: 0.4,
  smallFileLines: 25,
  matching: "graded" as "graded" | "exact",
  check: "typescript" as "typescript" | "none",
  onCheckFailure: "keep" as "keep" | "revert",
  openSpacePadding: 3,
  autoApprove: [] as Record<string, unknown>[],
};
