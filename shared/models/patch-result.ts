import { z } from "zod";
import { errorCodes } from "../errors.ts";

/** How far matched text was from the text asked for; a later tier counts only where it matches one place. */
export const MatchTier = z.enum(["exact", "trailing-space", "surrounding-space", "typography"]);
export type MatchTier = z.infer<typeof MatchTier>;

/** One thing that was looked at before the edit was let through, as the inspector lists it. */
export const PatchCheck = z.object({
  name: z.enum(["span", "guards", "types", "share", "matching"]),
  ok: z.boolean().nullable(),
  text: z.string(),
});
export type PatchCheck = z.infer<typeof PatchCheck>;

export const Score = z.object({ value: z.int().min(0).max(100), reasons: z.array(z.string()) });
export type Score = z.infer<typeof Score>;

/**
 * The answer to one operation: what patchctl prints, and each element of `results`.
 * `ts_check_ok` is null where no checker speaks for the file, or where it has not spoken yet (`ts_check_pending`).
 */
export const PatchDone = z.object({
  ok: z.literal(true),
  patch_id: z.string(),
  file: z.string(),
  files: z.array(z.string()).optional(),
  op: z.string(),
  diff_path: z.string().nullable(),
  diff: z.string(),
  ts_check_ok: z.boolean().nullable(),
  ts_check_out: z.string().optional(),
  ts_check_pending: z.boolean().optional(),
  ts_check_ms: z.number().optional(),
  /** the policy undoes a patch whose type check fails, and could not: why the file is not as it was */
  not_reverted: z.object({ code: z.enum(errorCodes), error: z.string() }).optional(),
  lines_before: z.int(),
  lines_after: z.int(),
  lines_added: z.int(),
  lines_removed: z.int(),
  start: z.int().optional(),
  end: z.int().optional(),
  before_hash: z.string().nullable(),
  after_hash: z.string().nullable(),
  match_tier: MatchTier.optional(),
  /** `expect.fileHash` named an earlier version: where the lines were in that one, and where they were found */
  rebased: z.object({ from: z.tuple([z.int(), z.int()]), to: z.tuple([z.int(), z.int()]) }).optional(),
  /** blank lines that `openSpace` left below the block, for the next pass; `close-space` takes them out again */
  padding: z.object({ start: z.int(), end: z.int() }).optional(),
  checks: z.array(PatchCheck),
  /** guarded regions that the patch rewrote, their markers carrying the new hash */
  unlocked: z.array(z.string()).optional(),
  /** the commit on the branch of this pass; `commit` is null where the edit stands but could not be committed */
  git_branch: z
    .object({ name: z.string(), commit: z.string().nullable(), error: z.string().optional() })
    .optional(),
  score: Score.optional(),
  dry_run: z.boolean().optional(),
  replayed: z.boolean().optional(),
});
export type PatchDone = z.infer<typeof PatchDone>;

export const PatchRefused = z.object({
  ok: z.literal(false),
  patch_id: z.string().optional(),
  file: z.string().optional(),
  op: z.string().optional(),
  error: z.string(),
  code: z.enum(errorCodes),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type PatchRefused = z.infer<typeof PatchRefused>;

export const PatchResult = z.discriminatedUnion("ok", [PatchDone, PatchRefused]);
export type PatchResult = z.infer<typeof PatchResult>;
