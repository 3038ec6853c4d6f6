import type { MatchTier, PatchCheck } from "../models/patch-result.ts";
import type { Rebased } from "./part.ts";
import type { ReadOperation } from "./read-operation.ts";
import type { ScoreFacts } from "./score.ts";
import type { FileStep } from "./write-diff.ts";

/** One operation that may be done. */
export interface PlannedOperation {
  read: ReadOperation;
  steps: readonly FileStep[];
  tier: MatchTier | null;
  /** where it landed in the file as it is after the operation, 1-based and inclusive; null for a file removed */
  landed: { start: number; end: number } | null;
  /** it was made for an earlier version: where its lines were in that one, and where they were found */
  rebased?: Rebased;
  /** blank lines that `openSpace` left below the block, in the file as it is after the operation */
  padding?: { start: number; end: number };
  checks: PatchCheck[];
  /** guarded regions that it rewrote or took away, by a reviewer's leave */
  unlocked: readonly string[];
  facts: Omit<ScoreFacts, "types">;
}
