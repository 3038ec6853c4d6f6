import type { OperationLog, TraceSummary } from "../../shared/models/span.ts";
import type { OperationLogRow, TraceSummaryRow } from "./schema.ts";

// The one place where rows of traces become what travels.

/** A trace with an open span counts as at work for so long after it was last heard of, milliseconds. */
const heardWithinMs = 60_000;

export const toLog = (row: OperationLogRow): OperationLog => ({
  ...row,
  details: JSON.parse(row.details) as Record<string, unknown>,
});

/** `now`: epoch milliseconds */
export const toSummary = (row: TraceSummaryRow, now: number): TraceSummary => ({
  trace_id: row.trace_id,
  operation: row.operation,
  source: row.source,
  sources: JSON.parse(row.sources) as string[],
  spans: row.spans + row.open,
  errors: row.errors,
  start_us: row.start_us,
  duration_us: row.end_us - row.start_us,
  status: statusOf(row, now),
  updated_at: row.updated_at,
});

function statusOf(row: TraceSummaryRow, now: number): TraceSummary["status"] {
  const active = row.open > 0 && now - Date.parse(row.updated_at) < heardWithinMs;
  // a replay repeats the errors of its original: they are no news
  if (row.replay > 0) return active && row.replay === 1 ? "active" : "replay";
  if (row.errors > 0) return "error";
  return active ? "active" : "ok";
}
