import type { OperationLog } from "../models/span.ts";
import { rowKey } from "./row-key.ts";
import { closesSpan, isPair, opensSpan } from "./stage-pair.ts";

/** The rows that one span is made of. `base` names it; `close` ended it; the rest happened in between. */
export interface RowGroup {
  base: OperationLog;
  close: OperationLog | null;
  between: OperationLog[];
}

/**
 * Which rows of a trace belong together, in the order in which they began. A row that has a length is a span by itself.
 * Rows of one moment are brackets: what opens waits for what closes it, under the same span id, or, where the sender
 * gives none, of the same source and operation. Every row is in exactly one group.
 */
export function groupRows(rows: readonly OperationLog[]): RowGroup[] {
  const groups: RowGroup[] = [];
  const waiting = new Map<string, RowGroup[]>();
  const whole = new Map<string, RowGroup>();
  for (const row of [...rows].sort((a, b) => a.start_us - b.start_us || a.id - b.id)) {
    const key = rowKey(row);
    const open = waiting.get(key) ?? [];
    if (closesSpan(row.stage)) {
      const at = open.findLastIndex(({ base }) => isPair(base.stage, row.stage));
      if (at !== -1) {
        open[at]!.close = row;
        open.splice(at, 1);
        continue;
      }
    }
    if (row.duration_ms === null && !opensSpan(row.stage)) {
      // a remark on what is under way, or on the span that has its id
      const about = open.at(-1) ?? (row.span_id === null ? undefined : whole.get(key));
      if (about) {
        about.between.push(row);
        continue;
      }
    }
    const group: RowGroup = { base: row, close: null, between: [] };
    groups.push(group);
    if (row.duration_ms !== null) {
      if (row.span_id !== null && !whole.has(key)) whole.set(key, group);
    } else if (opensSpan(row.stage)) waiting.set(key, [...open, group]);
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
    owner.between.push(base, ...group.between);
    return false;
  });
}

const isSpan = ({ base }: RowGroup): boolean => base.duration_ms !== null || opensSpan(base.stage);
