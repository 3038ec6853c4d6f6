import { z } from "zod";

const globs = z.array(z.string().min(1).max(1000)).max(1000);

/**
 * `.mission_control/policy.json`. Every key is optional; an unknown key is refused, because a misspelt
 * `blockedPaths` would otherwise block nothing and say nothing.
 */
export const Policy = z
  .object({
    allowedPaths: globs.default(["**"]),
    blockedPaths: globs.default([]),
    /** share of a file's lines that one batch may change, 0 to 1; new and small files are exempt */
    maxChangedShare: z.number().min(0).max(1).default(0.4),
    /** files of at most this many lines are exempt from `maxChangedShare` */
    smallFileLines: z.int().min(0).default(25),
    matching: z.enum(["graded", "exact"]).default("graded"),
    check: z.enum(["typescript", "none"]).default("typescript"),
    onCheckFailure: z.enum(["keep", "revert"]).default("keep"),
    /** blank lines that `openSpace` leaves below a block */
    openSpacePadding: z.int().min(0).max(1000).default(3),
    autoApprove: z.array(z.record(z.string(), z.unknown())).default([]),
  })
  .strict();
export type Policy = z.infer<typeof Policy>;
