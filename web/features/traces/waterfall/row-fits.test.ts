import { expect, test } from "vitest";
import { skeletonOf } from "../../../../shared/trace/testing/made-skeleton.ts";
import { rowFits } from "./row-fits.ts";

const skeleton = skeletonOf(
  { id: 1, duration_us: 900_000 },
  { id: 2, duration_us: 500_000 },
  { id: 3, duration_us: 499_999 },
  { id: 4, duration_us: null, marks: ["open"] },
);

test("nothing stands back where nothing is narrowed", () => {
  expect(rowFits(skeleton, {})).toBeNull();
});

test("what took shorter stands back, and what has not ended yet", () => {
  const fits = rowFits(skeleton, { min_ms: 500 })!;
  expect(skeleton.id.filter((_, row) => fits(row)).toSorted()).toEqual([1, 2]);
});
