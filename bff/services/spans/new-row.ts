import type { LogEvent } from "../../../shared/models/log-event.ts";
import { type Refusal, refuse } from "../../../shared/result.ts";
import { isFailure } from "../../../shared/trace/stage-pair.ts";
import type { LogHead } from "../../ports/live-spans.ts";
import type { SpanSender } from "../../ports/span-log.ts";
import { epochUs } from "./epoch-us.ts";

/** Most characters of one event's details as JSON. They are kept whole up to here; lists and live views cut them. */
export const mostDetails = 10 * 1024 * 1024;

/** A row on its way to the store; `id` is given when its transaction is planned. */
export interface NewRow {
  log: LogHead;
  /** its details as they are stored: nothing holds on to the objects they came as */
  text: string;
}

/** The event with what it left out: the trace of its request, the time of its arrival, the status its stage says. */
export function newRow(event: LogEvent, from: SpanSender, nowMs: number): NewRow {
  const start = event.start_us ?? (event.timestamp === undefined ? nowMs * 1000 : epochUs(event.timestamp));
  return {
    log: {
      id: 0,
      timestamp: isoOf(Math.floor(start / 1000)),
      trace_id: event.trace_id ?? from.traceId,
      span_id: event.span_id ?? null,
      parent_span_id: event.parent_span_id ?? null,
      source: event.source,
      stage: event.stage,
      operation: event.operation,
      task_uuid: event.task_uuid ?? null,
      start_us: start,
      duration_ms: event.duration_ms ?? null,
      status: event.status ?? (isFailure(event.stage) ? "error" : "ok"),
    },
    text: event.details === undefined ? "{}" : asJson(event.details),
  };
}

/** The second that was asked for last, and its ISO text up to the dot: rows that come together are of few seconds. */
const lastSecond = { at: Number.NaN, text: "" };

/** As `Date.toISOString`, milliseconds since the epoch, from 1970 on. */
function isoOf(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== lastSecond.at) {
    lastSecond.text = new Date(second * 1000).toISOString().slice(0, -4);
    lastSecond.at = second;
  }
  return `${lastSecond.text}${String(ms - second * 1000).padStart(3, "0")}Z`;
}

/** Cap'n Web carries what JSON does not: a bigint is stored as its digits. */
function asJson(details: Record<string, unknown>): string {
  try {
    return JSON.stringify(details);
  } catch {
    return JSON.stringify(details, (_key, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
  }
}

/** Whether both say the same of the same span: the second is the first, sent again. Without a span id nobody knows. */
export const isSame = (a: NewRow, b: NewRow): boolean =>
  a.log.span_id !== null &&
  a.log.span_id === b.log.span_id &&
  a.log.trace_id === b.log.trace_id &&
  a.log.start_us === b.log.start_us &&
  a.log.stage === b.log.stage &&
  a.log.source === b.log.source &&
  a.log.operation === b.log.operation &&
  a.log.parent_span_id === b.log.parent_span_id &&
  a.log.task_uuid === b.log.task_uuid &&
  a.log.duration_ms === b.log.duration_ms &&
  a.log.status === b.log.status &&
  a.text === b.text;

export function tooLong(rows: readonly NewRow[]): Refusal | null {
  const at = rows.findIndex(({ text }) => text.length > mostDetails);
  if (at === -1) return null;
  return refuse(
    "BODY_TOO_LARGE",
    `the details of event ${at} ("${rows[at]!.log.operation.slice(0, 100)}") are ${rows[at]!.text.length} characters of JSON; ${mostDetails} is the most. Nothing was stored: shorten them, or log a reference to where the whole is`,
    { event: at, limit: mostDetails },
  );
}
