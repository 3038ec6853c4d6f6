import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorRows, findRows, nextMatch } from "./find-rows.ts";
import { moveRow, type RowMove } from "./move-row.ts";
import { collapsedFrom, hasChildren, listRows, placeOf, revealed, rowTree, visibleRows } from "./row-list.ts";
import { anySkeleton, skeletonOf } from "./testing/made-skeleton.ts";

/** root > (a > (a1, a2), b), then a second root */
const skeleton = skeletonOf(
  { span_id: "r", operation: "root" },
  { span_id: "a", parent_span_id: "r", operation: "a", start_us: 1, source: "api" },
  { span_id: "a1", parent_span_id: "a", operation: "a one", start_us: 2 },
  { span_id: "a2", parent_span_id: "a", operation: "a two", start_us: 3, status: "error" },
  { span_id: "b", parent_span_id: "r", operation: "b", start_us: 4 },
  { span_id: "z", operation: "last", start_us: 90 },
);
const tree = rowTree(skeleton);
const none: ReadonlySet<number> = new Set();

describe("collapsing", () => {
  test("hides all that is below a row and nothing else", () => {
    expect([...listRows(tree, none)]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...listRows(tree, new Set([1]))]).toEqual([0, 1, 4, 5]);
    expect([...listRows(tree, new Set([0, 1]))]).toEqual([0, 5]);
  });

  test("a row that is hidden stands where the row is that hides it", () => {
    const listed = listRows(tree, new Set([1]));
    expect(placeOf(listed, 3)).toBe(1);
    expect(placeOf(listed, 4)).toBe(2);
  });

  test("is opened above a row that shall be seen, and only there", () => {
    expect([...revealed(tree, new Set([0, 1, 4]), 3)]).toEqual([4]);
    const same = new Set([1]);
    expect(revealed(tree, same, 4)).toBe(same);
  });

  test("of a level closes all that has something below it", () => {
    expect([...collapsedFrom(tree, 1)]).toEqual([1]);
    expect([...collapsedFrom(tree, 0)]).toEqual([0, 1]);
  });

  test("lists exactly the rows with nothing collapsed above them, whatever the tree", () => {
    fc.assert(
      fc.property(anySkeleton(), fc.array(fc.nat(40)), (made, closed) => {
        const shape = rowTree(made);
        const collapsed = new Set(closed);
        const hidden = (row: number): boolean =>
          made.parent[row]! !== -1 && (collapsed.has(made.parent[row]!) || hidden(made.parent[row]!));
        const listed = listRows(shape, collapsed);
        expect([...listed]).toEqual(made.id.map((_, row) => row).filter((row) => !hidden(row)));
        made.id.forEach((_, row) => {
          if (!hidden(row)) expect(listed[placeOf(listed, row)]).toBe(row);
          const open = listRows(shape, revealed(shape, collapsed, row));
          expect(open[placeOf(open, row)]).toBe(row);
        });
      }),
    );
  });
});

test("only rows on screen are asked for, with some around", () => {
  const at = { height: 270, rowHeight: 27 };
  expect(visibleRows(10_000, { ...at, top: 0 })).toEqual({ first: 0, end: 10 });
  expect(visibleRows(10_000, { ...at, top: 2711, over: 5 })).toEqual({ first: 95, end: 116 });
  expect(visibleRows(12, { ...at, top: 270, over: 5 })).toEqual({ first: 5, end: 12 });
  expect(visibleRows(0, { ...at, top: 0 })).toEqual({ first: 0, end: 0 });
});

describe("keys", () => {
  const go = (row: number, move: RowMove, collapsed = none) =>
    moveRow(tree, listRows(tree, collapsed), { row, collapsed }, move, 3);

  test("go up and down what is listed, by a page, to both ends, and stop there", () => {
    expect(go(1, "down").row).toBe(2);
    expect(go(1, "down", new Set([1])).row).toBe(4);
    expect(go(0, "up").row).toBe(0);
    expect(go(0, "page-down").row).toBe(3);
    expect(go(4, "page-up").row).toBe(1);
    expect(go(2, "last").row).toBe(5);
    expect(go(5, "down").row).toBe(5);
    expect(go(4, "first").row).toBe(0);
  });

  test("go in and out of a row as of a folder", () => {
    expect(go(1, "out")).toEqual({ row: 1, collapsed: new Set([1]) });
    expect(go(1, "out", new Set([1]))).toEqual({ row: 0, collapsed: new Set([1]) });
    expect(go(1, "in", new Set([1]))).toEqual({ row: 1, collapsed: new Set() });
    expect(go(1, "in").row).toBe(2);
    expect(go(2, "in").row).toBe(2);
    expect(go(2, "out").row).toBe(1);
    expect(go(5, "out").row).toBe(5);
  });

  test("go from sibling to sibling past all that is below", () => {
    expect(go(1, "next-sibling").row).toBe(4);
    expect(go(4, "previous-sibling").row).toBe(1);
    expect(go(0, "next-sibling").row).toBe(5);
    expect(go(5, "previous-sibling").row).toBe(0);
    expect(go(2, "previous-sibling").row).toBe(2);
    expect(go(5, "next-sibling").row).toBe(5);
  });

  test("never lead to a row that is not listed", () => {
    const moves: RowMove[] = [
      "up",
      "down",
      "page-up",
      "page-down",
      "in",
      "out",
      "next-sibling",
      "previous-sibling",
    ];
    fc.assert(
      fc.property(anySkeleton(), fc.array(fc.constantFrom(...moves), { maxLength: 60 }), (made, keys) => {
        const shape = rowTree(made);
        let cursor = { row: 0, collapsed: none };
        for (const key of keys) {
          cursor = moveRow(shape, listRows(shape, cursor.collapsed), cursor, key, 4);
          expect(listRows(shape, cursor.collapsed)).toContain(cursor.row);
          for (const closed of cursor.collapsed) expect(hasChildren(shape, closed)).toBe(true);
        }
      }),
    );
  });
});

describe("finding", () => {
  test("looks at operation, source and stage, whatever the case", () => {
    expect(findRows(skeleton, " A T")).toEqual([3]);
    expect(findRows(skeleton, "API")).toEqual([1]);
    expect(findRows(skeleton, "processing")).toHaveLength(6);
    expect(findRows(skeleton, "  ")).toEqual([]);
    expect(errorRows(skeleton)).toEqual([3]);
  });

  test("goes round at both ends and says which one it is at", () => {
    const matches = [2, 5, 9];
    expect(nextMatch(matches, 2, 1)).toEqual({ row: 5, at: 1 });
    expect(nextMatch(matches, 9, 1)).toEqual({ row: 2, at: 0 });
    expect(nextMatch(matches, -1, 1)).toEqual({ row: 2, at: 0 });
    expect(nextMatch(matches, 2, -1)).toEqual({ row: 9, at: 2 });
    expect(nextMatch(matches, 7, -1)).toEqual({ row: 5, at: 1 });
    expect(nextMatch([], 3, 1)).toBeNull();
  });
});
