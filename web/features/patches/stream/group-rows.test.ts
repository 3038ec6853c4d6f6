import fc from "fast-check";
import { expect, test } from "vitest";
import { groupRows } from "./group-rows.ts";
import { record } from "./testing-records.ts";

/** Newest first, as the list holds them. */
const rowsOf = (orders: readonly (string | null)[]) =>
  orders.map((order_id, n) => record(n, n + 1, { order_id })).reverse();
const shape = (orders: readonly (string | null)[]) =>
  groupRows(rowsOf(orders)).map(({ order, rows }) => [order, rows.map(({ patch_id }) => patch_id)]);
const anyOrders = fc.array(fc.constantFrom("A", "B", "C", null), { maxLength: 200 });

test("an order's patches stand together though another order worked at the same time", () => {
  expect(shape(["A", "B", "A"])).toEqual([
    ["B", ["p1"]],
    ["A", ["p2", "p0"]],
  ]);
});

test("orders that go on side by side keep coming to the top, so that the newest patch of each is in sight", () => {
  const three = groupRows(rowsOf(Array.from({ length: 300 }, (_, n) => ["A", "B", "C"][n % 3]!)));
  const above = (order: string) => {
    const at = three.findIndex((group) => group.order === order);
    return three.slice(0, at).reduce((sum, { rows }) => sum + rows.length, 0);
  };
  expect(Math.max(above("A"), above("B"), above("C"))).toBeLessThan(25);
});

test("an order that comes back after a rest stands at the top again", () => {
  const rows = [
    record(300, 3, { order_id: "A" }),
    record(200, 2, { order_id: "B" }),
    record(0, 1, { order_id: "A" }),
  ];
  expect(groupRows(rows).map(({ order }) => order)).toEqual(["A", "B", "A"]);
});

test("one order alone is one group, however long", () => {
  expect(groupRows(rowsOf(Array.from({ length: 500 }, () => "A")))).toHaveLength(1);
});

test("patches without an order are a group of their own", () => {
  expect(shape([null, null])).toEqual([[null, ["p1", "p0"]]]);
});

test("no two groups of one order stand next to each other", () => {
  fc.assert(
    fc.property(anyOrders, (orders) => {
      const named = groupRows(rowsOf(orders)).map(({ order }) => order);
      expect(named.filter((order, at) => at > 0 && order === named[at - 1])).toEqual([]);
    }),
  );
});

test("every row is in one group of its own order, newest first inside", () => {
  fc.assert(
    fc.property(anyOrders, (orders) => {
      const groups = groupRows(rowsOf(orders));
      const seen = groups.flatMap(({ rows }) => rows.map(({ id }) => id));
      expect(seen.toSorted((a, b) => a - b)).toEqual(orders.map((_, n) => n + 1));
      for (const group of groups) {
        expect(group.rows.every((row) => row.order_id === group.order)).toBe(true);
        expect(group.rows.map(({ id }) => id)).toEqual(
          group.rows.map(({ id }) => id).toSorted((a, b) => b - a),
        );
      }
    }),
  );
});

test("rows that come in at the top leave the groups below as they are", () => {
  fc.assert(
    fc.property(anyOrders, fc.nat(50), (orders, extra) => {
      const rows = rowsOf(orders);
      const before = groupRows(rows.slice(Math.min(extra, rows.length)));
      const after = groupRows(rows);
      // the older groups are the same ones in the same order, each with the same rows at its bottom
      const kept = after.slice(after.length - before.length);
      expect(kept.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
      for (const [at, group] of before.entries())
        expect(kept[at]!.rows.slice(-group.rows.length)).toEqual(group.rows);
    }),
  );
});
