import type { LogEvent } from "../../../shared/models/log-event.ts";
import type { OtlpSpan } from "./export-request.ts";
import type { Origin } from "./origin.ts";

const kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"] as const;
const stages: Readonly<Record<string, string>> = {
  server: "request_received",
  consumer: "request_received",
  client: "outbound_call",
  producer: "outbound_call",
};
const longestName = 2000;

/**
 * The span as a log event, or, in words, why it is none. Attributes keep their names, below `attributes` and
 * `resource`, so that nothing of the sender's can be taken for ours.
 */
export function toLogEvent(span: OtlpSpan, origin: Origin): LogEvent | string {
  if (!isId(span.traceId, 32)) return "its trace id is not 16 bytes with one that is not zero";
  if (!isId(span.spanId, 16)) return "its span id is not 8 bytes with one that is not zero";
  if (!Number.isSafeInteger(span.startUs) || !Number.isSafeInteger(span.endUs))
    return "its times are beyond the year 2255";
  const kind = kinds[span.kind] ?? "unspecified";
  const begun = span.startUs || span.endUs;
  const task = span.attributes.task_uuid;
  return {
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: isId(span.parentSpanId, 16) ? span.parentSpanId : null,
    source: origin.source,
    stage: stages[kind] ?? "processing",
    operation: span.name.slice(0, longestName) || "unnamed",
    task_uuid: typeof task === "string" && task !== "" ? task.slice(0, 200) : null,
    // one that says no time at all happened when it came
    ...(begun === 0 ? {} : { start_us: begun }),
    duration_ms: span.endUs === 0 ? null : (span.endUs - begun) / 1000,
    status: span.status.code === 2 ? "error" : "ok",
    details: detailsOf(span, kind, origin),
  };
}

function detailsOf(span: OtlpSpan, kind: string, { resource, scope }: Origin): Record<string, unknown> {
  const details: Record<string, unknown> = { kind };
  if (span.name.length > longestName) details.name = span.name;
  if (span.status.message !== "") details.status_message = span.status.message;
  if (hasKeys(span.attributes)) details.attributes = span.attributes;
  if (span.events.length > 0)
    details.events = span.events.map(({ name, atUs, attributes }) => ({
      name,
      at_us: atUs,
      details: attributes,
    }));
  if (span.links.length > 0)
    details.links = span.links.map(({ traceId, spanId, traceState, attributes }) => ({
      trace_id: traceId,
      span_id: spanId,
      ...(traceState === "" ? {} : { trace_state: traceState }),
      ...(hasKeys(attributes) ? { attributes } : {}),
    }));
  if (span.traceState !== "") details.trace_state = span.traceState;
  const { attributes, events, links } = span.dropped;
  if (attributes + events + links > 0) details.dropped = span.dropped;
  if (scope.name !== "")
    details.scope = {
      name: scope.name,
      ...(scope.version === "" ? {} : { version: scope.version }),
      ...(hasKeys(scope.attributes) ? { attributes: scope.attributes } : {}),
    };
  if (hasKeys(resource)) details.resource = resource;
  return details;
}

function hasKeys(value: object): boolean {
  for (const _ in value) return true;
  return false;
}

const isId = (hex: string, length: number): boolean => hex.length === length && !/^0+$/.test(hex);
