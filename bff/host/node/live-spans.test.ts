import { expect, test } from "vitest";
import type { Span } from "../../../shared/models/span.ts";
import type { LiveRow, LiveSpans, LogHead } from "../../ports/live-spans.ts";
import { createLiveSpans } from "./live-spans.ts";

let id = 0;
const row = ({ details = {}, ...fields }: Partial<LogHead> & { details?: Span["details"] } = {}): LiveRow => {
  id += 1;
  const log: LogHead = {
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
    ...fields,
  };
  return { log, text: JSON.stringify(details) };
};
/** The spans that `live` tells of, each telling a list. */
function toldBy(live: LiveSpans): Span[][] {
  const told: Span[][] = [];
  live.subscribe((spans) =>
    told.push(spans.map(({ span, details }) => ({ ...span, details: JSON.parse(details) }))),
  );
  return told;
}
const at = (now: number) => ({ now: () => now });

test("what is live are the newest 1,000 spans, in the order in which they came", async () => {
  const live = createLiveSpans(at(0));
  const rows = Array.from({ length: 5000 }, () => row());
  for (let n = 0; n < rows.length; n += 7) live.add(rows.slice(n, n + 7));
  const recent = await live.recent();
  expect(recent.map((span) => span.id)).toEqual(rows.slice(-1000).map((one) => one.log.id));
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
  const told = toldBy(live);
  const opened = row({ span_id: "a", stage: "request_received", duration_ms: null });
  live.add([opened]);
  live.add([row({ operation: "other" })]);
  live.add([row({ span_id: "a", stage: "response_sent", duration_ms: 5 })]);
  expect(told.map((spans) => spans.map((span) => [span.id, span.duration_us, span.marks]))).toEqual([
    [[opened.log.id, null, ["open"]]],
    [[opened.log.id + 1, 1000, []]],
    [[opened.log.id, 5000, []]],
  ]);
});

test("spans of two traces that share an id are not taken for one", async () => {
  const live = createLiveSpans(at(0));
  const told = toldBy(live);
  live.add([row({ span_id: "a", stage: "request_received", duration_ms: null })]);
  live.add([row({ trace_id: "u", span_id: "a", stage: "response_sent", duration_ms: null })]);
  expect(told.flat().map(({ trace_id }) => trace_id)).toEqual(["t", "u"]);
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

test("a log of a moment finds the span that came before it, when no other was of a moment, and after", async () => {
  const live = createLiveSpans(at(0));
  const told = toldBy(live);
  live.add([row({ span_id: "a", details: { size: 1 } }), row({ span_id: "b" })]);
  live.add([row({ span_id: "a", stage: "retried", duration_ms: null, details: { why: "slow" } })]);
  live.add([row({ span_id: "b", stage: "retried", duration_ms: null })]);
  expect(told.flat().map(({ span_id, details, events }) => [span_id, details, events.length])).toEqual([
    ["a", { size: 1 }, 0],
    ["b", {}, 0],
    ["a", { size: 1 }, 1],
    ["b", {}, 1],
  ]);
  expect((await live.recent()).map(({ span_id, events }) => [span_id, events])).toMatchObject([
    ["a", [{ name: "retried", details: { why: "slow" } }]],
    ["b", [{ name: "retried", details: {} }]],
  ]);
  // and when those of a moment are gone, all is as before them
  live.add(Array.from({ length: 3000 }, () => row()));
  live.add([row({ span_id: "a" }), row({ span_id: "a", stage: "retried", duration_ms: null })]);
  expect(told.at(-1)).toMatchObject([{ span_id: "a", events: [{ name: "retried" }] }]);
});

test("events that a sender has in the details of a span are those of the span", async () => {
  const live = createLiveSpans(at(0));
  const told = toldBy(live);
  const event = { name: "cache miss", at_us: 7, details: { key: "k" } };
  live.add([
    row({ details: { size: 1, events: [event] } }),
    row({ details: { say: 'the "events" of today' } }),
    row({ details: { events: "many" } }),
  ]);
  const expected = [
    { details: { size: 1 }, events: [event] },
    { details: { say: 'the "events" of today' }, events: [] },
    { details: { events: "many" }, events: [] },
  ];
  expect(told.flat()).toMatchObject(expected);
  expect(await live.recent()).toMatchObject(expected);
});

test("what is told one row at a time is what a whole trace is read as", async () => {
  const live = createLiveSpans(at(0));
  const newest = new Map<number, Span>();
  const told = toldBy(live);
  const spans = ["a", "b", null, "c"];
  const stages = ["request_received", "processing", "response_sent", "error"];
  for (let n = 0; n < 400; n += 1) {
    const hash = Math.imul(n + 1, 2_654_435_761) >>> 0;
    const of = {
      span_id: spans[hash % 4]!,
      stage: stages[(hash >> 4) % 4]!,
      trace_id: `t${n % 3}`,
      // long stretches without a moment
      duration_ms: n % 100 < 60 || (hash >> 8) % 2 === 0 ? 1 : null,
      details: { n },
    };
    live.add([row(of)]);
  }
  for (const span of told.flat()) newest.set(span.id, span);
  const recent = await live.recent();
  expect(recent.length).toBeGreaterThan(100);
  for (const span of recent) expect(newest.get(span.id), `span ${span.id}`).toEqual(span);
});
