import type { PatchEvent } from "../../../shared/models/patch-event.ts";
import type { Delivery } from "../../host/node/outbox/outbox.ts";
import { apiUrl, type Server } from "./discover-server.ts";
import { call } from "./http.ts";

/** Statuses that are about the event itself. Anything else (who asks, where, how often, a broken server) can change. */
const final = new Set([400, 409, 413, 415, 422]);

/**
 * Posts one event, in its own flow or, where it names none, in `flow`. An event that was taken before is taken again
 * without effect: its `event_id` says so.
 */
export async function deliver(
  server: Server,
  event: PatchEvent,
  timeoutMs: number,
  flow?: string,
): Promise<Delivery> {
  const answer = await call({
    method: "POST",
    url: apiUrl(server, "/api/patches/events"),
    token: server.token,
    body: event,
    traceId: ownFlow(event) ?? flow,
    timeoutMs,
  });
  if (!answer.ok) return { kind: "later", reason: answer.reason };
  if (answer.status >= 200 && answer.status < 300) return { kind: "delivered" };
  const reason = reasonIn(answer.body) ?? `HTTP ${answer.status}`;
  return final.has(answer.status)
    ? { kind: "refused", status: answer.status, reason }
    : { kind: "later", reason: `HTTP ${answer.status}: ${reason}` };
}

/** The trace that an event names: of a revert that of the revert, for `trace_id` is that of the patch it undoes. */
export function ownFlow(event: PatchEvent | undefined): string | undefined {
  const reverting = event?.type === "patch_reverted" ? event.meta?.revert_trace_id : undefined;
  return typeof reverting === "string" ? reverting : event?.meta?.trace_id;
}

/** The `error` of a refusal, where the body is one. */
export function reasonIn(body: string): string | null {
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    return typeof error === "string" ? error : null;
  } catch {
    return null;
  }
}
