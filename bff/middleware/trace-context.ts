import { hasOwnAddress } from "../../shared/trace/own-address.ts";
import { newSpanId, newTraceId, type TraceContext } from "../ports/trace-context.ts";

/**
 * The flow a request belongs to: the trace id of a W3C `traceparent` where there is one, else `x-trace-id`, else a
 * new one (32 hex digits). What is not fit for a header, a log line or an address counts as absent.
 */
export function traceContextOf(headers: Headers): TraceContext {
  const spanId = newSpanId();
  const parent = parentOf(headers.get("traceparent") ?? "");
  if (parent !== null) return { ...parent, spanId, traceGiven: true };
  const own = headers.get("x-trace-id");
  if (own !== null && /^[A-Za-z0-9._:-]{1,200}$/.test(own) && hasOwnAddress(own))
    return { traceId: own, spanId, parentSpanId: null, traceGiven: true };
  return { traceId: newTraceId(), spanId, parentSpanId: null, traceGiven: false };
}

/** The id of the flow that a request names; null where it names none. */
export function traceGivenIn(headers: Headers): string | null {
  const { traceGiven, traceId } = traceContextOf(headers);
  return traceGiven ? traceId : null;
}

/** A version that is newer than ours may have more parts; the first four stay what they are. */
const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

function parentOf(traceparent: string): { traceId: string; parentSpanId: string } | null {
  const [, version, traceId, parentSpanId, more] = form.exec(traceparent.trim()) ?? [];
  if (traceId === undefined || parentSpanId === undefined) return null;
  if (version === "ff" || (version === "00" && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentSpanId)) return null;
  return { traceId, parentSpanId };
}
