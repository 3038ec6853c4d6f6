import { expect, test } from "vitest";
import type { Span } from "../models/span.ts";
import { arrange } from "./arrange.ts";
import { traceEnd } from "./bar.ts";
import { walkTraces } from "./compare-traces.ts";
import { comparisonColumns } from "./comparison-columns.ts";
import { findPairs } from "./comparison-find.ts";
import { comparisonLines } from "./comparison-lines.ts";
import { comparisonMap } from "./comparison-map.ts";
import { toSkeleton } from "./skeleton.ts";
import { span } from "./testing/made-rows.ts";

const call = (span_id: string, own: Partial<Span> = {}): Partial<Span> => ({
  span_id,
  parent_span_id: span_id === "root" ? null : "root",
  operation: span_id,
  duration_us: 100,
  ...own,
});

function compared(first: Partial<Span>[], second: Partial<Span>[]) {
  const [a, b] = [arrange(first.map(span)), arrange(second.map(span))];
  const columns = comparisonColumns(walkTraces(a, b), a, b);
  const rowsOf = (rows: typeof a) => new Map(rows.map((one, row) => [one.span.id, row]));
  const lines = comparisonLines(columns, rowsOf(a), rowsOf(b));
  const [skeletonA, skeletonB] = [toSkeleton(a), toSkeleton(b)];
  return {
    lines,
    skeletonA,
    skeletonB,
    a: { skeleton: skeletonA, end: traceEnd(skeletonA), rowOf: lines.rowA, base: 0 },
    b: { skeleton: skeletonB, end: traceEnd(skeletonB), rowOf: lines.rowB, base: 0 },
  };
}

const { a, b, lines, skeletonA, skeletonB } = compared(
  [
    call("root", { duration_us: 1000 }),
    call("slow", { start_us: 200 }),
    call("gone", { start_us: 400, source: "mailer" }),
  ],
  [
    call("root", { duration_us: 1000 }),
    call("slow", { start_us: 200, duration_us: 300 }),
    call("new", { start_us: 800 }),
  ],
);

test("a lane of both pictures is the same line, what is off is so in the second, and what one lacks in the other", () => {
  const size = { lanes: 10, width: 100, length: 1000 };
  expect(comparisonMap("a", a, lines.kind, size)).toEqual([
    { lane: 0, x: 0, width: 100, row: 0, look: "plain" },
    { lane: 1, x: 20, width: 10, row: 1, look: "plain" },
    { lane: 3, x: 40, width: 10, row: 2, look: "alone" },
  ]);
  expect(comparisonMap("b", b, lines.kind, size)).toEqual([
    { lane: 0, x: 0, width: 100, row: 0, look: "plain" },
    { lane: 1, x: 20, width: 30, row: 1, look: "off" },
    { lane: 2, x: 80, width: 10, row: 2, look: "alone" },
  ]);
});

test("on one scale a trace half as long takes half of the width", () => {
  const [root] = comparisonMap("a", a, lines.kind, { lanes: 10, width: 100, length: 2000 });
  expect(root).toMatchObject({ x: 0, width: 50 });
});

test("in one lane what is off is drawn over all that is not", () => {
  const looks = comparisonMap("b", b, lines.kind, { lanes: 1, width: 100, length: 1000 });
  expect(looks.map(({ look }) => look)).toEqual(["plain", "alone", "off"]);
});

test("a call is found by words of either trace, each pair once, in the order of the lines", () => {
  expect(findPairs(lines, skeletonA, skeletonB, "SLOW")).toEqual([1]);
  expect(findPairs(lines, skeletonA, skeletonB, " mail")).toEqual([3]);
  expect(findPairs(lines, skeletonA, skeletonB, "new")).toEqual([2]);
  expect(findPairs(lines, skeletonA, skeletonB, "processing")).toEqual([0, 1, 2, 3]);
  expect(findPairs(lines, skeletonA, skeletonB, "nowhere")).toEqual([]);
  expect(findPairs(lines, skeletonA, skeletonB, "  ")).toEqual([]);
});
