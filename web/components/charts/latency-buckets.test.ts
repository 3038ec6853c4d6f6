import { expect, test } from "vitest";
import { boundText, bucketOf, latencyBars } from "./latency-buckets.ts";

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

test("bars stand side by side without a gap, each from where the one before it ends", () => {
  const bars = latencyBars([
    { upto_ms: 0.5, count: 1 },
    { upto_ms: 5, count: 2 },
  ]);
  expect(bars).toEqual([
    { over_ms: 0.2, upto_ms: 0.5, count: 1 },
    { over_ms: 0.5, upto_ms: 1, count: 0 },
    { over_ms: 1, upto_ms: 2, count: 0 },
    { over_ms: 2, upto_ms: 5, count: 2 },
  ]);
  expect(latencyBars([{ upto_ms: 0.01, count: 1 }])).toEqual([{ over_ms: 0, upto_ms: 0.01, count: 1 }]);
  expect(latencyBars([])).toEqual([]);
});

test("ends of buckets are said without digits that say nothing", () => {
  expect([0.05, 200, 5000, 120_000, 1e7].map(boundText)).toEqual([
    "0.05 ms",
    "200 ms",
    "5 s",
    "2 min 00 s",
    "166 min 40 s",
  ]);
});
