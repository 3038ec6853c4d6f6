import type { OperationLog, Span, SpanEvent, SpanMark } from "../models/span.ts";
import { groupRows } from "./group-rows.ts";
import type { RowGroup } from "./row-group.ts";
import { isFailure, opensSpan } from "./stage-pair.ts";

/**
 * Spans out of the rows of one trace, ascending by start. What was logged at its begin and its end is one span, as long
 * as its closing row says, else as far apart as the two are. Nothing is dropped: what belongs to no span is a `point`.
 */
export const pairPoints = (rows: readonly OperationLog[]): Span[] =>
  groupRows(rows)
    .map(spanOf)
    .sort((a, b) => a.start_us - b.start_us || a.id - b.id);

export function spanOf({ base, close, between }: RowGroup): Span {
  const marks: SpanMark[] = [];
  let length = lengthOf(base, close);
  if (length === null && opensSpan(base.stage)) marks.push("open");
  if (base.duration_ms === null && !opensSpan(base.stage)) {
    marks.push("point");
    length = 0;
  }
  if (length !== null && length < 0) {
    marks.push("backwards");
    length = 0;
  }
  const [before, after] = [eventsIn(base.details.events), eventsIn(close?.details.events)];
  return {
    id: firstId(base, close, between),
    trace_id: base.trace_id,
    span_id: base.span_id,
    parent_span_id: base.parent_span_id ?? close?.parent_span_id ?? null,
    source: base.source,
    stage: base.stage,
    operation: base.operation,
    task_uuid: base.task_uuid ?? close?.task_uuid ?? null,
    start_us: base.start_us,
    duration_us: length,
    status: failed(base) || (close !== null && failed(close)) || between.some(failed) ? "error" : "ok",
    details: joined(base.details, close?.details ?? null, { before, after }),
    events: byTime(between.map(eventOf).concat(before ?? [], after ?? [])),
    marks,
  };
}

type Details = Record<string, unknown>;

/** What `spanOf` makes of the details of a base and of what closed it; null: nothing did. */
export const detailsOfSpan = (base: Details, close: Details | null): Details =>
  joined(base, close, { before: eventsIn(base.events), after: eventsIn(close?.events) });

/** Events are told as such, and are no details then. */
function joined(
  base: Details,
  close: Details | null,
  { before, after }: Record<"before" | "after", SpanEvent[] | null>,
): Details {
  const details = close === null ? base : { ...base, ...close };
  const lifted = (close !== null && "events" in close ? after : before) !== null;
  return lifted ? without(details, "events") : details;
}

const failed = ({ status, stage }: OperationLog): boolean => status === "error" || isFailure(stage);

/** A loop, as there may be more rows than a call takes arguments. */
function firstId(base: OperationLog, close: OperationLog | null, between: readonly OperationLog[]): number {
  let least = close === null ? base.id : Math.min(base.id, close.id);
  for (const { id } of between) if (id < least) least = id;
  return least;
}

const byTime = (events: SpanEvent[]): SpanEvent[] =>
  events.length < 2 ? events : events.sort((a, b) => a.at_us - b.at_us);

function without(details: Details, key: string): Details {
  const { [key]: _, ...rest } = details;
  return rest;
}

/** Microseconds; null: it has not ended. */
function lengthOf(base: OperationLog, close: OperationLog | null): number | null {
  const said = close?.duration_ms ?? base.duration_ms;
  if (said !== null) return Math.round(said * 1000);
  return close === null ? null : close.start_us - base.start_us;
}

const eventOf = ({ stage, start_us, details }: OperationLog): SpanEvent => ({
  name: stage,
  at_us: start_us,
  details,
});

/** Events that the sender had in the span itself, as OpenTelemetry's has; null where `events` is something else. */
function eventsIn(value: unknown): SpanEvent[] | null {
  if (!Array.isArray(value)) return null;
  const events: SpanEvent[] = [];
  for (const one of value as (Partial<SpanEvent> | null)[]) {
    if (typeof one?.name !== "string" || !Number.isSafeInteger(one.at_us)) return null;
    const { details = {} } = one;
    if (typeof details !== "object" || details === null || Array.isArray(details)) return null;
    events.push({ name: one.name, at_us: one.at_us!, details });
  }
  return events;
}
