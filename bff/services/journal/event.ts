import type { PatchEvent, PatchEventType, PatchStatus } from "../../../shared/models/patch-event.ts";
import type { Sender } from "../../ports/journal.ts";

/** A patch event with what senders may leave out filled in; `ts` is ISO-8601 UTC, so that it sorts as text. */
export interface FullEvent extends Omit<PatchEvent, "type" | "ts" | "meta"> {
  type: PatchEventType;
  ts: string;
  meta: NonNullable<PatchEvent["meta"]>;
  from: Sender;
}

/** A clock that runs ahead may not put its patches on top of the list for good. */
const toleratedAheadMs = 5 * 60_000;

/**
 * Fills in what other programs leave out: the type follows from `meta.error` and `ts_check_ok`, the time is `now`
 * (epoch ms) or the sender's own.
 */
export function completeEvent(event: PatchEvent, from: Sender, now: number): FullEvent {
  const own = event.ts === undefined ? now : Date.parse(event.ts);
  const at = own > now + toleratedAheadMs ? now : own;
  return {
    ...event,
    from,
    meta: { ...event.meta },
    type: event.type ?? impliedType(event),
    ts: new Date(at).toISOString(),
  };
}

function impliedType(event: PatchEvent): PatchEventType {
  if (event.meta?.error !== undefined || event.ts_check_ok === false) return "patch_failed";
  return event.ts_check_ok === true ? "patch_validated" : "patch_applied";
}

export const statusOf: Record<PatchEventType, PatchStatus> = {
  patch_requested: "requested",
  patch_applied: "applied",
  patch_validated: "validated",
  patch_failed: "failed",
  patch_reverted: "reverted",
};
