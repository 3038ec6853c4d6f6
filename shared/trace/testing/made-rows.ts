import type { OperationLog, Span } from "../../models/span.ts";

let made = 0;

/** A row as the store has it; what a test does not speak of is plain. */
export const row = (own: Partial<OperationLog>): OperationLog => ({
  id: ++made,
  timestamp: "2026-01-01T00:00:00.000Z",
  trace_id: "t",
  span_id: null,
  parent_span_id: null,
  source: "orchestrator",
  stage: "processing",
  operation: "work",
  task_uuid: null,
  start_us: 0,
  duration_ms: null,
  status: "ok",
  details: {},
  ...own,
});

/** A span as it is read. */
export const span = (own: Partial<Span>): Span => ({
  id: ++made,
  trace_id: "t",
  span_id: `s${made}`,
  parent_span_id: null,
  source: "orchestrator",
  stage: "processing",
  operation: "work",
  task_uuid: null,
  start_us: 0,
  duration_us: 10,
  status: "ok",
  details: {},
  events: [],
  marks: [],
  ...own,
});
