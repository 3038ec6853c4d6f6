import { expect, test } from "vitest";
import { facetValues, shortList } from "./facet-values.ts";

const counts = [
  { value: "ai-coder", count: 38 },
  { value: "lint-surgeon", count: 12 },
];

test("a chosen value stays on offer though nothing is behind it", () => {
  expect(facetValues(counts, ["docs"])).toEqual([
    { value: "ai-coder", count: 38, on: false },
    { value: "lint-surgeon", count: 12, on: false },
    { value: "docs", count: 0, on: true },
  ]);
});

test("known values come in their own order, all of them", () => {
  const order = ["applied", "failed"];
  expect(facetValues([{ value: "failed", count: 2 }], [], order).map(({ value }) => value)).toEqual(order);
});

test("a short list never hides what is chosen", () => {
  const { shown, left } = shortList(facetValues(counts, ["docs"]), 1);
  expect(shown.map(({ value }) => value)).toEqual(["ai-coder", "docs"]);
  expect(left).toBe(1);
});
