import type { PatchRecord } from "../../../../shared/models/patch-record.ts";
import { groupRows, type PatchGroup } from "../stream/group-rows.ts";

/** A line of the list: every line is `LINE` high, so that a place is a multiplication. */
export type ListItem =
  /** `continued`: newer patches of the same order stand further up */
  | { is: "group"; key: string; group: PatchGroup; continued: boolean }
  | { is: "patch"; key: string; patch: PatchRecord };

/** Height of a line, in pixels. */
export const LINE = 32;

/** The list as lines: grouped by order, or flat. */
export function toItems(rows: readonly PatchRecord[], view: "stream" | "table"): ListItem[] {
  const line = (patch: PatchRecord): ListItem => ({ is: "patch", key: patch.patch_id, patch });
  if (view === "table") return rows.map(line);
  const seen = new Set<string | null>();
  return groupRows(rows).flatMap((group) => {
    const continued = seen.has(group.order);
    seen.add(group.order);
    return [{ is: "group" as const, key: `group:${group.key}`, group, continued }, ...group.rows.map(line)];
  });
}

/** The line of the next patch from line `from` (-1: before the first) in a direction; `from` where there is none. */
export function nextPatchLine(items: readonly ListItem[], from: number, step: 1 | -1): number {
  for (let at = from + step; at >= 0 && at < items.length; at += step)
    if (items[at]!.is === "patch") return at;
  return from;
}
