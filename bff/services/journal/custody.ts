import type { CustodyRecord, PatchRow } from "../../db/schema.ts";
import type { FullEvent } from "./event.ts";

/** What stands where the first row's `prev_hash` would be. */
export const genesis = "0".repeat(64);

export type CustodyLink = Omit<CustodyRecord, "hash">;

/**
 * sha256 over `prev_hash` and every other column, as one JSON array in this order. The trace is the last of it where
 * there is one: rows from before there were traces have the hash they always had.
 */
export function custodyHash(sha256: (text: string) => string, row: CustodyLink): string {
  const { prev_hash, id, patch_id, factory, event_type, message, actor, ts, trace_id } = row;
  const covered = [prev_hash, id, patch_id, factory, event_type, message, actor, ts];
  return sha256(JSON.stringify(trace_id === null ? covered : [...covered, trace_id]));
}

/** What the custody row of a patch event says, in a few words. */
export function custodyMessage(event: FullEvent, after: PatchRow): string | null {
  switch (event.type) {
    case "patch_requested":
      return event.meta.reason || null;
    case "patch_applied":
      return changeOf(after);
    case "patch_validated":
      return event.ts_check_ok === true ? "no new type error" : "nothing to type-check";
    case "patch_failed":
      return (event.meta.error ?? event.ts_check_out ?? "failed").slice(0, 2000);
    case "patch_reverted":
      return after.reverted_by === null ? null : `by ${after.reverted_by}`;
  }
}

function changeOf(row: PatchRow): string | null {
  const parts: string[] = [];
  if (row.lines_added !== null && row.lines_removed !== null) {
    parts.push(`+${row.lines_added} −${row.lines_removed}`);
  }
  if (row.after_hash !== null) parts.push(`contents ${row.after_hash.slice(0, 12)}`);
  return parts.length === 0 ? null : parts.join(", ");
}

/** Who asked for what the event tells: of a revert, who reverted; its `requester` is the patch's own. */
export function requesterOf({ type, meta }: FullEvent): string | undefined {
  const reverter = type === "patch_reverted" ? meta.revert_requester : undefined;
  return typeof reverter === "string" && reverter !== "" ? reverter : meta.requester;
}

/**
 * The flow in which it happened: of a revert that of the revert, for `trace_id` is the patch's own; else the event's,
 * or, where it names none, the patch's, which is that of whoever first told of it.
 */
export function traceOf({ type, meta }: FullEvent, after: Pick<PatchRow, "trace_id">): string | null {
  const own = type === "patch_reverted" ? traceIdIn(meta.revert_trace_id) : null;
  return own ?? traceIdIn(meta.trace_id) ?? traceIdIn(after.trace_id);
}

/** A trace id that somebody sent; null where it can be none. */
export const traceIdIn = (value: unknown): string | null =>
  typeof value === "string" && value !== "" && value.length <= 200 ? value : null;

/** Who acted, and who reported it where that is another. */
export const actorOf = (requester: string | undefined, reporter: string): string =>
  requester === undefined || requester === reporter ? reporter : `${requester} via ${reporter}`;
