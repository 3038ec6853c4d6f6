import type { Client } from "mission-control/client";
import { type Answer, operations } from "./note-work.ts";

/** What a replay asks of a factory: do this operation again, under a new trace, without a side effect. */
export type SimulateOperation = (input: unknown, headers?: Record<string, unknown>) => Promise<Answer>;

const mostRemembered = 1000;

/**
 * `SimOps.simulateOperation({ trace_id, original_trace, operation, details, idempotency_key? })`. The same key gets the
 * same answer, and the work is done once: whoever asks may have lost the first answer. `headers` may hold the
 * `traceparent` under which the spans are to stand.
 */
export function createSimulateOperation(client: Client): SimulateOperation {
  const answered = new Map<string, Promise<Answer>>();

  async function simulate(input: unknown, headers: Record<string, unknown>): Promise<Answer> {
    const wanted = (input ?? {}) as Record<string, unknown>;
    const operation = operations[String(wanted.operation)];
    if (typeof wanted.trace_id !== "string" || wanted.trace_id === "")
      return refuse("send the trace_id of the replay");
    if (operation === undefined)
      return refuse(`"${wanted.operation}" is not done here; ${Object.keys(operations).join(" and ")} are`);
    const { message } = (wanted.details ?? {}) as { message?: unknown };
    if (typeof message !== "string") return refuse("send the message to note as details.message");
    const began = performance.now();
    const flow = { traceId: wanted.trace_id, ...parentIn(headers, wanted.trace_id) };
    const details = { original_trace: wanted.original_trace };
    const answer = await client.withTrace(flow, (inner) => operation(inner, { message, dry: true }), {
      operation: "SimOps.simulateOperation",
      details,
    });
    void client.flush();
    return { ...answer, trace_id: wanted.trace_id, duration_ms: performance.now() - began };
  }

  return (input, headers = {}) => {
    const key = (input as { idempotency_key?: unknown } | null)?.idempotency_key;
    if (typeof key !== "string") return simulate(input, headers);
    const known = answered.get(key) ?? simulate(input, headers);
    answered.set(key, known);
    if (answered.size > mostRemembered) answered.delete(answered.keys().next().value!);
    return known;
  };
}

const refuse = (error: string): Answer => ({ ok: false, code: "INVALID_INPUT", error });

function parentIn(headers: Record<string, unknown>, traceId: string): { parentSpanId?: string } {
  const [, trace, parentSpanId] = String(headers.traceparent ?? "").split("-");
  return trace === traceId && parentSpanId ? { parentSpanId } : {};
}
