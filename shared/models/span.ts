import { z } from "zod";

/** Ids are kept as they came (32 and 16 hex digits of W3C, or any other program's), bounded. */
export const TraceId = z.string().min(1).max(200);
export const SpanId = z.string().min(1).max(200);

/**
 * What a span is of, by its colour: `received` a request that came in, `processing` work inside, `outbound` a call to
 * somebody else, `response` an answer on its way out, `replay` a span of a replay, `other` a stage nobody here knows.
 */
export const stageFamilies = ["received", "processing", "outbound", "response", "replay", "other"] as const;
export const StageFamily = z.enum(stageFamilies);
export type StageFamily = z.infer<typeof StageFamily>;

/**
 * What is odd about a span and was put right, or left, for the picture; never a reason to drop it.
 * - `orphan`: it names a parent that is not in the trace
 * - `skew`: its source's clock differs from its parent's; `shifted_us` says by how much it was moved
 * - `open`: it began and did not end
 * - `point`: a log of one moment that belongs to no span
 * - `backwards`: it ends before it starts; drawn with no length
 * - `cycle`: its chain of parents leads back to itself; cut here
 * - `duplicate`: another span of the trace has its id
 * - `undated`: it came without a time, from a file; put where its parent begins
 */
export const spanMarks = [
  "orphan",
  "skew",
  "open",
  "point",
  "backwards",
  "cycle",
  "duplicate",
  "undated",
] as const;
export const SpanMark = z.enum(spanMarks);
export type SpanMark = z.infer<typeof SpanMark>;

/** Something that happened within a span. `at_us`: microseconds since the epoch. */
export const SpanEvent = z.object({
  name: z.string(),
  at_us: z.int(),
  details: z.record(z.string(), z.unknown()),
});
export type SpanEvent = z.infer<typeof SpanEvent>;

/**
 * One piece of work of a trace, as it is read: made from one row of `operation_logs`, or from the rows that were logged
 * at its begin and end. `id` is the first of these rows, and unique; `span_id` is the sender's own.
 * Times are integer microseconds; `duration_us` is null while it is open.
 */
export const Span = z.object({
  id: z.int(),
  trace_id: TraceId,
  span_id: SpanId.nullable(),
  parent_span_id: SpanId.nullable(),
  source: z.string(),
  stage: z.string(),
  operation: z.string(),
  task_uuid: z.string().nullable(),
  start_us: z.int(),
  duration_us: z.int().nullable(),
  status: z.enum(["ok", "error"]),
  details: z.record(z.string(), z.unknown()),
  events: z.array(SpanEvent),
  marks: z.array(SpanMark),
  shifted_us: z.int().optional(),
});
export type Span = z.infer<typeof Span>;

/** A row of `operation_logs` as it is stored: a span with its length, or one moment (`duration_ms` null). */
export const OperationLog = z.object({
  id: z.int(),
  timestamp: z.string(),
  trace_id: TraceId,
  span_id: SpanId.nullable(),
  parent_span_id: SpanId.nullable(),
  source: z.string(),
  stage: z.string(),
  operation: z.string(),
  task_uuid: z.string().nullable(),
  start_us: z.int(),
  duration_ms: z.number().nullable(),
  status: z.enum(["ok", "error"]),
  details: z.record(z.string(), z.unknown()),
});
export type OperationLog = z.infer<typeof OperationLog>;

/** A trace in a list of them. */
export const TraceSummary = z.object({
  trace_id: TraceId,
  /** operation and source of its root, or of its earliest span */
  operation: z.string(),
  source: z.string(),
  sources: z.array(z.string()),
  spans: z.int(),
  errors: z.int(),
  start_us: z.int(),
  duration_us: z.int(),
  /** `active`: a span of it is open, and it was heard of in the last minute; `replay`: it repeats another, errors and all */
  status: z.enum(["ok", "error", "active", "replay"]),
  updated_at: z.string(),
});
export type TraceSummary = z.infer<typeof TraceSummary>;
