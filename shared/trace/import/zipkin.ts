import { hasKeys } from "../has-keys.ts";
import { kindNamed } from "../span-kind.ts";
import type { Draft } from "./drafts.ts";
import { addAttribute, type Fields, fieldsOf, lengthOf, momentOf, recordsOf, textOf } from "./json-fields.ts";
import type { Problems } from "./problems.ts";

/**
 * Spans of Zipkin v2. Both ends of a call may have one id (`shared`); they stay two spans, and the call tree puts the
 * one below the other. Pieces of one span that its service reported one after the other are made one.
 */
export function readZipkin(spans: readonly unknown[], problems: Problems): Draft[] {
  const found = spans.flatMap((value, n) => {
    const span = fieldsOf(value);
    if (span === null) return problems.add(`[${n}]`, "is no object");
    const missing = ["traceId", "id"].find((key) => textOf(span[key]) === "");
    if (missing !== undefined) return problems.add(`[${n}]`, `has no ${missing}`);
    if (Array.isArray(span.binaryAnnotations)) return problems.add(`[${n}]`, "is of Zipkin v1, not v2");
    return [{ draft: draftOf(span), shared: span.shared === true }];
  });
  joinTraceIds(found.map(({ draft }) => draft));
  return joinPieces(found);
}

function draftOf(span: Fields): Draft {
  const kind = kindNamed(textOf(span.kind));
  const attributes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fieldsOf(span.tags) ?? {})) addAttribute(attributes, key, value);
  const local = fieldsOf(span.localEndpoint) ?? {};
  const remote = fieldsOf(span.remoteEndpoint) ?? {};
  return {
    trace_id: textOf(span.traceId),
    span_id: textOf(span.id),
    parent_span_id: textOf(span.parentId) || null,
    source: nameOf(local) || "unknown_service",
    kind,
    operation: textOf(span.name),
    start_us: momentOf(span.timestamp),
    duration_us: lengthOf(span.duration),
    failed: Object.hasOwn(attributes, "error") && attributes.error !== "false" && attributes.error !== false,
    details: {
      kind,
      ...(hasKeys(attributes) ? { attributes } : {}),
      ...(hasKeys(remote) ? { remote } : {}),
      ...(hasKeys(local) ? { local } : {}),
      ...(span.shared === true ? { shared: true } : {}),
      ...(span.debug === true ? { debug: true } : {}),
    },
    events: recordsOf(span.annotations).map((annotation) => ({
      name: textOf(annotation.value),
      at_us: momentOf(annotation.timestamp),
      details: {},
    })),
  };
}

const nameOf = (endpoint: Fields): string =>
  textOf(endpoint.serviceName) || textOf(endpoint.ipv4) || textOf(endpoint.ipv6);

/** A trace has ids of 16 digits from senders that cut its 32: the same trace, where only one of the file ends so. */
function joinTraceIds(drafts: readonly Draft[]): void {
  const long = new Map<string, string | null>();
  for (const { trace_id } of drafts) {
    if (trace_id.length !== 32) continue;
    const low = trace_id.slice(16);
    const known = long.get(low);
    long.set(low, known === undefined || known === trace_id ? trace_id : null);
  }
  for (const draft of drafts)
    if (draft.trace_id.length === 16) draft.trace_id = long.get(draft.trace_id) ?? draft.trace_id;
}

/** A span is sent in pieces where it is flushed before it ends: one id, one service, one side of the call. */
function joinPieces(found: readonly { draft: Draft; shared: boolean }[]): Draft[] {
  const known = new Map<string, Draft>();
  const drafts: Draft[] = [];
  for (const { draft, shared } of found) {
    const key = `${draft.trace_id}\n${draft.span_id}\n${shared}\n${draft.source}`;
    const first = known.get(key);
    if (first === undefined) {
      known.set(key, draft);
      drafts.push(draft);
    } else if (isPieceOf(first, draft)) join(first, draft);
    else drafts.push(draft);
  }
  return drafts;
}

const isPieceOf = (a: Draft, b: Draft): boolean =>
  a.kind === b.kind || a.kind === "unspecified" || b.kind === "unspecified";

function join(into: Draft, piece: Draft): void {
  if (into.kind === "unspecified") into.kind = piece.kind;
  into.parent_span_id ??= piece.parent_span_id;
  into.operation ||= piece.operation;
  if (piece.start_us !== null) into.start_us = Math.min(into.start_us ?? piece.start_us, piece.start_us);
  if (piece.duration_us !== null) into.duration_us = Math.max(into.duration_us ?? 0, piece.duration_us);
  into.failed ||= piece.failed;
  const attributes = { ...fieldsOf(piece.details.attributes), ...fieldsOf(into.details.attributes) };
  into.details = {
    ...piece.details,
    ...into.details,
    kind: into.kind,
    ...(hasKeys(attributes) ? { attributes } : {}),
  };
  for (const event of piece.events)
    if (!into.events.some(({ name, at_us }) => name === event.name && at_us === event.at_us))
      into.events.push(event);
}
