import type { Migration } from "./migration.ts";

export const traces: Migration = {
  id: 4,
  name: "traces",
  statements: [
    `CREATE TABLE operation_logs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      timestamp TEXT NOT NULL,
      trace_id TEXT NOT NULL,
      span_id TEXT,
      parent_span_id TEXT,
      source TEXT NOT NULL,
      stage TEXT NOT NULL,
      operation TEXT NOT NULL,
      task_uuid TEXT,
      start_us INTEGER NOT NULL,
      duration_ms REAL,
      status TEXT NOT NULL CHECK (status IN ('ok', 'error')),
      details TEXT NOT NULL DEFAULT '{}'
    ) STRICT`,
    "CREATE INDEX operation_logs_by_trace ON operation_logs (trace_id, start_us)",
    "CREATE INDEX operation_logs_by_time ON operation_logs (timestamp)",
    // one row a trace, kept as its rows arrive: a list of traces costs the same however long they are.
    // operation and source are those of its earliest root, which began at root_us, or (null) of its earliest row;
    // `spans` have ended, `open` have not; sources: JSON, the first 200 of them; updated_at: when it was last heard of
    `CREATE TABLE trace_summaries (
      trace_id TEXT PRIMARY KEY,
      operation TEXT NOT NULL,
      source TEXT NOT NULL,
      root_us INTEGER,
      sources TEXT NOT NULL,
      rows INTEGER NOT NULL,
      spans INTEGER NOT NULL,
      open INTEGER NOT NULL,
      replay INTEGER NOT NULL,
      errors INTEGER NOT NULL,
      start_us INTEGER NOT NULL,
      end_us INTEGER NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX trace_summaries_by_start ON trace_summaries (start_us, trace_id)",
    // what ended in a minute (2026-11-20T12:34), by source; `timed` of them said how long they took
    `CREATE TABLE span_minutes (
      minute TEXT NOT NULL,
      source TEXT NOT NULL,
      count INTEGER NOT NULL,
      errors INTEGER NOT NULL,
      timed INTEGER NOT NULL,
      total_ms REAL NOT NULL,
      PRIMARY KEY (minute, source)
    ) STRICT, WITHOUT ROWID`,
    // how many took up to so long and more than the bucket before
    `CREATE TABLE span_latency (
      minute TEXT NOT NULL,
      upto_ms REAL NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (minute, upto_ms)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE replays (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      original_trace TEXT NOT NULL,
      replay_trace TEXT NOT NULL UNIQUE,
      mode TEXT NOT NULL CHECK (mode IN ('dry-run', 'live')),
      status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'failed', 'aborted')),
      spans INTEGER NOT NULL DEFAULT 0,
      duration_ms REAL,
      started_at TEXT NOT NULL,
      finished_at TEXT,
      actor TEXT,
      report TEXT NOT NULL DEFAULT '{}'
    ) STRICT`,
    "CREATE INDEX replays_by_original ON replays (original_trace, id)",
  ],
};
