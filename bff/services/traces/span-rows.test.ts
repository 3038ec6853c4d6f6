import { expect, test } from "vitest";
import type { RowGroup } from "../../../shared/trace/row-group.ts";
import { row } from "../../../shared/trace/testing/made-rows.ts";
import { keepSpanRows, rowIdsOf } from "./span-rows.ts";

const group = (base: number, close: number | null = null, ...between: number[]): RowGroup => ({
  base: row({ id: base }),
  close: close === null ? null : row({ id: close }),
  between: between.map((id) => row({ id })),
});

test("each span has its own rows, whatever the order in which they came", () => {
  // a remark may have come before the span that it is about, and names it then
  const rowsOf = keepSpanRows(
    [group(9, 12, 4), group(2), group(30, 31), group(5, null, 6, 7)],
    [4, 2, 30, 5],
  );
  expect([4, 2, 30, 5].map((span) => rowIdsOf(rowsOf(span)))).toEqual([[9, 4, 12], [2], [30, 31], [5, 6, 7]]);
  expect(rowsOf(2)).toEqual({ base: 2, close: null, between: [] });
});
