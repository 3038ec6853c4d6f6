import { expect, test } from "vitest";
import { skeletonOf } from "../../../../shared/trace/testing/made-skeleton.ts";
import { traceModel } from "./trace-model.ts";

test("a trace whose span is open lasts until it was last heard of", () => {
  const skeleton = skeletonOf({ duration_us: null, marks: ["open"] });
  expect(traceModel(skeleton).end).toBe(0);
  expect(traceModel(skeleton, skeleton, 5000).end).toBe(5000);
});

test("it never ends before its spans do", () => {
  expect(traceModel(skeletonOf({ duration_us: 700 }), undefined, 5).end).toBe(700);
});

test("whether a clock was put right is known of the trace", () => {
  const call = { source: "shop", span_id: "a", start_us: 500, duration_us: 100 };
  const below = { source: "bank", parent_span_id: "a", duration_us: 10 };
  expect(traceModel(skeletonOf(call, { ...below, start_us: 510 })).moved).toBe(false);
  expect(traceModel(skeletonOf(call, { ...below, start_us: 100 })).moved).toBe(true);
});
