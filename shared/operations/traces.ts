import { z } from "zod";
import { fromCommaList } from "../comma-list.ts";
import { OperationLog, Span, SpanId, TraceId, TraceSummary } from "../models/span.ts";
import { TraceSkeleton } from "../models/trace-skeleton.ts";
import { defineOperation } from "../operation.ts";

const several = z
  .union([z.array(z.string()), z.string().transform(fromCommaList)])
  .pipe(z.array(z.string()).max(100))
  .optional();

/**
 * What narrows traces and spans, live and in history: a span has to fit in all of it. `search`: words that all occur in
 * its operation, source, stage, task or details, or the begin of a trace id. Durations are milliseconds; `from` and `to`
 * bound when the trace began, ISO-8601.
 */
export const TraceFilter = z.object({
  search: z.string().max(200).optional(),
  source: several,
  stage: several,
  operation: several,
  status: z.enum(["ok", "error"]).optional(),
  task_uuid: z.string().max(200).optional(),
  min_ms: z.coerce.number().min(0).optional(),
  max_ms: z.coerce.number().min(0).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type TraceFilter = z.output<typeof TraceFilter>;

const oneTrace = z.object({ trace_id: TraceId });

export const activeTraces = defineOperation({
  name: "traces.active",
  summary: "Traces that were heard of in the last 15 minutes, newest first, a thousand at most",
  kind: "query",
  role: "viewer",
  input: TraceFilter,
  output: z.object({
    traces: z.array(TraceSummary),
    /** values to filter by: those of the live cache, and the sources and first operations of every trace */
    sources: z.array(z.string()),
    stages: z.array(z.string()),
    operations: z.array(z.string()),
  }),
  errors: [],
  http: { method: "GET", path: "/api/traces/active" },
  rpc: { entrypoint: "TraceOps", method: "active" },
});

export const searchTraces = defineOperation({
  name: "traces.search",
  summary: "Traces of the whole history with a span that fits, newest first, paged by key",
  kind: "query",
  role: "viewer",
  input: TraceFilter.extend({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(300).optional(),
  }),
  output: z.object({
    traces: z.array(TraceSummary),
    /** where to look on; a search that takes long answers a short page (even an empty one) with it. null: all was seen */
    next: z.string().nullable(),
  }),
  errors: [],
  http: { method: "GET", path: "/api/traces" },
  rpc: { entrypoint: "TraceOps", method: "search" },
});

export const getTrace = defineOperation({
  name: "traces.get",
  summary: "One trace with its spans, by start; a window of them where there are more than `limit`",
  kind: "query",
  role: "viewer",
  input: oneTrace.extend({
    limit: z.coerce.number().int().min(1).max(10_000).default(1000),
    offset: z.coerce.number().int().min(0).default(0),
    from_us: z.coerce.number().int().optional(),
    to_us: z.coerce.number().int().optional(),
  }),
  output: z.object({ trace: TraceSummary, spans: z.array(Span), total: z.int() }),
  errors: ["TRACE_NOT_FOUND"],
  http: { method: "GET", path: "/api/traces/:trace_id" },
  rpc: { entrypoint: "TraceOps", method: "getTrace" },
});

export const getTraceSkeleton = defineOperation({
  name: "traces.skeleton",
  summary: "All spans of one trace as columns in the order of the call tree, for a waterfall",
  kind: "query",
  role: "viewer",
  input: oneTrace,
  output: z.object({ trace: TraceSummary, skeleton: TraceSkeleton }),
  errors: ["TRACE_NOT_FOUND"],
  http: { method: "GET", path: "/api/traces/:trace_id/skeleton" },
  rpc: { entrypoint: "TraceOps", method: "getSkeleton" },
});

export const getTracePrints = defineOperation({
  name: "traces.prints",
  summary:
    "A number for the details of each span of one trace, alike where they are the same: to compare it with one that the server does not have",
  kind: "query",
  role: "viewer",
  input: oneTrace,
  output: z.object({
    /** `Span.id`, in the order of the call tree */
    id: z.array(z.int()),
    /** 48 bits; of details above 256 KiB of their length alone */
    print: z.array(z.int()),
  }),
  errors: ["TRACE_NOT_FOUND", "TRACE_TOO_LARGE"],
  http: { method: "GET", path: "/api/traces/:trace_id/prints" },
  rpc: { entrypoint: "TraceOps", method: "getPrints" },
});

export const getTraceSpan = defineOperation({
  name: "traces.span",
  summary: "One span whole, with the log rows it was made of",
  kind: "query",
  role: "viewer",
  input: oneTrace.extend({ id: z.coerce.number().int().min(1) }),
  output: z.object({ span: Span, logs: z.array(OperationLog) }),
  errors: ["TRACE_NOT_FOUND"],
  http: { method: "GET", path: "/api/traces/:trace_id/spans/:id" },
  rpc: { entrypoint: "TraceOps", method: "getSpan" },
});

export const findTraceSpan = defineOperation({
  name: "traces.findSpan",
  summary: "The `id` of the span that its sender calls so, for a link from a log line or a `traceparent`",
  kind: "query",
  role: "viewer",
  input: oneTrace.extend({ span_id: SpanId }),
  /** several where the id was given twice, by start */
  output: z.object({ ids: z.array(z.int()).min(1) }),
  errors: ["TRACE_NOT_FOUND"],
  http: { method: "GET", path: "/api/traces/:trace_id/spans" },
  rpc: { entrypoint: "TraceOps", method: "findSpan" },
});

/** One cell of the heatmap: what one source did in one minute. */
const MinuteOfSource = z.object({
  minute: z.string(),
  source: z.string(),
  count: z.int(),
  errors: z.int(),
  avg_ms: z.number().nullable(),
});

export const traceActivity = defineOperation({
  name: "traces.activity",
  summary:
    "Operations by source and minute, and how long they took, of all or of some sources, out of the rollups",
  kind: "query",
  role: "viewer",
  input: z.object({
    minutes: z.coerce
      .number()
      .int()
      .min(5)
      .max(24 * 60)
      .default(60),
    /** of these sources alone; left out: of all */
    source: several,
  }),
  output: z.object({
    cells: z.array(MinuteOfSource),
    /** so many sources that did less than those of `cells` are not in them: the cells would be too many to send */
    left_out: z.int(),
    /** `count` operations took up to `upto_ms` milliseconds and more than the bucket before */
    latency: z.array(z.object({ upto_ms: z.number(), count: z.int() })),
    /** mean of the last five minutes */
    per_minute: z.number(),
  }),
  errors: [],
  http: { method: "GET", path: "/api/traces/activity" },
  rpc: { entrypoint: "TraceOps", method: "activity" },
});

export const traceOperations = {
  activeTraces,
  searchTraces,
  getTrace,
  getTraceSkeleton,
  getTracePrints,
  getTraceSpan,
  findTraceSpan,
  traceActivity,
} as const;
