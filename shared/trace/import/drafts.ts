import type { Span, SpanEvent, SpanMark } from "../../models/span.ts";
import { type SpanKind, stageOfKind } from "../span-kind.ts";

/** A span as a file has it, before its trace is put together. */
export interface Draft {
  trace_id: string;
  span_id: string;
  parent_span_id: string | null;
  source: string;
  kind: SpanKind;
  operation: string;
  /** null: the file says none */
  start_us: number | null;
  /** may be below 0 */
  duration_us: number | null;
  failed: boolean;
  task_uuid?: string | null;
  details: Record<string, unknown>;
  events: { name: string; at_us: number | null; details: Record<string, unknown> }[];
}

export interface ImportedTrace {
  trace_id: string;
  /** by start; `id` counts from 1 within the trace */
  spans: Span[];
}

/** The traces of a file, in the order in which they come in it. Spans that say no time are dated, and marked `undated`. */
export function tracesOf(drafts: readonly Draft[]): ImportedTrace[] {
  const byTrace = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const same = byTrace.get(draft.trace_id);
    if (same) same.push(draft);
    else byTrace.set(draft.trace_id, [draft]);
  }
  return [...byTrace].map(([trace_id, own]) => ({ trace_id, spans: spansOf(own) }));
}

function spansOf(drafts: readonly Draft[]): Span[] {
  const starts = startsOf(drafts);
  const spans = drafts.map((draft, index) => spanOf(draft, starts[index]!));
  spans.sort((a, b) => a.start_us - b.start_us);
  spans.forEach((span, index) => {
    span.id = index + 1;
  });
  return spans;
}

const longestName = 2000;

function spanOf(draft: Draft, start_us: number): Span {
  const undated = draft.start_us === null;
  const marks: SpanMark[] = undated ? ["undated"] : [];
  let duration = draft.duration_us;
  if (duration === null && (undated || draft.kind === "producer" || draft.kind === "consumer")) {
    // a message that was handed over, or nothing known of it but that it was
    duration = 0;
    marks.push("point");
  }
  if (duration === null) marks.push("open");
  if (duration !== null && duration < 0) {
    duration = 0;
    marks.push("backwards");
  }
  const long = draft.operation.length > longestName;
  const events: SpanEvent[] = draft.events.map((event) => ({ ...event, at_us: event.at_us ?? start_us }));
  return {
    id: 0,
    trace_id: draft.trace_id,
    span_id: draft.span_id,
    parent_span_id: draft.parent_span_id,
    source: draft.source,
    stage: stageOfKind[draft.kind],
    operation: long ? draft.operation.slice(0, longestName) : draft.operation || "unnamed",
    task_uuid: draft.task_uuid ?? null,
    start_us,
    duration_us: duration,
    status: draft.failed ? "error" : "ok",
    details: long ? { ...draft.details, name: draft.operation } : draft.details,
    events: events.sort((a, b) => a.at_us - b.at_us),
    marks,
  };
}

/**
 * When each began. Where the file does not say: with the first thing that happened in it, else with the other end of
 * the same call, else with the nearest above it that says, else with the trace.
 */
function startsOf(drafts: readonly Draft[]): number[] {
  const byId = new Map<string, Draft>();
  let first = Number.POSITIVE_INFINITY;
  for (const draft of drafts) {
    const known = ownStart(draft);
    if (known !== null) first = Math.min(first, known);
    const same = byId.get(draft.span_id);
    if (same === undefined || (ownStart(same) === null && known !== null)) byId.set(draft.span_id, draft);
  }
  const rest = Number.isFinite(first) ? first : 0;
  const found = new Map<string, number>();
  return drafts.map((draft) => ownStart(draft) ?? above(draft, byId, found, rest));
}

/** Walks up to what is known, and keeps it for all on the way, so that each is walked once. */
function above(
  draft: Draft,
  byId: ReadonlyMap<string, Draft>,
  found: Map<string, number>,
  rest: number,
): number {
  const way: string[] = [];
  let at: Draft | undefined = byId.get(draft.span_id);
  let start: number | null = null;
  const seen = new Set<string>();
  while (at !== undefined && !seen.has(at.span_id)) {
    start = found.get(at.span_id) ?? ownStart(at);
    if (start !== null) break;
    seen.add(at.span_id);
    way.push(at.span_id);
    at = at.parent_span_id === null ? undefined : byId.get(at.parent_span_id);
  }
  const known = start ?? rest;
  for (const id of way) found.set(id, known);
  return known;
}

function ownStart({ start_us, events }: Draft): number | null {
  if (start_us !== null) return start_us;
  let least: number | null = null;
  for (const { at_us } of events) if (at_us !== null && (least === null || at_us < least)) least = at_us;
  return least;
}
