import { newSpanId, type TraceContext } from "../ports/trace-context.ts";
import { traceContextOf } from "./trace-context.ts";

/**
 * The flow of one call of an RPC session: what the call itself says (`{ traceparent }` or `{ "x-trace-id" }`), else that
 * of its session; every call is a span of its own.
 */
export function flowOfCall(session: TraceContext, said: unknown): TraceContext {
  const { traceId, parentSpanId, traceGiven } = ofCall(said) ?? session;
  return { traceId, parentSpanId, traceGiven, spanId: newSpanId() };
}

/** A flow that begins here. */
export const newFlow = (): TraceContext => traceContextOf(new Headers());

function ofCall(said: unknown): TraceContext | null {
  if (typeof said !== "object" || said === null) return null;
  const headers = new Headers();
  for (const name of ["traceparent", "x-trace-id"] as const) {
    const value = (said as Record<string, unknown>)[name];
    // what is fit for no header would be refused by `Headers` itself
    if (typeof value === "string" && /^[\x20-\x7e]{1,300}$/.test(value)) headers.set(name, value);
  }
  const flow = traceContextOf(headers);
  return flow.traceGiven ? flow : null;
}
