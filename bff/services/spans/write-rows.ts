import { manyRows } from "./many-rows.ts";
import type { NewRow } from "./new-row.ts";
import type { TraceState } from "./trace-state.ts";

/** The rows as they are written. */
export const logStatements = manyRows<NewRow>({
  into: "INSERT INTO operation_logs",
  columns: [
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
  ],
  bind(params, { log, text }) {
    params.push(log.id, log.timestamp, log.trace_id, log.span_id, log.parent_span_id, log.source, log.stage);
    params.push(log.operation, log.task_uuid, log.start_us, log.duration_ms, log.status, text);
  },
});

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

/** What is kept of each trace, in place of what was. */
export const summaryStatements = manyRows<TraceState>({
  into: "INSERT INTO trace_summaries",
  columns: summaryColumns,
  after: `ON CONFLICT (trace_id) DO UPDATE SET ${summaryColumns
    .slice(1)
    .map((name) => `${name} = excluded.${name}`)
    .join(", ")}`,
  bind(params, { row, sources }) {
    params.push(row.trace_id, row.operation, row.source, row.root_us, JSON.stringify(sources), row.rows);
    params.push(row.spans, row.open, row.replay, row.errors, row.start_us, row.end_us, row.updated_at);
  },
});
