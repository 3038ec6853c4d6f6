import { afterEach, beforeEach, expect, test } from "vitest";
import type { LogEvent } from "../../../shared/models/log-event.ts";
import { makeApp } from "../../host/node/fixtures/app.ts";
import type { TracesCompared } from "../../ports/trace-reader.ts";

let app: Awaited<ReturnType<typeof makeApp>>;
beforeEach(async () => {
  app = await makeApp();
});
afterEach(() => app.dispose());

const begin = Date.parse("2026-11-20T12:00:00Z") * 1000;
let made = 0;

/** A span of 100 ms, unless it is said otherwise; `at`: milliseconds. */
const span = (trace_id: string, at: number, own: Partial<LogEvent> = {}): LogEvent => ({
  trace_id,
  span_id: `${trace_id}-${made++}`,
  source: "ui",
  stage: "processing",
  operation: "work",
  start_us: begin + at * 1000,
  duration_ms: 100,
  ...own,
});

async function compared(...events: LogEvent[]): Promise<Extract<TracesCompared, { is: "compared" }>> {
  expect(await app.ports.spans.record(events, { traceId: "t" })).toMatchObject({ ok: true });
  const found = await app.ports.traces.compare("a", "b");
  if (found.is !== "compared") throw new Error(found.is);
  return found;
}

test("details are compared whole, also those that are too long to be read with others", async () => {
  const long = (end: string) => ({ text: `${"x".repeat(50_000)}${end}` });
  const { comparison, differences } = await compared(
    span("a", 0, { operation: "same", details: { n: 1, list: [1, { deep: true }] } }),
    span("b", 0, { operation: "same", details: { list: [1, { deep: true }], n: 1 } }),
    span("a", 1, { operation: "long", details: long("a") }),
    span("b", 1, { operation: "long", details: long("a") }),
    span("a", 2, { operation: "longer", details: long("a") }),
    span("b", 2, { operation: "longer", details: long("b") }),
  );
  expect(comparison.counts).toMatchObject({ matched: 3, details: 1, missing: 0, added: 0 });
  expect(differences).toMatchObject([{ kinds: ["details"], operation: "longer", a_us: 100_000 }]);
});

test("a span of two rows has the details of both, and what was logged in between is none of them", async () => {
  const ends = (trace: string, at: number, own: Partial<LogEvent>) =>
    span(trace, at, { span_id: `${trace}-call`, stage: "response_sent", duration_ms: null, ...own });
  const { comparison } = await compared(
    ends("a", 0, { stage: "request_received", details: { path: "/" } }),
    ends("a", 3, { stage: "remark", details: { note: "only here" } }),
    ends("a", 5, { details: { status: 200 } }),
    ends("b", 0, { stage: "request_received", details: { path: "/", status: 200 } }),
    ends("b", 5, {}),
  );
  expect(comparison.counts).toEqual({
    matched: 1,
    slower: 0,
    faster: 0,
    otherwise: 0,
    missing: 0,
    added: 0,
    status: 0,
    details: 0,
  });
  expect(comparison.first_divergence).toBeNull();
});

test("of a thousand calls of one name the one that is missing is named, by its details", async () => {
  const calls = (trace: string, without?: number) => [
    span(trace, 0, { span_id: `${trace}-root`, operation: "root", duration_ms: 5000 }),
    ...Array.from({ length: 1000 }, (_, n) =>
      span(trace, 1 + n, {
        parent_span_id: `${trace}-root`,
        operation: "GET /item",
        details: { item: n },
        duration_ms: n % 7,
      }),
    ).filter((_, n) => n !== without),
  ];
  const { comparison, differences } = await compared(...calls("a"), ...calls("b", 500));
  expect(comparison.counts).toMatchObject({ matched: 1000, missing: 1, slower: 0, faster: 0, details: 0 });
  expect(differences).toMatchObject([{ kinds: ["missing"], b: null, b_us: null }]);
  const asked = await app.ports.traces.span("a", differences[0]!.a!);
  expect(asked?.span?.details).toEqual({ item: 500 });
});

test("a trace that is not there, or is longer than can be compared, is said by its id", async () => {
  await app.ports.spans.record([span("a", 0)], { traceId: "t" });
  expect(await app.ports.traces.compare("a", "b")).toEqual({ is: "unknown", trace_id: "b" });
  expect(await app.ports.traces.compare("b", "a")).toEqual({ is: "unknown", trace_id: "b" });
  await app.ports.db.atomically([
    { sql: "UPDATE trace_summaries SET spans = ? WHERE trace_id = ?", params: [100_001, "a"] },
  ]);
  expect(await app.ports.traces.compare("a", "a")).toMatchObject({ is: "too-large", spans: 100_001 });
  // open ones are read as well
  await app.db.atomically([{ sql: "UPDATE trace_summaries SET spans = 1, open = 100000", params: [] }]);
  expect(await app.ports.traces.compare("a", "a")).toMatchObject({ is: "too-large", spans: 100_001 });
});

test("without details none differ, and calls of one name go by how they ended and by their order", async () => {
  const call = (trace: string, at: number, n: number) => span(trace, at, { details: { n } });
  const events = [call("a", 0, 1), call("a", 1, 2), call("b", 0, 2), call("b", 1, 1)];
  const { comparison } = await compared(...events, span("b", 2, { operation: "new" }));
  expect(comparison.counts).toMatchObject({ matched: 2, details: 0, added: 1 });
  const found = await app.ports.traces.compare("a", "b", "without");
  if (found.is !== "compared") throw new Error(found.is);
  expect(found.details).toBe("without");
  expect(found.comparison.counts).toEqual(comparison.counts);
  // with details the first of the one is the second of the other
  expect(found.comparison.b).not.toEqual(comparison.b);
  expect(found.comparison.first_divergence).toMatchObject({ kind: "added" });
  expect(await app.ports.traces.compare("a", "b", "if-soon")).toMatchObject({ details: "with" });
});

test("details of long traces are left out where the answer is wanted soon, until they have been read once", async () => {
  for (const trace of ["a", "b"])
    for (let from = 0; from < 10_000; from += 2500)
      await app.ports.spans.record(
        Array.from({ length: 2500 }, (_, n) =>
          span(trace, from + n, { operation: `call ${from + n}`, details: { of: trace } }),
        ),
        { traceId: "t" },
      );
  const soon = () => app.ports.traces.compare("a", "b", "if-soon");
  expect(await soon()).toMatchObject({
    details: "without",
    comparison: { counts: { matched: 10_000, details: 0 } },
  });
  expect(await app.ports.traces.compare("a", "b")).toMatchObject({
    details: "with",
    comparison: { counts: { matched: 10_000, details: 10_000 } },
  });
  expect(await soon()).toMatchObject({ details: "with" });
});

test("of a trace that has grown the details of what is new are read, and of what was there not again", async () => {
  const open = { stage: "request_received", duration_ms: null, span_id: "b-open", operation: "open" };
  const { comparison } = await compared(
    ...["a", "b"].map((trace) => span(trace, 0, { operation: "old", details: { n: 1 } })),
    span("a", 1, { operation: "open", details: { n: 2, status: 200 } }),
    span("b", 1, { ...open, details: { n: 2 } }),
  );
  expect(comparison.counts).toMatchObject({ matched: 2, details: 1 });
  // rows do not change: who read this one again would see it
  await app.ports.db.atomically([
    {
      sql: "UPDATE operation_logs SET details = '{}' WHERE trace_id = ? AND operation = ?",
      params: ["b", "old"],
    },
  ]);
  const { comparison: grown } = await compared(
    span("b", 101, { ...open, stage: "response_sent", details: { status: 200 } }),
    span("b", 2, { operation: "new", details: { n: 3 } }),
    span("a", 2, { operation: "new", details: { n: 4 } }),
  );
  expect(grown.counts).toMatchObject({ matched: 3, details: 1 });
});
