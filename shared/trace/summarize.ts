import type { Span, TraceSummary } from "../models/span.ts";
import { isBracket } from "./replay/repeat-spans.ts";

/** A trace with an open span counts as at work for so long after it was last heard of, microseconds. */
const heardWithin = 60_000_000;

/**
 * What is said of a trace as a whole. `spans` are all of one trace and at least one; `nowUs`: epoch microseconds. Those
 * that `arrange` has put at their place count from where their clock was moved to, so that a trace lasts as long as its
 * picture does.
 */
export function summarize(spans: readonly Span[], nowUs: number): TraceSummary {
  const ids = new Set(spans.map(({ span_id }) => span_id));
  const isRoot = ({ parent_span_id }: Span) => parent_span_id === null || !ids.has(parent_span_id);
  let first = spans[0]!;
  let last = 0;
  let start = Number.POSITIVE_INFINITY;
  let errors = 0;
  let open = false;
  let replay = false;
  let replayEnded = false;
  const sources = new Set<string>();
  for (const span of spans) {
    const better = isRoot(span) === isRoot(first) ? beginOf(span) < beginOf(first) : isRoot(span);
    if (better) first = span;
    start = Math.min(start, beginOf(span));
    last = Math.max(last, beginOf(span) + (span.duration_us ?? 0), lastEventOf(span));
    if (span.status === "error") errors += 1;
    if (span.marks.includes("open")) open = true;
    if (span.stage.startsWith("replay_")) replay = true;
    if (isBracket(span) && !span.marks.includes("open")) replayEnded = true;
    sources.add(span.source);
  }
  // what an aborted replay left open does not go on
  const active = open && !replayEnded && nowUs - last < heardWithin;
  return {
    trace_id: first.trace_id,
    operation: first.operation,
    source: first.source,
    sources: [...sources],
    spans: spans.length,
    errors,
    start_us: start,
    duration_us: last - start,
    // a replay repeats the errors of its original: they are no news
    status: errors > 0 && !replay ? "error" : active ? "active" : replay ? "replay" : "ok",
    updated_at: new Date(Math.floor(last / 1000)).toISOString(),
  };
}

const beginOf = ({ start_us, shifted_us = 0 }: Span): number => start_us + shifted_us;

/** By the clock of its span, which is moved with it. */
function lastEventOf({ events, shifted_us = 0 }: Span): number {
  const last = events.at(-1);
  return last === undefined ? 0 : last.at_us + shifted_us;
}
