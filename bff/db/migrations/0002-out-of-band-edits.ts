import type { Migration } from "./migration.ts";

export const outOfBandEdits: Migration = {
  id: 2,
  name: "edits that went around",
  statements: [
    `CREATE TABLE out_of_band_edits (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      group_id TEXT NOT NULL,
      group_size INTEGER NOT NULL,
      file_path TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('modified', 'created', 'deleted')),
      before_hash TEXT,
      after_hash TEXT,
      lines_added INTEGER,
      lines_removed INTEGER,
      diff_path TEXT,
      no_diff TEXT,
      found_at TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'put_back')),
      closed_at TEXT,
      closed_by TEXT,
      reason TEXT,
      patch_id TEXT
    ) STRICT`,
    "CREATE INDEX out_of_band_edits_open ON out_of_band_edits (seq) WHERE status = 'open'",
    "CREATE INDEX out_of_band_edits_by_group ON out_of_band_edits (group_id)",
  ],
};
