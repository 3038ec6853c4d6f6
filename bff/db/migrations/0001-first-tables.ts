import type { Migration } from "./migration.ts";

/** An index that serves one filter of the history, in the order of the page: every index ends in the row id by itself. */
const filterIndex = (column: string): string =>
  `CREATE INDEX patch_events_by_${column} ON patch_events (${column}, created_at) WHERE ${column} IS NOT NULL`;

const searched = ["patch_id", "file_path", "op", "requester", "reason", "task_id", "order_id", "error"];
const list = searched.join(", ");
const of = (row: "old" | "new"): string => searched.map((column) => `${row}.${column}`).join(", ");

export const firstTables: Migration = {
  id: 1,
  name: "first tables",
  statements: [
    `CREATE TABLE patch_events (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      patch_id TEXT NOT NULL UNIQUE,
      task_id TEXT,
      order_id TEXT,
      trace_id TEXT,
      factory TEXT,
      phase TEXT,
      file_path TEXT NOT NULL,
      op TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('requested', 'applied', 'validated', 'failed', 'reverted')),
      ts_check_ok INTEGER CHECK (ts_check_ok IN (0, 1)),
      diff_path TEXT,
      before_hash TEXT,
      after_hash TEXT,
      lines_added INTEGER,
      lines_removed INTEGER,
      error TEXT,
      meta TEXT NOT NULL DEFAULT '{}',
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      status_at TEXT NOT NULL,
      seq INTEGER NOT NULL,
      display_status TEXT NOT NULL,
      requester TEXT,
      reason TEXT,
      branch TEXT,
      code TEXT,
      ts_check_out TEXT,
      ts_check_ms INTEGER,
      reverted_by TEXT
    ) STRICT`,
    "CREATE INDEX patch_events_by_time ON patch_events (created_at)",
    ...["display_status", "factory", "file_path", "op", "requester", "order_id", "task_id", "trace_id"].map(
      filterIndex,
    ),
    `CREATE TABLE patch_custody (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      patch_id TEXT,
      factory TEXT,
      event_type TEXT NOT NULL,
      message TEXT,
      actor TEXT,
      prev_hash TEXT NOT NULL UNIQUE,
      hash TEXT NOT NULL,
      ts TEXT NOT NULL
    ) STRICT`,
    "CREATE INDEX patch_custody_by_patch ON patch_custody (patch_id, id) WHERE patch_id IS NOT NULL",
    `CREATE TABLE event_log (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      type TEXT NOT NULL,
      payload TEXT NOT NULL,
      ts TEXT NOT NULL,
      event_id TEXT UNIQUE,
      custody_hash TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE patch_facets (
      facet TEXT NOT NULL,
      value TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (facet, value)
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX patch_facets_by_count ON patch_facets (facet, count)",
    `CREATE TABLE tasks (
      uuid TEXT PRIMARY KEY,
      order_id TEXT,
      repo_owner TEXT,
      repo_name TEXT,
      file_path TEXT NOT NULL,
      placeholder TEXT,
      instruction TEXT,
      status TEXT NOT NULL,
      allowed_spans TEXT NOT NULL DEFAULT '[]',
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE tokens (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      token_hash TEXT NOT NULL UNIQUE,
      created_at TEXT NOT NULL,
      last_used_at TEXT,
      revoked_at TEXT
    ) STRICT`,
    `CREATE TABLE sessions (
      id TEXT PRIMARY KEY,
      token_id TEXT NOT NULL,
      created_at TEXT NOT NULL,
      expires_at TEXT NOT NULL
    ) STRICT`,
    "CREATE INDEX sessions_by_token ON sessions (token_id)",
    `CREATE VIEW v_patch_activity AS
      SELECT id, patch_id, task_id, file_path, op, created_at,
        json_extract(meta, '$.requester') AS requester,
        json_extract(meta, '$.reason') AS reason,
        json_extract(meta, '$.error') AS error
      FROM patch_events ORDER BY created_at DESC, id DESC`,
    `CREATE VIRTUAL TABLE patch_search USING fts5(${list}, content='patch_events', content_rowid='id', tokenize='trigram')`,
    `CREATE TRIGGER patch_search_insert AFTER INSERT ON patch_events BEGIN
      INSERT INTO patch_search (rowid, ${list}) VALUES (new.id, ${of("new")});
    END`,
    `CREATE TRIGGER patch_search_delete AFTER DELETE ON patch_events BEGIN
      INSERT INTO patch_search (patch_search, rowid, ${list}) VALUES ('delete', old.id, ${of("old")});
    END`,
    // most updates move the status only; those leave the index alone
    `CREATE TRIGGER patch_search_update AFTER UPDATE ON patch_events
      WHEN ${searched.map((column) => `old.${column} IS NOT new.${column}`).join(" OR ")} BEGIN
      INSERT INTO patch_search (patch_search, rowid, ${list}) VALUES ('delete', old.id, ${of("old")});
      INSERT INTO patch_search (rowid, ${list}) VALUES (new.id, ${of("new")});
    END`,
  ],
};
