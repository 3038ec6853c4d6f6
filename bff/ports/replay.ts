/** Which patches to make again; the newest 20 where nothing is said. */
export interface ReplayInput {
  last?: number;
  trace_id?: string;
  patch_ids?: readonly string[];
}

/** One file of a patch that was made again on the contents it was made for. */
export interface Replayed {
  patch_id: string;
  file: string;
  /** sha256 that the record has of the file after the patch; null: the patch removed it */
  expected: string | null;
  /** sha256 that it came to this time; null: it was removed, or nothing came of it */
  actual: string | null;
  same: boolean;
  /** `operation`: planned again as it was asked for; `diff`: the record has no operation, so its diff was applied */
  via: "operation" | "diff";
  /** why it is not the same, or why the diff had to do */
  why?: string;
}
