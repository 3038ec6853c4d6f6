import type { PatchRecord } from "../../../../shared/models/patch-record.ts";

/** Patches of one order that stand together, newest first. `key` is the group's oldest patch: it stays as rows join. */
export interface PatchGroup {
  key: string;
  order: string | null;
  rows: PatchRecord[];
}

/** A row of an order that rested longer than this, while others went on, begins a new group. */
const REST_MS = 30_000;
/** Patches between two closings of the open groups: what comes in live then stands in the upper half of a screen. */
const CHUNK = 16;

/**
 * Groups rows by order so that orders at work at the same time do not alternate line by line, and yet the newest
 * stand near the top. Walking from the oldest row, a row joins its order's last group where that group stands at the
 * top anyway, or where it had a row less than half a minute before and is still open. Every 16 patches the open
 * groups are closed, so that a long order takes its place at the top again.
 *
 * Where they close follows from the numbers of the patches, not from where the list begins: rows that come in at the
 * top never regroup those below, rows read at the bottom not those above, and the list does not jump. Only a filter
 * that leaves few of the numbers makes the closings wait for rows enough, and those can move.
 *
 * `rows` newest first; groups too, by their oldest row.
 */
export function groupRows(rows: readonly PatchRecord[]): PatchGroup[] {
  const groups: PatchGroup[] = [];
  const open = new Map<string | null, { group: PatchGroup; last: string }>();
  let chunk = chunkOf(rows.at(-1));
  let sinceClosed = 0;
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at]!;
    if (chunkOf(row) !== chunk && sinceClosed >= CHUNK / 2) {
      open.clear();
      sinceClosed = 0;
    }
    chunk = chunkOf(row);
    sinceClosed++;
    const top = groups.at(-1);
    const joins = top?.order === row.order_id ? top : stillOpen(open.get(row.order_id), row);
    const group: PatchGroup = joins ?? { key: row.patch_id, order: row.order_id, rows: [] };
    if (joins === null) groups.push(group);
    group.rows.push(row);
    open.set(row.order_id, { group, last: row.created_at });
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

const chunkOf = (row: PatchRecord | undefined): number => Math.floor((row?.id ?? 0) / CHUNK);
