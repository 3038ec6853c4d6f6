import type { Client } from "./client.ts";
import { loggedPair } from "./logged-pair.ts";
import { newSpanId, newTraceId, startClock } from "./trace-flow.ts";

/**
 * Calls `entrypoint.method(payload)` and logs `before_rpc` and `after_rpc`, also where it fails. The trace is that of
 * the client's flow, else the `trace_id` of the payload, else a new one; the call carries it, so that what the other
 * side logs comes below. Answers what the method answers, a refusal `{ ok: false }` included; throws where no answer
 * comes. Logging adds no wait and no failure.
 */
export async function orchestratorCall<Answer = Record<string, unknown>>(
  client: Client,
  entrypoint: string,
  method: string,
  payload?: unknown,
): Promise<Answer> {
  const named = (payload ?? {}) as { trace_id?: unknown; traceId?: unknown };
  const traceId = client.flow?.traceId ?? String(named.trace_id || named.traceId || newTraceId());
  const spanId = newSpanId();
  const operation = `${entrypoint}.${method}`;
  const span = { trace_id: traceId, span_id: spanId, parent_span_id: client.flow?.parentSpanId, operation };
  const log = { log: client.log, now: client.flow ? client.now : startClock() };
  const call = () => client.call([entrypoint, method], payload, { traceId, parentSpanId: spanId });
  return (await loggedPair(log, ["before_rpc", "after_rpc"], span, call)) as Answer;
}
