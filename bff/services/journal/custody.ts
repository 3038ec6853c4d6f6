import type { CustodyRecord, PatchRow } from "../../db/schema.ts";
import type { FullEvent } from "./event.ts";

/** What stands where the first row's `prev_hash` would be. */
export const genesis = "0".repeat(64);

export type CustodyLink = Omit<CustodyRecord, "hash">;

/** sha256 over `prev_hash` and every other column, as one JSON array in this order. */
export function custodyHash(sha256: (text: string) => string, row: CustodyLink): string {
  const { prev_hash, id, patch_id, factory, event_type, message, actor, ts } = row;
  return sha256(JSON.stringify([prev_hash, id, patch_id, factory, event_type, message, actor, ts]));
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

/** Who acted, and who reported it where that is another. */
export const actorOf = (requester: string | undefined, reporter: string): string =>
  requester === undefined || requester === reporter ? reporter : `${requester} via ${reporter}`;
