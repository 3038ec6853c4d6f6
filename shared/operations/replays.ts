import { z } from "zod";
import { Replay, ReplayMode, ReplayPace, ReplayPlan, ReplayStatus } from "../models/replay.ts";
import { TraceId, TraceSummary } from "../models/span.ts";
import { ComparisonColumns, TraceDifference } from "../models/trace-comparison.ts";
import { defineOperation } from "../operation.ts";

const ofTrace = z.object({ trace_id: TraceId });
const ofReplay = z.object({ replay_trace: TraceId });

export const replayTrace = defineOperation({
  name: "replays.start",
  summary: "Run a trace again under a new trace id: dry, from what was recorded, or live, by its factories",
  kind: "command",
  // a live replay asks for a reviewer: it has other programs do something
  role: "agent",
  input: ofTrace.extend({
    mode: ReplayMode.default("dry-run"),
    pace: ReplayPace.default("at-once"),
    /** of pace `faster` */
    speed: z.number().min(1).max(10_000).default(10),
    /** how long one factory may take for one call, ms */
    timeout_ms: z.int().min(10).max(600_000).default(30_000),
    /** true: answered when it has ended; false: at once, while it runs */
    wait: z.boolean().default(true),
  }),
  output: z.object({
    new_trace: TraceId,
    status: ReplayStatus,
    spans: z.int(),
    duration_ms: z.number().nullable(),
    replay: Replay,
  }),
  errors: [
    "TRACE_NOT_FOUND",
    "TRACE_TOO_LARGE",
    "FORBIDDEN",
    "FACTORY_NOT_CONNECTED",
    "RATE_LIMITED",
    "WORKSPACE_UNAVAILABLE",
  ],
  http: { method: "POST", path: "/api/traces/replay/:trace_id" },
  rpc: { entrypoint: "TraceReplay", method: "replayTrace", positional: ["trace_id", "mode"] },
});

export const planReplay = defineOperation({
  name: "replays.plan",
  summary: "What a replay of this trace would do: spans, patches, and the factories a live one would call",
  kind: "query",
  role: "viewer",
  input: ofTrace,
  output: z.object({ plan: ReplayPlan }),
  errors: ["TRACE_NOT_FOUND", "TRACE_TOO_LARGE"],
  http: { method: "GET", path: "/api/traces/replay/:trace_id" },
  rpc: { entrypoint: "TraceReplay", method: "plan" },
});

export const listReplays = defineOperation({
  name: "replays.list",
  summary: "Past and running replays, newest first, paged by key; of one trace where it is named",
  kind: "query",
  role: "viewer",
  input: z.object({
    /** the original, or the replay's own */
    trace_id: TraceId.optional(),
    mode: ReplayMode.optional(),
    status: ReplayStatus.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    /** `next` of the page before */
    cursor: z.coerce.number().int().min(1).optional(),
  }),
  output: z.object({ replays: z.array(Replay), next: z.int().nullable() }),
  errors: [],
  http: { method: "GET", path: "/api/traces/replays" },
  rpc: { entrypoint: "TraceReplay", method: "list" },
});

export const getReplay = defineOperation({
  name: "replays.get",
  summary: "One replay by its own trace id, with how far it has come",
  kind: "query",
  role: "viewer",
  input: ofReplay,
  output: z.object({ replay: Replay }),
  errors: ["REPLAY_NOT_FOUND"],
  http: { method: "GET", path: "/api/traces/replays/:replay_trace" },
  rpc: { entrypoint: "TraceReplay", method: "getReplay" },
});

export const abortReplay = defineOperation({
  name: "replays.abort",
  summary: "Stop a running replay; calls under way are cancelled, what it has done so far stays",
  kind: "command",
  role: "agent",
  input: ofReplay,
  output: z.object({ replay: Replay }),
  errors: ["REPLAY_NOT_FOUND", "REPLAY_OVER"],
  http: { method: "POST", path: "/api/traces/replays/:replay_trace/abort" },
  rpc: { entrypoint: "TraceReplay", method: "abort" },
});

export const compareTraces = defineOperation({
  name: "traces.compare",
  summary:
    "How a second trace differs from a first: calls matched, missing, added, slower by more than a tenth",
  kind: "query",
  role: "viewer",
  input: z.object({
    a: TraceId,
    b: TraceId,
    /**
     * `without`: details are not read, so that the answer comes soon where the traces are long. None differ then, and
     * calls of one name beside each other are told apart by how they ended and their order alone, but for those of a
     * replay, which say what they repeat. `if-soon`: with them, unless the traces are long.
     */
    details: z.enum(["with", "without", "if-soon"]).default("with"),
  }),
  output: z.object({
    a: TraceSummary,
    b: TraceSummary,
    comparison: ComparisonColumns,
    /** the first 100 pairs that differ, in words */
    differences: z.array(TraceDifference),
    /** what was done with them */
    details: z.enum(["with", "without"]),
  }),
  errors: ["TRACE_NOT_FOUND", "TRACE_TOO_LARGE"],
  http: { method: "GET", path: "/api/traces/compare" },
  rpc: { entrypoint: "TraceReplay", method: "compare" },
});

export const replayOperations = {
  replayTrace,
  planReplay,
  listReplays,
  getReplay,
  abortReplay,
  compareTraces,
} as const;
