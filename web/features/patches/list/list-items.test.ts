import { expect, test } from "vitest";
import { record } from "../stream/testing-records.ts";
import { nextPatchLine, toItems } from "./list-items.ts";

const rows = [
  record(3, 3, { order_id: "B" }),
  record(2, 2, { order_id: "A" }),
  record(1, 1, { order_id: "A" }),
];

test("the stream has a line for each order above its patches, the table has patches only", () => {
  expect(toItems(rows, "stream").map(({ key }) => key)).toEqual(["group:p3", "p3", "group:p1", "p2", "p1"]);
  expect(toItems(rows, "table").map(({ key }) => key)).toEqual(["p3", "p2", "p1"]);
});

test("an order that stands further up already is continued, not begun again", () => {
  const long = [
    record(300, 3, { order_id: "A" }),
    record(200, 2, { order_id: "B" }),
    record(0, 1, { order_id: "A" }),
  ];
  const heads = toItems(long, "stream").flatMap((item) => (item.is === "group" ? [item] : []));
  expect(heads.map(({ group, continued }) => [group.order, continued])).toEqual([
    ["A", false],
    ["B", false],
    ["A", true],
  ]);
});

test("moving goes from patch to patch and stays at the ends", () => {
  const items = toItems(rows, "stream");
  expect(nextPatchLine(items, -1, 1)).toBe(1);
  expect(nextPatchLine(items, 1, 1)).toBe(3);
  expect(nextPatchLine(items, 3, -1)).toBe(1);
  expect(nextPatchLine(items, 4, 1)).toBe(4);
  expect(nextPatchLine(items, 1, -1)).toBe(1);
  expect(nextPatchLine([], -1, 1)).toBe(-1);
});
