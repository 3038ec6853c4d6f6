import fc from "fast-check";
import { expect, test } from "vitest";
import { toSkeleton } from "./skeleton.ts";
import { skeletonRows } from "./skeleton-rows.ts";
import { anySkeleton, skeletonOf } from "./testing/made-skeleton.ts";

test("the rows of a skeleton make the same skeleton again", () => {
  fc.assert(
    fc.property(anySkeleton(), (made) => {
      expect(toSkeleton(skeletonRows(made))).toEqual(made);
    }),
  );
});

test("they say what the skeleton says: names, depth, times, status and marks", () => {
  const rows = skeletonRows(
    skeletonOf(
      { span_id: "a", start_us: 500, source: "web", operation: "page" },
      { span_id: "b", parent_span_id: "a", start_us: 510, stage: "outbound_call", status: "error" },
      { span_id: "c", parent_span_id: "b", start_us: 520, duration_us: null, marks: ["open"] },
    ),
  );
  expect(rows.map(({ depth, start_us }) => [depth, start_us])).toEqual([
    [0, 500],
    [1, 510],
    [2, 520],
  ]);
  expect(rows[1]!.span).toMatchObject({ stage: "outbound_call", status: "error" });
  expect(rows[2]!.span).toMatchObject({ duration_us: null, marks: ["open"] });
});
