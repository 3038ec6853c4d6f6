import { type Draft, kindOf, type SpanKind, spanKinds } from "./drafts.ts";
import {
  type Fields,
  fieldsOf,
  hasKeys,
  listOf,
  momentOfNano,
  recordsOf,
  textOf,
  wholeOf,
} from "./json-fields.ts";
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

interface Origin {
  resource: Record<string, unknown>;
  scope: Record<string, unknown>;
}

function draftOf(span: Fields, traceId: string, spanId: string, { resource, scope }: Origin): Draft {
  const kind = kindOfSpan(span.kind);
  const attributes = attributesOf(span.attributes);
  const status = fieldsOf(span.status) ?? {};
  const message = textOf(status.message);
  const start = momentOfNano(span.startTimeUnixNano ?? span.start_time_unix_nano);
  const end = momentOfNano(span.endTimeUnixNano ?? span.end_time_unix_nano);
  const links = recordsOf(span.links).map(linkOf);
  const dropped = droppedOf(span);
  const state = textOf(span.traceState);
  const task = attributes.task_uuid;
  return {
    trace_id: traceId,
    span_id: spanId,
    parent_span_id: hexOf(span.parentSpanId ?? span.parent_span_id, 8) || null,
    source: textOf(resource["service.name"]) || "unknown_service",
    kind,
    operation: textOf(span.name),
    start_us: start,
    duration_us: end === null || start === null ? null : end - start,
    failed: status.code === "STATUS_CODE_ERROR" || wholeOf(status.code) === 2,
    task_uuid: typeof task === "string" && task !== "" ? task : null,
    details: {
      kind,
      ...(message === "" ? {} : { status_message: message }),
      ...(hasKeys(attributes) ? { attributes } : {}),
      ...(links.length > 0 ? { links } : {}),
      ...(state === "" ? {} : { trace_state: state }),
      ...(hasKeys(dropped) ? { dropped } : {}),
      ...(hasKeys(scope) ? { scope } : {}),
      ...(hasKeys(resource) ? { resource } : {}),
    },
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
  if (number !== null) return spanKinds[number] ?? "unspecified";
  return kindOf(textOf(value).replace(/^SPAN_KIND_/, ""));
}

function scopeOf(scope: Fields): Record<string, unknown> {
  const [name, version, attributes] = [
    textOf(scope.name),
    textOf(scope.version),
    attributesOf(scope.attributes),
  ];
  return {
    ...(name === "" ? {} : { name }),
    ...(version === "" ? {} : { version }),
    ...(hasKeys(attributes) ? { attributes } : {}),
  };
}

function linkOf(link: Fields): object {
  const attributes = attributesOf(link.attributes);
  return {
    trace_id: hexOf(link.traceId ?? link.trace_id, 16),
    span_id: hexOf(link.spanId ?? link.span_id, 8),
    ...(textOf(link.traceState) === "" ? {} : { trace_state: textOf(link.traceState) }),
    ...(hasKeys(attributes) ? { attributes } : {}),
  };
}

function droppedOf(span: Fields): Record<string, number> {
  const counts: Record<string, number> = {
    attributes: wholeOf(span.droppedAttributesCount) ?? 0,
    events: wholeOf(span.droppedEventsCount) ?? 0,
    links: wholeOf(span.droppedLinksCount) ?? 0,
  };
  return Object.values(counts).some((count) => count > 0) ? counts : {};
}
