import { z } from "zod";
import { SimulateWay } from "./factory.ts";
import { TraceId } from "./span.ts";

/**
 * `dry-run`: the chain is rebuilt from what was recorded; nothing is called and nothing but the new trace is written.
 * `live`: the factories that own its spans are asked to simulate them again.
 */
export const ReplayMode = z.enum(["dry-run", "live"]);
export type ReplayMode = z.infer<typeof ReplayMode>;

export const ReplayStatus = z.enum(["running", "completed", "failed", "aborted"]);
export type ReplayStatus = z.infer<typeof ReplayStatus>;

/** `original`: as long apart as they were; `faster`: `speed` times as fast; `at-once`: one after the other, no waiting. */
export const ReplayPace = z.enum(["original", "faster", "at-once"]);
export type ReplayPace = z.infer<typeof ReplayPace>;

/** A patch of the trace, made again in a scratch copy. Hashes are sha256 of the file; null: it was removed, or failed. */
export const ReplayedPatch = z.object({
  patch_id: z.string(),
  file: z.string(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
  same: z.boolean(),
  why: z.string().optional(),
});
export type ReplayedPatch = z.infer<typeof ReplayedPatch>;

/**
 * A factory answered with the HTTP status 401 or 403: `without-secret`, it was called with none; `with-secret`, it does
 * not take the one that it was called with.
 */
export const TurnedAway = z.enum(["without-secret", "with-secret"]);
export type TurnedAway = z.infer<typeof TurnedAway>;

/** One call of a live replay. `span_id` is that of the span of the replay around it. */
export const ReplayCall = z.object({
  factory: z.string(),
  via: SimulateWay,
  operation: z.string(),
  span_id: z.string(),
  ok: z.boolean(),
  /** it ended otherwise than in the original */
  differs: z.boolean(),
  code: z.string().optional(),
  error: z.string().optional(),
  turned_away: TurnedAway.optional(),
  duration_ms: z.number(),
});
export type ReplayCall = z.infer<typeof ReplayCall>;

/** What a live replay leaves out, by source, and why. */
export const SkippedSource = z.object({ source: z.string(), spans: z.int(), why: z.string() });
export type SkippedSource = z.infer<typeof SkippedSource>;

/** What came of a replay beside its spans; lists are cut at 200, `..._total` says how many there were. */
export const ReplayReport = z.object({
  pace: ReplayPace,
  speed: z.number(),
  /** spans that the original has */
  of: z.int(),
  /** spans of the replay that ended in `replay_error` */
  errors: z.int(),
  /** length of the original and of the replay on its own time line, microseconds */
  original_us: z.int(),
  replay_us: z.int().nullable(),
  calls: z.array(ReplayCall),
  calls_total: z.int(),
  skipped: z.array(SkippedSource),
  patches: z.array(ReplayedPatch),
  patches_total: z.int(),
  patches_same: z.int(),
  /** why it failed or was aborted, in words */
  reason: z.string().optional(),
});
export type ReplayReport = z.infer<typeof ReplayReport>;

/** One that is at work now, as far as others need to know it. */
export const ReplayAtWork = z.object({
  replay_trace: TraceId,
  original_trace: TraceId,
  mode: ReplayMode,
  actor: z.string().nullable(),
});
export type ReplayAtWork = z.infer<typeof ReplayAtWork>;

/** A replay: a row of `replays`. `spans` are those replayed so far; `duration_ms` is how long the run itself took. */
export const Replay = z.object({
  id: z.int(),
  original_trace: TraceId,
  replay_trace: TraceId,
  mode: ReplayMode,
  status: ReplayStatus,
  spans: z.int(),
  duration_ms: z.number().nullable(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  actor: z.string().nullable(),
  report: ReplayReport,
  /** it has not begun: as many as may be are at work, these */
  waits_for: z.array(ReplayAtWork).optional(),
});
export type Replay = z.infer<typeof Replay>;

/** What a replay would do, for who decides whether to start it. */
export const ReplayPlan = z.object({
  spans: z.int(),
  duration_us: z.int(),
  patches: z.int(),
  /** whom a live replay would call, how, and for what */
  factories: z.array(
    z.object({
      name: z.string(),
      via: SimulateWay,
      calls: z.int(),
      /** the first 20 names */
      operations: z.array(z.string()),
    }),
  ),
  skipped: z.array(SkippedSource),
});
export type ReplayPlan = z.infer<typeof ReplayPlan>;
