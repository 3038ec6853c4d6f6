import { type OtlpLink, type OtlpOrigin, otlpDetails, scopeDetails } from "../otlp-details.ts";
import { kindNamed, kindNumbered, type SpanKind } from "../span-kind.ts";
import type { Draft } from "./drafts.ts";
import { type Fields, fieldsOf, listOf, momentOfNano, recordsOf, textOf, wholeOf } from "./json-fields.ts";
import { hexOf } from "./otlp-id.ts";
import { attributesOf } from "./otlp-value.ts";
import type { Problems } from "./problems.ts";

/** Spans of OTLP's `ResourceSpans`, as its JSON mapping writes them, and as older and other writers do. */
export function readResourceSpans(resourceSpans: Fields, at: string, problems: Problems): Draft[] {
  const resource = attributesOf(fieldsOf(resourceSpans.resource)?.attributes);
  const scopes = listOf(
    resourceSpans.scopeSpans ?? resourceSpans.scope_spans ?? resourceSpans.instrumentationLibrarySpans,
  );
  return scopes.flatMap((one, n) => {
    const scopeSpans = fieldsOf(one);
    if (scopeSpans === null) return problems.add(`${at}.scopeSpans[${n}]`, "is no object");
    const scope = scopeOf(fieldsOf(scopeSpans.scope ?? scopeSpans.instrumentationLibrary) ?? {});
    return listOf(scopeSpans.spans).flatMap((value, m) => {
      const place = `${at}.scopeSpans[${n}].spans[${m}]`;
      const span = fieldsOf(value);
      if (span === null) return problems.add(place, "is no object");
      const traceId = hexOf(span.traceId ?? span.trace_id, 16);
      const spanId = hexOf(span.spanId ?? span.span_id, 8);
      if (traceId === "" || spanId === "")
        return problems.add(place, `has no ${traceId === "" ? "traceId" : "spanId"}`);
      return [draftOf(span, traceId, spanId, { resource, scope })];
    });
  });
}

function draftOf(span: Fields, traceId: string, spanId: string, origin: OtlpOrigin): Draft {
  const kind = kindOfSpan(span.kind);
  const attributes = attributesOf(span.attributes);
  const status = fieldsOf(span.status) ?? {};
  const start = momentOfNano(span.startTimeUnixNano ?? span.start_time_unix_nano);
  const end = momentOfNano(span.endTimeUnixNano ?? span.end_time_unix_nano);
  const task = attributes.task_uuid;
  return {
    trace_id: traceId,
    span_id: spanId,
    parent_span_id: hexOf(span.parentSpanId ?? span.parent_span_id, 8) || null,
    source: textOf(origin.resource["service.name"]) || "unknown_service",
    kind,
    operation: textOf(span.name),
    start_us: start,
    duration_us: end === null || start === null ? null : end - start,
    failed: status.code === "STATUS_CODE_ERROR" || wholeOf(status.code) === 2,
    task_uuid: typeof task === "string" && task !== "" ? task : null,
    details: otlpDetails(
      kind,
      {
        status: { message: textOf(status.message) },
        attributes,
        links: recordsOf(span.links).map(linkOf),
        traceState: textOf(span.traceState),
        dropped: {
          attributes: wholeOf(span.droppedAttributesCount) ?? 0,
          events: wholeOf(span.droppedEventsCount) ?? 0,
          links: wholeOf(span.droppedLinksCount) ?? 0,
        },
      },
      origin,
    ),
    events: recordsOf(span.events).map((event) => ({
      name: textOf(event.name),
      at_us: momentOfNano(event.timeUnixNano ?? event.time_unix_nano),
      details: attributesOf(event.attributes),
    })),
  };
}

/** A number, or the name of the enum. */
function kindOfSpan(value: unknown): SpanKind {
  const number = wholeOf(value);
  if (number !== null) return kindNumbered(number);
  return kindNamed(textOf(value).replace(/^SPAN_KIND_/, ""));
}

const scopeOf = (scope: Fields): OtlpOrigin["scope"] =>
  scopeDetails(textOf(scope.name), textOf(scope.version), attributesOf(scope.attributes));

const linkOf = (link: Fields): OtlpLink => ({
  traceId: hexOf(link.traceId ?? link.trace_id, 16),
  spanId: hexOf(link.spanId ?? link.span_id, 8),
  traceState: textOf(link.traceState),
  attributes: attributesOf(link.attributes),
});
