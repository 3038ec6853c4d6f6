import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupRows } from "./group-rows.ts";
import { pairPoints } from "./pair-points.ts";
import { row } from "./testing/made-rows.ts";

describe("rows that were logged at one moment each", () => {
  test("a request that came in and its answer are one span, with what was logged in between", () => {
    const spans = pairPoints([
      row({ stage: "request_received", span_id: "a", start_us: 100, details: { path: "/x" } }),
      row({ stage: "processing", span_id: "a", start_us: 150 }),
      row({ stage: "response_sent", span_id: "a", start_us: 400, details: { status: 200 } }),
    ]);
    expect(spans).toMatchObject([
      {
        stage: "request_received",
        start_us: 100,
        duration_us: 300,
        marks: [],
        details: { path: "/x", status: 200 },
        events: [{ name: "processing", at_us: 150 }],
      },
    ]);
  });

  test("is as long as the closing row says, which was measured where the clock could not jump", () => {
    const [only] = pairPoints([
      row({ stage: "before_rpc", start_us: 100 }),
      row({ stage: "after_rpc", start_us: 900, duration_ms: 0.75 }),
    ]);
    expect(only).toMatchObject({ start_us: 100, duration_us: 750 });
  });

  test("without ids pair like brackets: of one source and operation, the inner first", () => {
    const at = (stage: string, start_us: number) => row({ stage, start_us, operation: "fib" });
    const spans = pairPoints([
      at("before_call", 1),
      at("before_call", 2),
      at("after_call", 5),
      at("after_call", 9),
    ]);
    expect(spans.map(({ start_us, duration_us }) => [start_us, duration_us])).toEqual([
      [1, 8],
      [2, 3],
    ]);
  });

  test("an error closes what it failed in, and makes it one", () => {
    const [only] = pairPoints([
      row({ stage: "request_received", span_id: "a", start_us: 1 }),
      row({ stage: "error", span_id: "a", start_us: 4, details: { message: "no" } }),
    ]);
    expect(only).toMatchObject({ duration_us: 3, status: "error", details: { message: "no" } });
  });

  test("an error ends what began last, whichever stage that was; a remark that failed makes its span one", () => {
    const spans = pairPoints([
      row({ stage: "before_call", start_us: 1 }),
      row({ stage: "before_rpc", start_us: 2 }),
      row({ stage: "error", start_us: 3 }),
      row({ stage: "processing", start_us: 4, status: "error" }),
    ]);
    expect(spans.map(({ stage, status, marks }) => [stage, status, marks])).toEqual([
      ["before_call", "error", ["open"]],
      ["before_rpc", "error", []],
    ]);
    const [only] = pairPoints([
      row({ stage: "before_rpc", start_us: 1 }),
      row({ stage: "before_call", start_us: 2 }),
      row({ stage: "error", start_us: 3 }),
    ]);
    expect(only).toMatchObject({ stage: "before_rpc", marks: ["open"], status: "ok" });
  });

  test("what began and did not end is open; what belongs to nothing is a point", () => {
    const spans = pairPoints([
      row({ stage: "request_received", span_id: "a", start_us: 1 }),
      row({ stage: "note", span_id: null, operation: "else", start_us: 2 }),
      row({ stage: "after_rpc", operation: "lonely", start_us: 3 }),
    ]);
    expect(spans.map(({ marks, duration_us }) => [marks, duration_us])).toEqual([
      [["open"], null],
      [["point"], 0],
      [["point"], 0],
    ]);
  });
});

test("a row with a length is a span; one that ends before it starts has none and is marked", () => {
  const spans = pairPoints([
    row({ span_id: "a", duration_ms: 118.4, start_us: 5 }),
    row({ span_id: "b", duration_ms: -3, start_us: 9 }),
  ]);
  expect(spans.map(({ duration_us, marks }) => [duration_us, marks])).toEqual([
    [118_400, []],
    [0, ["backwards"]],
  ]);
});

test("events that came inside of a span are its events; another kind of `events` is a detail as it was", () => {
  const inside = [{ name: "retry", at_us: 7, details: { n: 1 } }];
  expect(pairPoints([row({ duration_ms: 1, details: { events: inside } })])[0]).toMatchObject({
    events: inside,
  });
  expect(pairPoints([row({ duration_ms: 1, details: { events: 3 } })])[0]).toMatchObject({
    details: { events: 3 },
  });
});

test("the events of both ends are kept, and events of another shape stay a detail", () => {
  const events = (name: string, at_us: number) => ({ events: [{ name, at_us }] });
  const [only] = pairPoints([
    row({ stage: "before_rpc", start_us: 1, details: events("b", 2) }),
    row({ stage: "after_rpc", start_us: 9, details: events("a", 1) }),
  ]);
  expect(only).toMatchObject({ events: [{ name: "a", details: {} }, { name: "b" }], details: {} });
  const odd = { events: [{ name: "x", at_us: 1, details: "text" }] };
  expect(pairPoints([row({ duration_ms: 1, details: odd })])[0]).toMatchObject({ details: odd, events: [] });
});

test("the two ends of a call under one id are two spans, each with the remarks and the error of its source", () => {
  const at = (source: string, stage: string, start_us: number) =>
    row({ span_id: "x", source, stage, start_us });
  const spans = pairPoints([
    at("web", "before_rpc", 1),
    at("api", "request_received", 2),
    at("web", "waiting", 3),
    at("web", "error", 9),
  ]);
  expect(spans.map(({ source, status, marks, events }) => [source, status, marks, events.length])).toEqual([
    ["web", "error", [], 1],
    ["api", "ok", ["open"], 0],
  ]);
});

describe("a trace that is mostly one thing is read in time that grows with it", () => {
  const n = 100_000;
  const many = (of: (index: number) => Parameters<typeof row>[0]) =>
    pairPoints(
      Array.from({ length: n }, (_, index) => row({ start_us: index, operation: "f", ...of(index) })),
    );

  test("remarks on one span", () => {
    const [only, ...rest] = many((index) => ({ span_id: "a", stage: index === 0 ? "before_call" : "note" }));
    expect([only!.events.length, rest.length]).toEqual([n - 1, 0]);
  });

  test("calls that began and never ended", () => {
    expect(many(() => ({ stage: "before_call" }))).toHaveLength(n);
  });

  test("ends that end nothing of what began", () => {
    expect(many((index) => ({ stage: index < n / 2 ? "before_call" : "after_rpc" }))).toHaveLength(n / 2);
  });
});

test("every row is in exactly one span, whatever was logged in whatever order", () => {
  const stages = [
    "request_received",
    "response_sent",
    "error",
    "before_rpc",
    "after_rpc",
    "processing",
    "note",
  ];
  const any = fc.record({
    stage: fc.constantFrom(...stages),
    span_id: fc.constantFrom(null, "a", "b", "c"),
    source: fc.constantFrom("x", "y"),
    operation: fc.constantFrom("f", "g"),
    start_us: fc.integer({ min: 0, max: 20 }),
    duration_ms: fc.constantFrom(null, null, 0.002, -1),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40 }), (made) => {
      const rows = made.map(row);
      const groups = groupRows(rows);
      const listed = groups.flatMap(({ base, between, close }) => [
        base,
        ...between,
        ...(close ? [close] : []),
      ]);
      expect(listed.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
        rows.map(({ id }) => id).sort((a, b) => a - b),
      );
      expect(pairPoints(rows)).toHaveLength(groups.length);
    }),
  );
});
