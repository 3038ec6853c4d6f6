import type { Migration } from "./migration.ts";

/** In which flow something happened, and which traces were heard of lately. */
export const tracesOfCustody: Migration = {
  id: 7,
  name: "traces of custody",
  statements: [
    // the hash of a row covers it where it is not null: rows of before keep theirs
    "ALTER TABLE patch_custody ADD COLUMN trace_id TEXT",
    "CREATE INDEX patch_custody_by_trace ON patch_custody (trace_id, id) WHERE trace_id IS NOT NULL",
    // the flow that accepted the edit or put it back
    "ALTER TABLE out_of_band_edits ADD COLUMN trace_id TEXT",
    "CREATE INDEX trace_summaries_by_update ON trace_summaries (updated_at)",
  ],
};
