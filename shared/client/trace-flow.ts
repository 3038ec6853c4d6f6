import { wallClock } from "./wall-clock.ts";

/** Where a piece of work stands: the trace that it is of, and the span that it is done within, if any. */
export interface TraceFlow {
  traceId: string;
  parentSpanId?: string;
}

const hex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
export const newTraceId = (): string => hex(16);
export const newSpanId = (): string => hex(8);

/** The headers that hand a flow on: `x-trace-id`, and W3C `traceparent` where its ids fit that. */
export function flowHeaders({ traceId, parentSpanId }: TraceFlow): Record<string, string> {
  const headers: Record<string, string> = {};
  if (/^[A-Za-z0-9._:-]{1,200}$/.test(traceId)) headers["x-trace-id"] = traceId;
  if (/^[0-9a-f]{32}$/.test(traceId) && /^[0-9a-f]{16}$/.test(parentSpanId ?? ""))
    headers.traceparent = `00-${traceId}-${parentSpanId}-01`;
  return headers;
}

/** The flow that a request brings in its headers; a new one where it brings none. `traceparent` wins. */
export function flowOf(headers: { get(name: string): string | null }): TraceFlow {
  const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}/;
  const [, traceId, parentSpanId] = form.exec(headers.get("traceparent") ?? "") ?? [];
  if (traceId !== undefined && parentSpanId !== undefined) return { traceId, parentSpanId };
  return { traceId: headers.get("x-trace-id") || newTraceId() };
}

/** Microseconds since the epoch, ascending within one flow also where the clock of the machine is set back. */
export type Clock = () => number;
export function startClock(): Clock {
  const [wall, begun] = [wallClock(), performance.now()];
  return () => wall + Math.round((performance.now() - begun) * 1000);
}
