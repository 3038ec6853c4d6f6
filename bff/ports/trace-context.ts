/** Where in a flow a request stands, after W3C Trace Context. */
export interface TraceContext {
  /** 32 hex digits, or whatever the caller's `x-trace-id` was */
  traceId: string;
  /** the span of this request, 16 hex digits; who is called on its behalf gets it as parent */
  spanId: string;
  /** the caller's own span; null where it named none */
  parentSpanId: string | null;
  /** the caller named the trace; else it begins here */
  traceGiven: boolean;
}

const version = "00";
const sampled = "01";

/** 32 hex digits that no other trace has. */
export function newTraceId(): string {
  const id = crypto.randomUUID();
  return id.slice(0, 8) + id.slice(9, 13) + id.slice(14, 18) + id.slice(19, 23) + id.slice(24);
}

/** 16 hex digits that no other span has. */
export function newSpanId(): string {
  const id = crypto.randomUUID();
  return id.slice(19, 23) + id.slice(24);
}

/** The `traceparent` of whoever is called on behalf of this request; null where the trace id is none of W3C's. */
export const traceparentOf = ({
  traceId,
  spanId,
}: Pick<TraceContext, "traceId" | "spanId">): string | null =>
  /^[0-9a-f]{32}$/.test(traceId) ? `${version}-${traceId}-${spanId}-${sampled}` : null;
