import { expect, test } from "vitest";
import { arrange } from "./arrange.ts";
import { traceEnd } from "./bar.ts";
import { toSkeleton } from "./skeleton.ts";
import { summarize } from "./summarize.ts";
import { span } from "./testing/made-rows.ts";

const later = 1e15;

test("a trace whose clocks differ lasts as long as its picture, once its spans are at their place", () => {
  const rows = arrange([
    span({ span_id: "a", source: "shop", start_us: 5_000_000, duration_us: 100_000 }),
    span({ span_id: "b", parent_span_id: "a", source: "bank", start_us: 2_000_000, duration_us: 60_000 }),
  ]);
  const summary = summarize(
    rows.map((row) => row.span),
    later,
  );
  expect(summary).toMatchObject({ start_us: 5_000_000, duration_us: 100_000, source: "shop" });
  const skeleton = toSkeleton(rows);
  expect(summary.start_us).toBe(skeleton.base_us);
  expect(summary.duration_us).toBe(traceEnd(skeleton));
});

test("events of a span are told by its clock", () => {
  const event = { name: "paid", at_us: 2_030_000, details: {} };
  const rows = arrange([
    span({ span_id: "a", source: "shop", start_us: 5_000_000, duration_us: 100_000 }),
    span({
      span_id: "b",
      parent_span_id: "a",
      source: "bank",
      start_us: 2_000_000,
      duration_us: null,
      events: [event],
      marks: ["open"],
    }),
  ]);
  expect(
    summarize(
      rows.map((row) => row.span),
      later,
    ).duration_us,
  ).toBe(100_000);
});

test("operation and source are those of the root, however late it came", () => {
  const spans = [
    span({ span_id: "child", parent_span_id: "root", operation: "below", start_us: 10 }),
    span({ span_id: "root", operation: "above", source: "ui", start_us: 20, status: "error" }),
  ];
  expect(summarize(spans, later)).toMatchObject({
    operation: "above",
    source: "ui",
    spans: 2,
    errors: 1,
    status: "error",
  });
});

test("a trace with an open span is at work for a minute after it was last heard of", () => {
  const spans = [span({ start_us: 1_000_000, duration_us: null, marks: ["open"] })];
  expect(summarize(spans, 2_000_000).status).toBe("active");
  expect(summarize(spans, 62_000_000).status).toBe("ok");
});
