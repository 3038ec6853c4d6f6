import { expect, test } from "vitest";
import type { Span } from "../../../../shared/models/span.ts";
import { arrange } from "../../../../shared/trace/arrange.ts";
import { walkTraces } from "../../../../shared/trace/compare-traces.ts";
import { comparisonColumns } from "../../../../shared/trace/comparison-columns.ts";
import { toSkeleton } from "../../../../shared/trace/skeleton.ts";
import { summarize } from "../../../../shared/trace/summarize.ts";
import { span } from "../../../../shared/trace/testing/made-rows.ts";
import { traceModel } from "../waterfall/trace-model.ts";
import { compareModel } from "./compare-model.ts";

function compared(first: Span[], second: Span[], read = second) {
  const [a, b] = [arrange(first), arrange(second)];
  const comparison = comparisonColumns(walkTraces(a, b), a, b);
  const answer = { a: summarize(first, 0), b: summarize(second, 0), comparison };
  return compareModel(answer, traceModel(toSkeleton(a)), traceModel(toSkeleton(arrange(read))));
}

const work = (start_us: number, own: Partial<Span> = {}) =>
  span({ operation: "work", start_us, duration_us: 500, ...own });

test("the time line of a replay begins with its first call, not with the bracket around all", () => {
  const bracket = { source: "mission-control", operation: "replay", stage: "replay_start", span_id: "r" };
  const replay = [
    span({ ...bracket, start_us: 1000, duration_us: 9000 }),
    work(4000, { parent_span_id: "r", stage: "replay_span_start" }),
  ];
  const { a, b } = compared([work(70)], replay);
  expect([a.base, a.length]).toEqual([0, 500]);
  expect([b.base, b.length]).toEqual([3000, 500]);
});

test("a span that came in after a trace was read has no row yet, and breaks nothing", () => {
  const [one, late] = [work(0), work(10, { operation: "late" })];
  const model = compared([work(0)], [one, late], [one]);
  expect([...model.b.rowOf]).toEqual([0, -1]);
  expect(model.lines.kind).toEqual(["same", "added"]);
  expect(model.b.length).toBe(500);
});

test("an open span is as long as its trace", () => {
  const open = work(0, { operation: "open", duration_us: null, marks: ["open"], span_id: "o" });
  const { a } = compared([open, work(900, { parent_span_id: "o" })], [work(0)]);
  expect(a.length).toBe(1400);
});
