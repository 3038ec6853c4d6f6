import type { PatchResult } from "../../../../shared/models/patch-result.ts";
import type { Subject } from "./events.ts";
import type { WriteSet } from "./write-plan.ts";

/** What came of each operation, and what was written, for the check that follows. */
export interface Outcome {
  atomic: boolean;
  subjects: readonly Subject[];
  results: PatchResult[];
  /** by index, operations written just now (not answered from memory) */
  written: ReadonlySet<number>;
  changes: WriteSet["changes"];
  checks: boolean;
  onCheckFailure: "keep" | "revert";
}
