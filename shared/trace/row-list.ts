import type { TraceSkeleton } from "../models/trace-skeleton.ts";

/** The shape of a call tree, worked out once for a skeleton. */
export interface RowTree {
  parent: ArrayLike<number>;
  /** depth of each row */
  depth: Int32Array;
  /** the row after the last one below each row: what a collapse jumps to */
  end: Int32Array;
}

/** O(n). Relies on rows being depth first, as the skeleton has them. */
export function rowTree({ parent }: Pick<TraceSkeleton, "parent">): RowTree {
  const depth = new Int32Array(parent.length);
  const end = new Int32Array(parent.length);
  for (let row = 0; row < parent.length; row++) {
    const above = parent[row]!;
    depth[row] = above === -1 ? 0 : depth[above]! + 1;
    end[row] = row + 1;
  }
  for (let row = parent.length - 1; row >= 0; row--) {
    const above = parent[row]!;
    if (above !== -1 && end[above]! < end[row]!) end[above] = end[row]!;
  }
  return { parent, depth, end };
}

export const hasChildren = ({ end }: RowTree, row: number): boolean => end[row]! > row + 1;

/** Rows that are listed where those of `collapsed` hide what is below them, ascending. O(listed). */
export function listRows({ end }: RowTree, collapsed: ReadonlySet<number>): Int32Array {
  const listed = new Int32Array(end.length);
  let count = 0;
  for (let row = 0; row < end.length; row = collapsed.has(row) ? end[row]! : row + 1) listed[count++] = row;
  return listed.slice(0, count);
}

/**
 * Where a row is in the list: its index, or that of the collapsed row that hides it. O(log n); -1 where the list is empty.
 */
export function placeOf(listed: ArrayLike<number>, row: number): number {
  let [low, high] = [0, listed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (listed[middle]! <= row) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** First and last (exclusive) index of the list on screen, pixels given; `over` rows more on both sides. O(1). */
export function visibleRows(
  count: number,
  { top, height, rowHeight, over = 0 }: { top: number; height: number; rowHeight: number; over?: number },
): { first: number; end: number } {
  const clamp = (index: number) => Math.min(count, Math.max(0, index));
  const first = clamp(Math.floor(top / rowHeight) - over);
  return { first, end: Math.max(first, clamp(Math.ceil((top + height) / rowHeight) + over)) };
}

/** Opens everything above a row, so that it is listed. The same set where it is already. */
export function revealed(
  { parent }: RowTree,
  collapsed: ReadonlySet<number>,
  row: number,
): ReadonlySet<number> {
  const above: number[] = [];
  for (let at = parent[row] ?? -1; at !== -1; at = parent[at]!) if (collapsed.has(at)) above.push(at);
  if (above.length === 0) return collapsed;
  const open = new Set(collapsed);
  for (const one of above) open.delete(one);
  return open;
}

/** Every row with something below it, of at least `depth`: collapses all, or all from a level on. */
export function collapsedFrom(tree: RowTree, depth: number): Set<number> {
  const found = new Set<number>();
  for (let row = 0; row < tree.end.length; row++)
    if (tree.depth[row]! >= depth && hasChildren(tree, row)) found.add(row);
  return found;
}
