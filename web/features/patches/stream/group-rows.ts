import type { PatchRecord } from "../../../../shared/models/patch-record.ts";

/** Patches of one order that stand together, newest first. `key` is the group's oldest patch: it stays as rows join. */
export interface PatchGroup {
  key: string;
  order: string | null;
  rows: PatchRecord[];
}

/** A row of an order that rested longer than this, while others went on, begins a new group. */
const REST_MS = 30_000;
/** About one patch in so many closes the open groups: what comes in live then stands in the upper half of a screen. */
const CHUNK = 12;

/**
 * Groups rows by order so that orders at work at the same time do not alternate line by line, and yet the newest
 * stand near the top. Walking from the oldest row, a row joins its order's last group where nothing of another
 * order came between, or where that group had a row less than half a minute before and is still open. About every 12
 * rows the open groups are closed, so that a long order takes its place at the top again.
 *
 * Which rows close is a property of the row itself (a hash of its id), not of its position: hence rows that come in
 * at the top or are read at the bottom never regroup those in between, and the list does not jump.
 *
 * `rows` newest first; groups too, by their oldest row.
 */
export function groupRows(rows: readonly PatchRecord[]): PatchGroup[] {
  const groups: PatchGroup[] = [];
  const open = new Map<string | null, { group: PatchGroup; last: string }>();
  let before: PatchGroup | null = null;
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at]!;
    if (closesGroups(row.patch_id)) open.clear();
    const joins = before?.order === row.order_id ? before : stillOpen(open.get(row.order_id), row);
    const group: PatchGroup = joins ?? { key: row.patch_id, order: row.order_id, rows: [] };
    if (joins === null) groups.push(group);
    group.rows.push(row);
    open.set(row.order_id, { group, last: row.created_at });
    before = group;
  }
  for (const group of groups) group.rows.reverse();
  return groups.reverse();
}

function stillOpen(
  held: { group: PatchGroup; last: string } | undefined,
  row: PatchRecord,
): PatchGroup | null {
  if (held === undefined) return null;
  return Date.parse(row.created_at) - Date.parse(held.last) <= REST_MS ? held.group : null;
}

/** FNV-1a over the id. */
function closesGroups(patchId: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < patchId.length; at++) hash = Math.imul(hash ^ patchId.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % CHUNK === 0;
}
