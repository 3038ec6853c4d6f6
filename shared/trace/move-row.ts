import { assertNever } from "../result.ts";
import { hasChildren, placeOf, type RowTree } from "./row-list.ts";

/** What a key asks for. `in` and `out` are the right and the left arrow of a tree. */
export type RowMove =
  | "up"
  | "down"
  | "page-up"
  | "page-down"
  | "first"
  | "last"
  | "in"
  | "out"
  | "next-sibling"
  | "previous-sibling";

export interface RowCursor {
  row: number;
  collapsed: ReadonlySet<number>;
}

/**
 * Where a key takes the selection among the `listed` rows. `out` collapses an open row, and goes to the parent from one
 * that is closed or has nothing below; `in` opens a closed one, and goes to the first child of an open one. At an end
 * it stays. `page`: rows of a screen.
 */
export function moveRow(
  tree: RowTree,
  listed: ArrayLike<number>,
  cursor: RowCursor,
  move: RowMove,
  page = 10,
): RowCursor {
  if (listed.length === 0) return cursor;
  const { row, collapsed } = cursor;
  const to = (next: number): RowCursor => ({ row: next, collapsed });
  const by = (count: number): RowCursor =>
    to(listed[Math.min(listed.length - 1, Math.max(0, placeOf(listed, row) + count))]!);
  switch (move) {
    case "up":
      return by(-1);
    case "down":
      return by(1);
    case "page-up":
      return by(-page);
    case "page-down":
      return by(page);
    case "first":
      return to(listed[0]!);
    case "last":
      return to(listed[listed.length - 1]!);
    case "in": {
      if (!hasChildren(tree, row)) return cursor;
      if (!collapsed.has(row)) return to(row + 1);
      const open = new Set(collapsed);
      open.delete(row);
      return { row, collapsed: open };
    }
    case "out": {
      if (hasChildren(tree, row) && !collapsed.has(row))
        return { row, collapsed: new Set(collapsed).add(row) };
      const above = tree.parent[row]!;
      return above === -1 ? cursor : to(above);
    }
    case "next-sibling": {
      const next = tree.end[row]!;
      return next < tree.end.length && tree.parent[next] === tree.parent[row] ? to(next) : cursor;
    }
    case "previous-sibling": {
      let at = row - 1;
      while (at > tree.parent[row]! && tree.parent[at] !== tree.parent[row]) at = tree.parent[at]!;
      return at > tree.parent[row]! ? to(at) : cursor;
    }
    default:
      return assertNever(move);
  }
}
