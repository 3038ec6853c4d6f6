import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Span } from "../models/span.ts";
import { arrange } from "./arrange.ts";
import { isError, marksOf, toSkeleton } from "./skeleton.ts";
import { summarize } from "./summarize.ts";
import { span } from "./testing/made-rows.ts";

const picture = (spans: readonly Span[]) =>
  arrange(spans).map(({ span: { operation, marks }, depth }) =>
    [" ".repeat(depth) + operation, ...marks].join(" "),
  );

describe("the call tree", () => {
  test("is depth first, children by start, whatever order the spans came in", () => {
    const spans = [
      span({ span_id: "c", parent_span_id: "a", operation: "late", start_us: 8 }),
      span({ span_id: "d", parent_span_id: "b", operation: "deep", start_us: 4 }),
      span({ span_id: "b", parent_span_id: "a", operation: "early", start_us: 3 }),
      span({ span_id: "a", operation: "root", start_us: 1, duration_us: 20 }),
    ];
    expect(picture(spans)).toEqual(["root", " early", "  deep", " late"]);
  });

  test("has a root for each span whose parent never came, marked", () => {
    const spans = [
      span({ operation: "root" }),
      span({ operation: "lost", parent_span_id: "nobody", start_us: 5 }),
    ];
    expect(picture(spans)).toEqual(["root", "lost orphan"]);
  });

  test("cuts a circle of parents at its earliest span, also one of one", () => {
    const spans = [
      span({ span_id: "a", parent_span_id: "c", operation: "a", start_us: 5 }),
      span({ span_id: "b", parent_span_id: "a", operation: "b", start_us: 2 }),
      span({ span_id: "c", parent_span_id: "b", operation: "c", start_us: 9 }),
      span({ span_id: "s", parent_span_id: "s", operation: "self", start_us: 11 }),
    ];
    expect(picture(spans)).toEqual(["b cycle", " c", "  a", "self cycle"]);
  });

  test("puts the end that received below the end that called where both have one id", () => {
    const spans = [
      span({
        span_id: "x",
        source: "web",
        stage: "outbound_call",
        operation: "call",
        start_us: 1,
        duration_us: 9,
      }),
      span({
        span_id: "x",
        source: "api",
        stage: "request_received",
        operation: "serve",
        start_us: 2,
        duration_us: 5,
      }),
      span({
        span_id: "y",
        source: "api",
        parent_span_id: "x",
        operation: "query",
        start_us: 3,
        duration_us: 1,
      }),
    ];
    expect(picture(spans)).toEqual(["call", " serve duplicate", "  query"]);
  });

  test("puts a call of another source below the first that received, where several have the id it names", () => {
    const twin = (source: string, stage: string, start_us: number) =>
      span({ span_id: "x", source, stage, operation: source, start_us });
    const spans = [
      twin("one", "processing", 1),
      twin("two", "request_received", 2),
      twin("three", "request_received", 3),
      span({ span_id: "y", parent_span_id: "x", source: "four", operation: "four", start_us: 4 }),
    ];
    expect(picture(spans)).toEqual(["one", "two duplicate", " four", "three duplicate"]);
  });

  test("goes as deep as it must", () => {
    const spans = Array.from({ length: 50_000 }, (_, n) =>
      span({ span_id: `${n}`, parent_span_id: n === 0 ? null : `${n - 1}`, start_us: n }),
    );
    expect(arrange(spans).at(-1)).toMatchObject({ depth: 49_999, parent: 49_998 });
  });

  test("is found in time that grows with it where all spans have one id", () => {
    const n = 100_000;
    const spans = Array.from({ length: n }, (_, index) =>
      span({ span_id: "same", source: `s${index}`, stage: "request_received", start_us: index }),
    );
    const below = span({ parent_span_id: "same", source: "s77", start_us: n });
    const rows = arrange([...spans, below]);
    expect(rows).toHaveLength(n + 1);
    expect(rows.find((one) => one.span === below)).toMatchObject({ parent: 77 });
  });

  test("holds every span once, below its parent, whatever the ids say", () => {
    const id = fc.constantFrom(null, "a", "b", "c", "d", "e");
    const any = fc.record({
      span_id: id,
      parent_span_id: id,
      source: fc.constantFrom("x", "y"),
      stage: fc.constantFrom("request_received", "outbound_call", "processing"),
      start_us: fc.integer({ min: 0, max: 50 }),
      duration_us: fc.option(fc.integer({ min: 0, max: 30 })),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (made) => {
        const spans = made.map(span);
        const rows = arrange(spans);
        expect(rows.map((one) => one.span.id).sort((a, b) => a - b)).toEqual(spans.map((one) => one.id));
        rows.forEach(({ parent, depth }, index) => {
          expect(parent).toBeLessThan(index);
          expect(depth).toBe(parent === -1 ? 0 : rows[parent]!.depth + 1);
        });
      }),
    );
  });
});

describe("a clock that differs", () => {
  test("moves a call that began before its caller into the middle of it, and all of that source below it", () => {
    const rows = arrange([
      span({ span_id: "a", source: "web", start_us: 1000, duration_us: 100 }),
      span({ span_id: "b", parent_span_id: "a", source: "api", start_us: 400, duration_us: 60 }),
      span({ span_id: "c", parent_span_id: "b", source: "api", start_us: 410, duration_us: 10 }),
    ]);
    expect(rows.map(({ start_us, span: { shifted_us, marks } }) => [start_us, shifted_us, marks])).toEqual([
      [1000, undefined, []],
      [1020, 620, ["skew"]],
      [1030, 620, ["skew"]],
    ]);
  });

  test("is not suspected where work goes on after the answer, nor within one source", () => {
    const rows = arrange([
      span({ span_id: "a", source: "web", start_us: 10, duration_us: 5 }),
      span({ span_id: "b", parent_span_id: "a", source: "api", start_us: 12, duration_us: 50 }),
      span({ span_id: "c", parent_span_id: "a", source: "web", start_us: 9, duration_us: 50 }),
    ]);
    expect(rows.every(({ span: { marks } }) => marks.length === 0)).toBe(true);
  });
});

test("a skeleton says the same in columns", () => {
  const rows = arrange([
    span({ id: 7, span_id: "a", start_us: 1000, status: "error" }),
    span({ id: 9, parent_span_id: "gone", source: "api", start_us: 990, duration_us: null, marks: ["open"] }),
  ]);
  const skeleton = toSkeleton(rows);
  expect(skeleton).toMatchObject({
    base_us: 990,
    id: [9, 7],
    start: [0, 10],
    duration: [-1, 10],
    parent: [-1, -1],
  });
  expect(skeleton.source.map((at) => skeleton.sources[at])).toEqual(["api", "orchestrator"]);
  expect(skeleton.flags.map((flags) => [isError(flags), marksOf(flags)])).toEqual([
    [false, ["orphan", "open"]],
    [true, []],
  ]);
  expect(toSkeleton([])).toMatchObject({ base_us: 0, id: [] });
});

test("a summary is named for the root, and at work while a span is open that was heard of lately", () => {
  const spans = [
    span({ span_id: "b", parent_span_id: "a", operation: "child", start_us: 1 }),
    span({ span_id: "a", operation: "root", start_us: 2, duration_us: null, marks: ["open"] }),
  ];
  expect(summarize(spans, 1000)).toMatchObject({
    operation: "root",
    spans: 2,
    status: "active",
    start_us: 1,
  });
  expect(summarize(spans, 1e9)).toMatchObject({ status: "ok" });
});
