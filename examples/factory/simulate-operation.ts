import type { Client } from "mission-control/client";
import { type Answer, cancelled, operations } from "./note-work.ts";

/** What a replay asks of a factory: do this operation again, under a new trace, without a side effect. */
export type SimulateOperation = (
  input: unknown,
  headers?: Record<string, unknown>,
  signal?: AbortSignal,
) => Promise<Answer>;

const mostRemembered = 1000;

/**
 * `SimOps.simulateOperation({ trace_id, original_trace, operation, details, idempotency_key? })`. The same key gets the
 * same answer, and the work is done once: whoever asks may have lost the first answer. The `traceparent` under which the
 * spans are to stand is in `headers` or in the input. `signal` is aborted where nobody waits any more: the answer comes
 * at once, no further step is begun, and the key is forgotten, so that who asks again is not told so.
 */
export function createSimulateOperation(client: Client): SimulateOperation {
  const answered = new Map<string, Promise<Answer>>();

  async function simulate(
    input: unknown,
    headers: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const wanted = (input ?? {}) as Record<string, unknown>;
    const operation = operations[String(wanted.operation)];
    if (typeof wanted.trace_id !== "string" || wanted.trace_id === "")
      return refuse("send the trace_id of the replay");
    if (operation === undefined)
      return refuse(`"${wanted.operation}" is not done here; ${Object.keys(operations).join(" and ")} are`);
    const { message } = (wanted.details ?? {}) as { message?: unknown };
    if (typeof message !== "string") return refuse("send the message to note as details.message");
    const began = performance.now();
    const parent = parentIn(headers.traceparent ?? wanted.traceparent, wanted.trace_id);
    const flow = { traceId: wanted.trace_id, ...parent };
    const job = { message, dry: true, ...(signal && { signal }) };
    const details = { original_trace: wanted.original_trace };
    const work = (inner: Client): Promise<Answer> => unlessAborted(operation(inner, job), signal);
    const answer = await client.withTrace(flow, work, { operation: "SimOps.simulateOperation", details });
    void client.flush();
    return { ...answer, trace_id: wanted.trace_id, duration_ms: performance.now() - began };
  }

  return (input, headers = {}, signal) => {
    const key = (input as { idempotency_key?: unknown } | null)?.idempotency_key;
    if (typeof key !== "string") return simulate(input, headers, signal);
    const known = answered.get(key) ?? simulate(input, headers, signal);
    answered.set(key, known);
    const forget = () => {
      if (answered.get(key) === known) answered.delete(key);
    };
    known.then((answer) => answer.code === cancelled.code && forget(), forget);
    if (answered.size > mostRemembered) answered.delete(answered.keys().next().value!);
    return known;
  };
}

const refuse = (error: string): Answer => ({ ok: false, code: "INVALID_INPUT", error });

/** The answer, or that it was cancelled, whichever is first. */
function unlessAborted(answer: Promise<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  if (signal === undefined) return answer;
  return new Promise((resolve, reject) => {
    answer.then(resolve, reject);
    if (signal.aborted) resolve(cancelled);
    signal.addEventListener("abort", () => resolve(cancelled), { once: true });
  });
}

function parentIn(traceparent: unknown, traceId: string): { parentSpanId?: string } {
  const [, trace, parentSpanId] = String(traceparent ?? "").split("-");
  return trace === traceId && parentSpanId ? { parentSpanId } : {};
}
