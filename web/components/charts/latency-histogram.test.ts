import { expect, test } from "vitest";
import { bucketOf } from "./latency-histogram.tsx";

test("the bucket of a share is the first that so many are in or before, and never an empty one", () => {
  const buckets = [
    { upto_ms: 1, count: 0 },
    { upto_ms: 2, count: 50 },
    { upto_ms: 5, count: 0 },
    { upto_ms: 10, count: 45 },
    { upto_ms: 20, count: 5 },
  ];
  expect(bucketOf(buckets, 0.5)?.upto_ms).toBe(2);
  expect(bucketOf(buckets, 0.51)?.upto_ms).toBe(10);
  expect(bucketOf(buckets, 0.95)?.upto_ms).toBe(10);
  expect(bucketOf(buckets, 1)?.upto_ms).toBe(20);
  expect(bucketOf([], 0.5)).toBeUndefined();
});
