import type { Client } from "mission-control/client";
import type { Message } from "./live-socket.ts";
import { type Answer, operations } from "./note-work.ts";
import type { SimulateOperation } from "./simulate-operation.ts";

/**
 * What comes to a factory over its open socket. `generate` is work: reported as it goes, one trace from the first event
 * to the patch. `simulate_operation` is a replay: answered as `simulate_result` with the `request_id` it came with;
 * `simulate_cancel` says that nobody waits for that answer any more. Everything else on the socket is for those who watch.
 */
export function createOnRequest(
  { client, factory, simulate }: { client: Client; factory: string; simulate: SimulateOperation },
  send: (message: Message) => void,
): (message: Message) => Promise<void> {
  const underWay = new Map<unknown, AbortController>();

  async function generate({ message, trace_id }: Record<string, unknown>): Promise<void> {
    const job = { message: String(message ?? ""), dry: false };
    const about = { operation: "generate", details: { message: job.message } };
    let traceId = "";
    const work = async (inner: Client): Promise<Answer> => {
      traceId = inner.flow!.traceId;
      send({ type: "generation_started", payload: { factory, trace_id: traceId, message: job.message } });
      return operations["write-note"]!(inner, job);
    };
    const failed = (error: unknown): Answer => ({ ok: false, code: "INTERNAL", error: String(error) });
    const answer = await client.withTrace(String(trace_id ?? ""), work, about).catch(failed);
    const ended = answer.ok
      ? { type: "generation_complete", payload: { message: "noted" } }
      : { type: "error", payload: { message: `${answer.code}: ${answer.error}` } };
    send({ type: ended.type, payload: { ...ended.payload, factory, trace_id: traceId } });
    await client.flush();
  }

  return async ({ type, payload = {} }) => {
    if (type === "generate" && payload.factory === factory) return generate(payload);
    const { request_id } = payload;
    if (type === "simulate_cancel") underWay.get(request_id)?.abort();
    if (type !== "simulate_operation") return;
    const stop = new AbortController();
    underWay.set(request_id, stop);
    const answer = await simulate(payload, {}, stop.signal).catch(
      (error): Answer => ({ ok: false, code: "INTERNAL", error: String(error) }),
    );
    underWay.delete(request_id);
    send({ type: "simulate_result", payload: { request_id, answer } });
  };
}
