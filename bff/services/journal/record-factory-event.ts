import type { FactoryEventType } from "../../../shared/events.ts";
import { ok, type Result, refuse } from "../../../shared/result.ts";
import type { Ports } from "../../ports/ports.ts";
import { traceIdIn } from "./custody.ts";

/** Everyone who watches gets it, and the log keeps it. */
const maxPayloadBytes = 64 * 1024;

/** Records what a factory sent, with its custody row under the `trace_id` of its payload; then everyone watching receives it. */
export async function recordFactoryEvent(
  { journal }: Pick<Ports, "journal">,
  event: { type: FactoryEventType; payload: Record<string, unknown>; actor: string },
): Promise<Result<{ seq: number }>> {
  const size = JSON.stringify(event.payload).length;
  if (size > maxPayloadBytes) {
    return refuse("BODY_TOO_LARGE", `the payload has ${size} characters; ${maxPayloadBytes} is the limit`);
  }
  const { seq } = await journal.factory({ ...event, traceId: traceIdIn(event.payload.trace_id) });
  return ok({ seq });
}
