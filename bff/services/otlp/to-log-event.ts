import type { LogEvent } from "../../../shared/models/log-event.ts";
import { aTime, endOfTime } from "../../../shared/trace/end-of-time.ts";
import { otlpDetails } from "../../../shared/trace/otlp-details.ts";
import { kindNumbered, type SpanKind, stageOfKind } from "../../../shared/trace/span-kind.ts";
import type { OtlpSpan } from "./export-request.ts";
import type { Origin } from "./origin.ts";

const longestName = 2000;

/** The span as a log event, or, in words, why it is none. */
export function toLogEvent(span: OtlpSpan, origin: Origin): LogEvent | string {
  if (!isId(span.traceId, 32)) return "its trace id is not 16 bytes with one that is not zero";
  if (!isId(span.spanId, 16)) return "its span id is not 8 bytes with one that is not zero";
  if (![span.startUs, span.endUs].every((us) => us >= 0 && us < endOfTime * 1000))
    return `it does not begin and end at ${aTime}`;
  const kind = kindNumbered(span.kind);
  const begun = span.startUs || span.endUs;
  const task = span.attributes.task_uuid;
  return {
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: isId(span.parentSpanId, 16) ? span.parentSpanId : null,
    source: origin.source,
    stage: stageOfKind[kind],
    operation: span.name.slice(0, longestName) || "unnamed",
    task_uuid: typeof task === "string" && task !== "" ? task.slice(0, 200) : null,
    // one that says no time at all happened when it came
    ...(begun === 0 ? {} : { start_us: begun }),
    duration_ms: span.endUs === 0 ? null : (span.endUs - begun) / 1000,
    status: span.status.code === 2 ? "error" : "ok",
    details: detailsOf(span, kind, origin),
  };
}

function detailsOf(span: OtlpSpan, kind: SpanKind, origin: Origin): Record<string, unknown> {
  const events = span.events.map(({ name, atUs, attributes }) => ({
    name,
    at_us: atUs,
    details: attributes,
  }));
  const details = otlpDetails(kind, span, origin, events);
  if (span.name.length > longestName) details.name = span.name;
  return details;
}

const isId = (hex: string, length: number): boolean => hex.length === length && !/^0+$/.test(hex);
