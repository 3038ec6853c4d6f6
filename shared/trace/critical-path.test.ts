import fc from "fast-check";
import { expect, test } from "vitest";
import { endOf, traceEnd } from "./bar.ts";
import { criticalPath } from "./critical-path.ts";
import { anySkeleton, skeletonOf } from "./testing/made-skeleton.ts";

const at = (operation: string, parent: string | null, from: number, to: number | null) => ({
  span_id: operation,
  operation,
  parent_span_id: parent,
  start_us: from,
  duration_us: to === null ? null : to - from,
  marks: to === null ? ["open" as const] : [],
});

const path = (...spans: ReturnType<typeof at>[]) => {
  const skeleton = skeletonOf(...spans);
  return criticalPath(skeleton).map(
    ({ row, from_us, to_us }) => `${skeleton.operations[skeleton.operation[row]!]} ${from_us}-${to_us}`,
  );
};

test("a span by itself is all of it", () => {
  expect(path(at("root", null, 0, 10))).toEqual(["root 0-10"]);
  expect(criticalPath(skeletonOf())).toEqual([]);
});

test("goes through calls one after the other, and through the work between them", () => {
  expect(path(at("root", null, 0, 100), at("a", "root", 10, 40), at("b", "root", 50, 90))).toEqual([
    "root 0-10",
    "a 10-40",
    "root 40-50",
    "b 50-90",
    "root 90-100",
  ]);
});

test("of calls side by side only the one that ended last counts", () => {
  expect(
    path(
      at("root", null, 0, 100),
      at("quick", "root", 10, 40),
      at("slow", "root", 12, 80),
      at("in", "slow", 20, 60),
    ),
  ).toEqual(["root 0-12", "slow 12-20", "in 20-60", "slow 60-80", "root 80-100"]);
});

test("a call that ended while another ran was waited for by nobody", () => {
  expect(path(at("root", null, 0, 200), at("a", "root", 0, 100), at("b", "root", 50, 120))).toEqual([
    "root 0-50",
    "b 50-120",
    "root 120-200",
  ]);
});

test("follows work that goes on after the answer, as the trace ends with it", () => {
  expect(path(at("root", null, 0, 20), at("a", "root", 2, 8), at("later", "root", 10, 500))).toEqual([
    "root 0-2",
    "a 2-8",
    "root 8-10",
    "later 10-500",
  ]);
});

test("a child that goes on after its parent was waited for as long as that lasted", () => {
  expect(path(at("root", null, 0, 100), at("a", "root", 10, 50), at("b", "a", 20, 60))).toEqual([
    "root 0-10",
    "a 10-20",
    "b 20-50",
    "root 50-100",
  ]);
});

test("an open span lasts as long as the trace", () => {
  expect(path(at("root", null, 0, null), at("a", "root", 10, 50), at("b", "root", 60, 80))).toEqual([
    "root 0-10",
    "a 10-50",
    "root 50-60",
    "b 60-80",
  ]);
});

test("leaves a hole where nobody was at work, and takes roots one after the other", () => {
  expect(path(at("first", null, 0, 30), at("second", null, 20, 50), at("third", null, 70, 90))).toEqual([
    "first 0-20",
    "second 20-50",
    "third 70-90",
  ]);
});

test("what still runs when something begins was not waited for by it; what a root did until then is looked into", () => {
  expect(path(at("root", null, 0, 20), at("a", "root", 2, 15), at("later", "root", 10, 500))).toEqual([
    "root 0-10",
    "later 10-500",
  ]);
  expect(path(at("one", null, 0, 100), at("in", "one", 10, 95), at("two", null, 50, 120))).toEqual([
    "one 0-10",
    "in 10-50",
    "two 50-120",
  ]);
});

test("a child that began before its parent does not make it count twice", () => {
  expect(path(at("root", null, 0, 100), at("a", "root", 40, 90), at("early", "a", 20, 60))).toEqual([
    "root 0-20",
    "early 20-60",
    "a 60-90",
    "root 90-100",
  ]);
});

test("whatever the trace: one at a time, ascending, each within its row, up to the end", () => {
  fc.assert(
    fc.property(anySkeleton(), (skeleton) => {
      const end = traceEnd(skeleton);
      const pieces = criticalPath(skeleton);
      let before = 0;
      for (const { row, from_us, to_us } of pieces) {
        expect(from_us).toBeGreaterThanOrEqual(before);
        expect(to_us).toBeGreaterThan(from_us);
        expect(from_us).toBeGreaterThanOrEqual(skeleton.start[row]!);
        expect(to_us).toBeLessThanOrEqual(endOf(skeleton, row, end));
        before = to_us;
      }
      const ends = skeleton.start.map((start, row) => [start, endOf(skeleton, row, end)] as const);
      expect(before).toBe(Math.max(0, ...ends.filter(([from, to]) => to > from).map(([, to]) => to)));
    }),
    { numRuns: 300 },
  );
});

test("where children end within their parents there is no hole, and it is as long as the root", () => {
  const nested = anySkeleton().map((skeleton) => {
    const start = [...skeleton.start];
    const duration = skeleton.duration.map((one) => Math.max(0, one));
    skeleton.parent.forEach((parent, row) => {
      if (parent === -1) [start[row], duration[row]] = [row === 0 ? 0 : 5000, row === 0 ? 1000 : 0];
      else {
        start[row] = start[parent]! + Math.min(duration[parent]!, start[row]! % 50);
        duration[row] = Math.min(duration[row]!, start[parent]! + duration[parent]! - start[row]!);
      }
    });
    return { ...skeleton, start, duration };
  });
  fc.assert(
    fc.property(nested, (skeleton) => {
      const total = criticalPath(skeleton).reduce((sum, { from_us, to_us }) => sum + to_us - from_us, 0);
      expect(total).toBe(1000);
    }),
  );
});

test("a chain of 50,000 calls, and 50,000 calls of one", () => {
  const n = 50_000;
  const chain = skeletonOf(
    ...Array.from({ length: n }, (_, i) => at(`${i}`, i === 0 ? null : `${i - 1}`, i, 2 * n - i)),
  );
  expect(criticalPath(chain)).toHaveLength(2 * n - 1);
  const wide = skeletonOf(
    at("root", null, 0, 2 * n),
    ...Array.from({ length: n }, (_, i) => at(`${i}`, "root", 2 * i, 2 * i + 1)),
  );
  expect(criticalPath(wide)).toHaveLength(2 * n);
});
