import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

// The tables as other programs query them. Constraints, indexes, views and triggers are in the migrations, which
// are the truth for SQLite; this is the truth for TypeScript. `schema.test.ts` holds the two together.

/** One row a patch: its newest state. Booleans are 1, 0 and null; times ISO-8601 UTC. */
export const patchEvents = sqliteTable("patch_events", {
  id: integer().primaryKey({ autoIncrement: true }),
  patch_id: text().notNull().unique(),
  task_id: text(),
  order_id: text(),
  trace_id: text(),
  factory: text(),
  phase: text(),
  file_path: text().notNull(),
  op: text().notNull(),
  status: text().notNull(),
  ts_check_ok: integer(),
  diff_path: text(),
  before_hash: text(),
  after_hash: text(),
  lines_added: integer(),
  lines_removed: integer(),
  error: text(),
  meta: text().notNull(),
  created_at: text().notNull(),
  // beyond the contract: what the screen shows and what decides which of two events is the later
  updated_at: text().notNull(),
  status_at: text().notNull(),
  seq: integer().notNull(),
  display_status: text().notNull(),
  requester: text(),
  reason: text(),
  branch: text(),
  code: text(),
  ts_check_out: text(),
  ts_check_ms: integer(),
  reverted_by: text(),
});
export type PatchRow = typeof patchEvents.$inferSelect;

/** Append-only; `hash` covers the row and `prev_hash`, `prev_hash` is unique, so the chain cannot fork. */
export const patchCustody = sqliteTable("patch_custody", {
  id: integer().primaryKey({ autoIncrement: true }),
  patch_id: text(),
  factory: text(),
  event_type: text().notNull(),
  message: text(),
  actor: text(),
  prev_hash: text().notNull().unique(),
  hash: text().notNull(),
  ts: text().notNull(),
  // beyond the contract: the flow it happened in
  trace_id: text(),
});
export type CustodyRecord = typeof patchCustody.$inferSelect;

/** Everything that was broadcast, numbered without a hole. `custody_hash` ties the newest event to the chain's end. */
export const eventLog = sqliteTable("event_log", {
  seq: integer().primaryKey({ autoIncrement: true }),
  type: text().notNull(),
  payload: text().notNull(),
  ts: text().notNull(),
  event_id: text().unique(),
  custody_hash: text().notNull(),
});

/** Patches counted by value of each filter, kept as rows change, so that the filter list costs the same at any size. */
export const patchFacets = sqliteTable("patch_facets", {
  facet: text().notNull(),
  value: text().notNull(),
  count: integer().notNull(),
});

export const tasks = sqliteTable("tasks", {
  uuid: text().primaryKey(),
  order_id: text(),
  repo_owner: text(),
  repo_name: text(),
  file_path: text().notNull(),
  placeholder: text(),
  instruction: text(),
  status: text().notNull(),
  allowed_spans: text().notNull(),
  created_at: text().notNull(),
  updated_at: text().notNull(),
  // beyond the contract: why it is blocked, JSON
  blocked: text(),
});
export type TaskRow = typeof tasks.$inferSelect;

/** Only the sha256 of a secret is kept. */
export const tokens = sqliteTable("tokens", {
  id: text().primaryKey(),
  name: text().notNull(),
  role: text({ enum: ["viewer", "agent", "reviewer", "ops", "admin"] }).notNull(),
  token_hash: text().notNull().unique(),
  created_at: text().notNull(),
  last_used_at: text(),
  revoked_at: text(),
});
export type TokenRecord = typeof tokens.$inferSelect;

/** Browser sessions; the cookie's value is kept as its sha256. */
export const sessions = sqliteTable("sessions", {
  id: text().primaryKey(),
  token_id: text().notNull(),
  created_at: text().notNull(),
  expires_at: text().notNull(),
});

/** One row an edit that went around patchctl; of many that were found at once, the first of them. */
export const outOfBandEdits = sqliteTable("out_of_band_edits", {
  seq: integer().primaryKey({ autoIncrement: true }),
  id: text().notNull().unique(),
  group_id: text().notNull(),
  group_size: integer().notNull(),
  file_path: text().notNull(),
  kind: text({ enum: ["modified", "created", "deleted"] }).notNull(),
  before_hash: text(),
  after_hash: text(),
  lines_added: integer(),
  lines_removed: integer(),
  diff_path: text(),
  no_diff: text({ enum: ["before_unknown", "binary", "large", "many"] }),
  found_at: text().notNull(),
  status: text({ enum: ["open", "accepted", "put_back"] }).notNull(),
  closed_at: text(),
  closed_by: text(),
  reason: text(),
  patch_id: text(),
  trace_id: text(),
});
export type OutOfBandRow = typeof outOfBandEdits.$inferSelect;

/** What happened in a flow, as it was logged: a span with its length, or one moment (`duration_ms` null). */
export const operationLogs = sqliteTable("operation_logs", {
  id: integer().primaryKey({ autoIncrement: true }),
  timestamp: text().notNull(),
  trace_id: text().notNull(),
  span_id: text(),
  parent_span_id: text(),
  source: text().notNull(),
  stage: text().notNull(),
  operation: text().notNull(),
  task_uuid: text(),
  start_us: integer().notNull(),
  duration_ms: real(),
  status: text({ enum: ["ok", "error"] }).notNull(),
  details: text().notNull(),
});
export type OperationLogRow = typeof operationLogs.$inferSelect;

/** One row a trace, kept as its rows arrive; see the migration for what the columns count. */
export const traceSummaries = sqliteTable("trace_summaries", {
  trace_id: text().primaryKey(),
  operation: text().notNull(),
  source: text().notNull(),
  root_us: integer(),
  sources: text().notNull(),
  rows: integer().notNull(),
  spans: integer().notNull(),
  open: integer().notNull(),
  /** 1: a span of it is that of a replay; 2: and the bracket around the replay has ended */
  replay: integer().notNull(),
  errors: integer().notNull(),
  start_us: integer().notNull(),
  end_us: integer().notNull(),
  updated_at: text().notNull(),
});
export type TraceSummaryRow = typeof traceSummaries.$inferSelect;

export const spanMinutes = sqliteTable("span_minutes", {
  minute: text().notNull(),
  source: text().notNull(),
  count: integer().notNull(),
  errors: integer().notNull(),
  timed: integer().notNull(),
  total_ms: real().notNull(),
});

export const spanLatency = sqliteTable("span_latency", {
  minute: text().notNull(),
  /** '': of all sources together, from before they were counted apart */
  source: text().notNull(),
  upto_ms: real().notNull(),
  count: integer().notNull(),
});

export const replays = sqliteTable("replays", {
  id: integer().primaryKey({ autoIncrement: true }),
  original_trace: text().notNull(),
  replay_trace: text().notNull().unique(),
  mode: text({ enum: ["dry-run", "live"] }).notNull(),
  status: text({ enum: ["running", "completed", "failed", "aborted"] }).notNull(),
  spans: integer().notNull(),
  duration_ms: real(),
  started_at: text().notNull(),
  finished_at: text(),
  actor: text(),
  // beyond the contract: what was found, JSON
  report: text().notNull(),
});
export type ReplayRow = typeof replays.$inferSelect;

export const factories = sqliteTable("factories", {
  name: text().primaryKey(),
  url: text(),
  status: text({ enum: ["connected", "away"] }).notNull(),
  last_seen: text().notNull(),
  // JSON lists; operations null: any
  capabilities: text().notNull(),
  operations: text(),
  simulate_via: text({ enum: ["socket", "http", "capnweb"] }),
});
export type FactoryRow = typeof factories.$inferSelect;

/** It has to be sent, so that it is kept as it is; whoever reads the data folder is admin already. */
export const factorySecrets = sqliteTable("factory_secrets", {
  name: text().primaryKey(),
  origin: text().notNull(),
  header: text().notNull(),
  value: text().notNull(),
});
export type FactorySecretRow = typeof factorySecrets.$inferSelect;
