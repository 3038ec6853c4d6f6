// Traces: one service an operation, named as in `shared/operations/traces.ts`.
import type { traceOperations } from "../../shared/operations/traces.ts";
import { ok, refuse } from "../../shared/result.ts";
import { fromTraceCursor, toTraceCursor } from "../../shared/trace-cursor.ts";
import {
  type ActivityPart,
  countWithin,
  latencyWithin,
  minutesOfSources,
} from "../db/queries/trace-activity.ts";
import { searchPage } from "../db/queries/trace-search.ts";
import { toSummary } from "../db/trace-wire.ts";
import type { ServicesOf } from "../operations/service.ts";
import { minuteOf } from "./spans/rollup.ts";
import { fittingLately, readLately } from "./traces/lately.ts";
import { unknownTrace } from "./traces/unknown-trace.ts";

export { getTracePrints } from "./traces/compare.ts";

type Services = ServicesOf<typeof traceOperations>;

/** How long a search looks before it answers what it has, and where to go on. */
const searchMs = 2_000;
/** Cells of the heatmap that are sent at most. */
const mostCells = 20_000;
/** Minutes whose mean is the rate. */
const rateMinutes = 5;

export const activeTraces: Services["activeTraces"] = async ({ clock, db, live }, filter) => {
  const now = clock.now();
  const lately = await readLately({ clock, db, live });
  const traces = (await fittingLately({ db }, lately, filter)).map((row) => toSummary(row, now));
  traces.sort((a, b) => b.start_us - a.start_us || (a.trace_id < b.trace_id ? 1 : -1));
  const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
  return ok({
    traces,
    // of a trace that the cache has no room for its sources are known, and how it began
    sources: sorted([
      ...lately.spans.map(({ source }) => source),
      ...lately.traces.flatMap(({ sources }) => JSON.parse(sources) as string[]),
    ]),
    stages: sorted(lately.spans.map(({ stage }) => stage)),
    operations: sorted([...lately.spans, ...lately.traces].map(({ operation }) => operation)),
  });
};

export const searchTraces: Services["searchTraces"] = async ({ clock, db }, input) => {
  const { limit, cursor, ...filter } = input;
  const after = cursor === undefined ? null : fromTraceCursor(cursor);
  if (cursor !== undefined && after === null) {
    return refuse("INVALID_INPUT", "cursor is not one of ours: pass back the `next` of the page before", {
      problems: [{ path: "cursor", message: "not a cursor" }],
    });
  }
  const until = performance.now() + searchMs;
  const { rows, next } = await searchPage(db, { filter, limit, after, until });
  const now = clock.now();
  return ok({
    traces: rows.map((row) => toSummary(row, now)),
    next: next === null ? null : toTraceCursor(next),
  });
};

export const getTrace: Services["getTrace"] = async ({ traces }, { trace_id, ...window }) => {
  const found = await traces.window(trace_id, window);
  return found === null ? unknownTrace(trace_id) : ok(found);
};

export const getTraceSkeleton: Services["getTraceSkeleton"] = async ({ traces }, { trace_id }) => {
  const found = await traces.skeleton(trace_id);
  return found === null ? unknownTrace(trace_id) : ok(found);
};

export const getTraceSpan: Services["getTraceSpan"] = async ({ traces }, { trace_id, id }) => {
  const found = await traces.span(trace_id, id);
  if (found === null) return unknownTrace(trace_id);
  const { span, logs } = found;
  if (span !== null) return ok({ span, logs });
  return refuse(
    "TRACE_NOT_FOUND",
    `the trace has no span ${id}: ids are those of \`id\` in traces.skeleton and traces.get, not of \`span_id\``,
    { trace_id, id },
  );
};

export const findTraceSpan: Services["findTraceSpan"] = async ({ traces }, { trace_id, span_id }) => {
  const ids = await traces.find(trace_id, span_id);
  if (ids === null) return unknownTrace(trace_id);
  if (ids.length > 0) return ok({ ids });
  return refuse(
    "TRACE_NOT_FOUND",
    `the trace has no span whose sender calls it "${span_id}": it may still be on its way, or older than spans are kept`,
    { trace_id, span_id },
  );
};

export const traceActivity: Services["traceActivity"] = async ({ clock, db }, { minutes, source }) => {
  const now = clock.now();
  const last = (many: number): ActivityPart => ({
    since: minuteOf(new Date(now - (many - 1) * 60_000).toISOString()),
    // a clock that is ahead puts what it sends into minutes that are still to come
    upto: minuteOf(new Date(now).toISOString()),
    sources: source,
  });
  const { cells, left_out } = await minutesOfSources(db, last(minutes), Math.floor(mostCells / minutes));
  return ok({
    cells,
    left_out,
    latency: await latencyWithin(db, last(minutes)),
    per_minute: (await countWithin(db, last(rateMinutes))) / (rateMinutes - 1 + (now % 60_000) / 60_000),
  });
};
