import type { Statement } from "../../ports/database.ts";
import type { NewRow } from "./new-row.ts";
import type { TraceState } from "./trace-state.ts";

const logColumns = [
  "id",
  "timestamp",
  "trace_id",
  "span_id",
  "parent_span_id",
  "source",
  "stage",
  "operation",
  "task_uuid",
  "start_us",
  "duration_ms",
  "status",
  "details",
];
/** As many rows as the 100 values that a statement may bind have room for: a third faster than one by one. */
const rowsAtOnce = Math.floor(100 / logColumns.length);

const listOf = (count: number): string => Array(count).fill("?").join(", ");

const insertLogs = (rows: number): string =>
  `INSERT INTO operation_logs (${logColumns.join(", ")}) VALUES ${Array(rows)
    .fill(`(${listOf(logColumns.length)})`)
    .join(", ")}`;
const insertMany = insertLogs(rowsAtOnce);
const insertOne = insertLogs(1);

/** The rows as they are written: straight SQL, since a query builder costs more than SQLite does here. */
export function logStatements(rows: readonly NewRow[]): Statement[] {
  const statements: Statement[] = [];
  const whole = rows.length - (rows.length % rowsAtOnce);
  for (let at = 0; at < whole; at += rowsAtOnce) {
    const params: unknown[] = [];
    for (let n = at; n < at + rowsAtOnce; n += 1) bind(params, rows[n]!);
    statements.push({ sql: insertMany, params });
  }
  for (let at = whole; at < rows.length; at += 1) {
    const params: unknown[] = [];
    bind(params, rows[at]!);
    statements.push({ sql: insertOne, params });
  }
  return statements;
}

function bind(params: unknown[], { log, text }: NewRow): void {
  params.push(log.id, log.timestamp, log.trace_id, log.span_id, log.parent_span_id, log.source, log.stage);
  params.push(log.operation, log.task_uuid, log.start_us, log.duration_ms, log.status, text);
}

const summaryColumns = [
  "trace_id",
  "operation",
  "source",
  "root_us",
  "sources",
  "rows",
  "spans",
  "open",
  "replay",
  "errors",
  "start_us",
  "end_us",
  "updated_at",
];
const upsertSummary = `INSERT INTO trace_summaries (${summaryColumns.join(", ")})
  VALUES (${listOf(summaryColumns.length)}) ON CONFLICT (trace_id) DO UPDATE SET
  ${summaryColumns
    .slice(1)
    .map((name) => `${name} = excluded.${name}`)
    .join(", ")}`;

export const summaryStatement = ({ row, sources }: TraceState): Statement => ({
  sql: upsertSummary,
  params: [
    row.trace_id,
    row.operation,
    row.source,
    row.root_us,
    JSON.stringify(sources),
    row.rows,
    row.spans,
    row.open,
    row.replay,
    row.errors,
    row.start_us,
    row.end_us,
    row.updated_at,
  ],
});
