import type { PatchRecord } from "../../../../shared/models/patch-record.ts";
import { newestFirst } from "../../../../shared/patch-cursor.ts";

/**
 * Puts records into a list that is sorted newest first and holds each patch once. Of two copies of a patch the one
 * with the higher `seq` stays, whichever came first, so that history and the live feed may overlap in any way.
 *
 * `keeps` says whether a patch that is in the list may stay as it now is; `admits`, whether one that is not in it
 * may come in. Answers the list (the same array where nothing changed), and those that were not let in.
 */
export function mergeRecords(
  rows: readonly PatchRecord[],
  incoming: readonly PatchRecord[],
  keeps: (record: PatchRecord) => boolean,
  admits: (record: PatchRecord) => boolean,
): { rows: readonly PatchRecord[]; added: PatchRecord[]; left: PatchRecord[] } {
  const newest = new Map<string, PatchRecord>();
  for (const record of incoming) {
    const other = newest.get(record.patch_id);
    if (other === undefined || other.seq < record.seq) newest.set(record.patch_id, record);
  }
  if (newest.size === 0) return { rows, added: [], left: [] };

  const moved: PatchRecord[] = [];
  let changed = false;
  const stayed: PatchRecord[] = [];
  for (const row of rows) {
    const other = newest.size > 0 ? newest.get(row.patch_id) : undefined;
    if (other === undefined) {
      stayed.push(row);
      continue;
    }
    newest.delete(row.patch_id);
    if (other.seq <= row.seq) stayed.push(row);
    else {
      changed = true;
      // an event that was delivered late may have moved the patch to an earlier time
      if (!keeps(other)) continue;
      else if (newestFirst(row, other) === 0) stayed.push(other);
      else moved.push(other);
    }
  }

  const added: PatchRecord[] = [];
  const left: PatchRecord[] = [];
  for (const record of newest.values()) (admits(record) ? added : left).push(record);
  const entering = [...added, ...moved].sort(newestFirst);
  if (entering.length === 0) return { rows: changed ? stayed : rows, added, left };
  return { rows: interleave(entering, stayed), added, left };
}

/** Two lists, each newest first, as one. */
function interleave(a: readonly PatchRecord[], b: readonly PatchRecord[]): PatchRecord[] {
  const all: PatchRecord[] = [];
  let at = 0;
  for (const record of a) {
    while (at < b.length && newestFirst(b[at]!, record) < 0) all.push(b[at++]!);
    all.push(record);
  }
  while (at < b.length) all.push(b[at++]!);
  return all;
}
