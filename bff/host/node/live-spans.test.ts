import { expect, test } from "vitest";
import type { OperationLog, Span } from "../../../shared/models/span.ts";
import { createLiveSpans } from "./live-spans.ts";

let id = 0;
const row = (fields: Partial<OperationLog> = {}): OperationLog => {
  id += 1;
  return {
    id,
    timestamp: "2026-11-20T12:00:00.000Z",
    trace_id: "t",
    span_id: `s${id}`,
    parent_span_id: null,
    source: "api",
    stage: "processing",
    operation: "load",
    task_uuid: null,
    start_us: 1_795_176_000_000_000 + id,
    duration_ms: 1,
    status: "ok",
    details: {},
    ...fields,
  };
};
const at = (now: number) => ({ now: () => now });

test("what is live are the newest 1,000 spans, in the order in which they came", async () => {
  const live = createLiveSpans(at(0));
  const rows = Array.from({ length: 5000 }, () => row());
  for (let n = 0; n < rows.length; n += 7) live.add(rows.slice(n, n + 7));
  const recent = await live.recent();
  expect(recent.map((span) => span.id)).toEqual(rows.slice(-1000).map((one) => one.id));
});

test("after 15 minutes a span is not live any more", async () => {
  const clock = { time: 0, now: () => clock.time };
  const live = createLiveSpans(clock);
  live.add([row({ operation: "old" })]);
  clock.time = 10 * 60_000;
  live.add([row({ operation: "young" })]);
  clock.time = 15 * 60_000 + 1;
  expect((await live.recent()).map(({ operation }) => operation)).toEqual(["young"]);
});

test("who watches is told of a span when it begins, and again, under the same id, when it ends", () => {
  const live = createLiveSpans(at(0));
  const told: Span[][] = [];
  live.subscribe((spans) => told.push([...spans]));
  const opened = row({ span_id: "a", stage: "request_received", duration_ms: null });
  live.add([opened]);
  live.add([row({ operation: "other" })]);
  live.add([row({ span_id: "a", stage: "response_sent", duration_ms: 5 })]);
  expect(told.map((spans) => spans.map((span) => [span.id, span.duration_us, span.marks]))).toEqual([
    [[opened.id, null, ["open"]]],
    [[opened.id + 1, 1000, []]],
    [[opened.id, 5000, []]],
  ]);
});

test("spans of two traces that share an id are not taken for one", async () => {
  const live = createLiveSpans(at(0));
  const told: Span[] = [];
  live.subscribe((spans) => told.push(...spans));
  live.add([row({ span_id: "a", stage: "request_received", duration_ms: null })]);
  live.add([row({ trace_id: "u", span_id: "a", stage: "response_sent", duration_ms: null })]);
  expect(told.map(({ trace_id }) => trace_id)).toEqual(["t", "u"]);
  expect(await live.recent()).toHaveLength(2);
});

test("every span of a burst is told of, also those that are too many to stay", () => {
  const live = createLiveSpans(at(0));
  let told = 0;
  const end = live.subscribe((spans) => {
    told += spans.length;
  });
  live.add(Array.from({ length: 10_000 }, () => row()));
  expect(told).toBe(10_000);
  end();
  live.add([row()]);
  expect(told).toBe(10_000);
});

test("logs without span ids that all say the same are told of one by one", () => {
  const live = createLiveSpans(at(0));
  let told = 0;
  live.subscribe((spans) => {
    told += spans.length;
  });
  for (let n = 0; n < 200; n += 1) live.add([row({ span_id: null })]);
  expect(told).toBe(200);
  live.add(Array.from({ length: 3000 }, () => row({ span_id: null })));
  expect(told).toBe(3200);
});
