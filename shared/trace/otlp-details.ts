import { hasKeys } from "./has-keys.ts";
import type { SpanKind } from "./span-kind.ts";

// What becomes of an OTLP span's fields in our `details`: the same whether it was sent here or is read from a file.

type Attributes = Readonly<Record<string, unknown>>;

/** Where a span comes from, the same for all spans of a scope. */
export interface OtlpOrigin {
  /** as `scopeDetails` makes it */
  scope: Attributes;
  resource: Attributes;
}

export interface OtlpLink {
  traceId: string;
  spanId: string;
  traceState: string;
  attributes: Attributes;
}

/** Of a span what goes into its details; "" and what is empty is left out there. */
export interface OtlpFacts {
  status: { message: string };
  attributes: Attributes;
  links: readonly OtlpLink[];
  traceState: string;
  /** what the sender left out */
  dropped: { attributes: number; events: number; links: number };
}

/**
 * The details of a span. Attributes keep their names, below `attributes` and `resource`, so that nothing of the sender's
 * can be taken for ours. `events`: ready ones, where they are kept with the details.
 */
export function otlpDetails(
  kind: SpanKind,
  span: OtlpFacts,
  { scope, resource }: OtlpOrigin,
  events: readonly object[] = [],
): Record<string, unknown> {
  const details: Record<string, unknown> = { kind };
  if (span.status.message !== "") details.status_message = span.status.message;
  if (hasKeys(span.attributes)) details.attributes = span.attributes;
  if (events.length > 0) details.events = events;
  if (span.links.length > 0) details.links = span.links.map(linkOf);
  if (span.traceState !== "") details.trace_state = span.traceState;
  const { attributes, events: ofEvents, links } = span.dropped;
  if (attributes + ofEvents + links > 0) details.dropped = span.dropped;
  if (hasKeys(scope)) details.scope = scope;
  if (hasKeys(resource)) details.resource = resource;
  return details;
}

/** A scope as `details.scope` has it. */
export const scopeDetails = (name: string, version: string, attributes: Attributes): Attributes => ({
  ...(name === "" ? {} : { name }),
  ...(version === "" ? {} : { version }),
  ...(hasKeys(attributes) ? { attributes } : {}),
});

const linkOf = ({ traceId, spanId, traceState, attributes }: OtlpLink): object => ({
  trace_id: traceId,
  span_id: spanId,
  ...(traceState === "" ? {} : { trace_state: traceState }),
  ...(hasKeys(attributes) ? { attributes } : {}),
});
