import type { OperationLog } from "../models/span.ts";
import { type OpenGroups, openGroups } from "./open-groups.ts";
import type { RowGroup } from "./row-group.ts";
import { rowKey } from "./row-key.ts";
import { closesSpan, opensSpan } from "./stage-pair.ts";

/**
 * Which rows of a trace belong together, in the order in which they began. A row that has a length is a span by itself.
 * Rows of one moment are brackets: what opens waits for what closes it, under the same span id, or, where the sender
 * gives none, of the same source and operation. Every row is in exactly one group.
 */
export function groupRows(rows: readonly OperationLog[]): RowGroup[] {
  const sorted = [...rows].sort((a, b) => a.start_us - b.start_us || a.id - b.id);
  // spans with a length each, as OpenTelemetry sends them: nothing to pair
  if (sorted.every((row) => row.duration_ms !== null))
    return sorted.map((base) => ({ base, close: null, between: [] }));
  const groups: RowGroup[] = [];
  const waiting = new Map<string, OpenGroups>();
  const whole = new Map<string, RowGroup>();
  for (const row of sorted) {
    const key = rowKey(row);
    const open = waiting.get(key);
    if (open && closesSpan(row.stage)) {
      const ended = open.endedBy(row.stage, row.source);
      if (ended) {
        ended.close = row;
        continue;
      }
    }
    if (row.duration_ms === null && !opensSpan(row.stage)) {
      // a remark on what is under way, or on the span that has its id
      const about = open?.latest(row.source) ?? (row.span_id === null ? undefined : whole.get(key));
      if (about) {
        about.between.push(row);
        continue;
      }
    }
    const group: RowGroup = { base: row, close: null, between: [] };
    groups.push(group);
    if (row.duration_ms !== null) {
      if (row.span_id !== null && !whole.has(key)) whole.set(key, group);
    } else if (opensSpan(row.stage)) {
      const groupsOfKey = open ?? openGroups();
      groupsOfKey.add(group);
      waiting.set(key, groupsOfKey);
    }
  }
  return adopt(groups);
}

/** A remark that came before the span whose id it has still belongs to it. */
function adopt(groups: readonly RowGroup[]): RowGroup[] {
  const spans = new Map<string, RowGroup>();
  for (const group of groups)
    if (isSpan(group) && group.base.span_id !== null && !spans.has(group.base.span_id))
      spans.set(group.base.span_id, group);
  return groups.filter((group) => {
    const { base } = group;
    const owner = base.span_id === null || isSpan(group) ? undefined : spans.get(base.span_id);
    if (owner === undefined) return true;
    owner.between.push(base);
    for (const row of group.between) owner.between.push(row);
    return false;
  });
}

const isSpan = ({ base }: RowGroup): boolean => base.duration_ms !== null || opensSpan(base.stage);
