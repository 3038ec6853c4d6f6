/** A trace that was pasted into the search, and a span of it, where the text names one. */
export interface PastedTrace {
  traceId: string;
  spanId?: string;
}

/** Reads an id as W3C writes it, or a `traceparent` header as it stands in a log line; null: it is neither. */
export function pastedTrace(text: string): PastedTrace | null {
  const said = text.trim().toLowerCase();
  if (/^[0-9a-f]{32}$/.test(said)) return { traceId: said };
  const [, traceId, spanId] = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(said) ?? [];
  return traceId === undefined || spanId === undefined ? null : { traceId, spanId };
}
