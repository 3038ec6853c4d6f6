import { afterEach, beforeEach, expect, test } from "vitest";
import type { LogEvent } from "../../../shared/models/log-event.ts";
import { ComparisonColumns } from "../../../shared/models/trace-comparison.ts";
import { comparedPrint } from "../../../shared/trace/compared-print.ts";
import { makeApp } from "../../host/node/fixtures/app.ts";

let app: Awaited<ReturnType<typeof makeApp>>;
let viewer: Awaited<ReturnType<typeof app.as>>;
beforeEach(async () => {
  app = await makeApp();
  viewer = await app.as("viewer");
  const span = (trace_id: string, span_id: string, duration_ms: number, own: Partial<LogEvent> = {}) => ({
    trace_id,
    span_id,
    source: "ui",
    stage: "processing",
    operation: span_id,
    start_us: 1_000_000,
    duration_ms,
    ...own,
  });
  await app.ports.spans.record(
    [
      span("a", "root", 100),
      span("a", "read", 10, { parent_span_id: "root" }),
      span("a", "gone", 10, { parent_span_id: "root" }),
      span("b", "root", 100),
      span("b", "read", 20, { parent_span_id: "root", status: "error", details: { why: "?" } }),
    ],
    { traceId: "t" },
  );
});
afterEach(() => app.dispose());

const ask = async (a: string, b: string) =>
  (await viewer.ask("GET", `/api/traces/compare?a=${a}&b=${b}`)).json;

test("a viewer asks how a second trace differs from a first, in columns and in words", async () => {
  const answer = await ask("a", "b");
  expect(answer).toMatchObject({ ok: true, a: { trace_id: "a", spans: 3 }, b: { trace_id: "b", errors: 1 } });
  expect(ComparisonColumns.parse(answer.comparison)).toMatchObject({
    above: [-1, 0, 0],
    deviation: [0, 1, null],
    counts: { matched: 2, slower: 1, status: 1, missing: 1, added: 0 },
    first_divergence: { kind: "status", at: 1 },
  });
  expect(answer.differences).toMatchObject([
    { kinds: ["status", "duration", "details"], operation: "read", a_us: 10_000, b_us: 20_000 },
    { kinds: ["missing"], operation: "gone", b: null, b_us: null },
  ]);
});

test("the other way round what was missing was added", async () => {
  expect((await ask("b", "a")).comparison).toMatchObject({
    counts: { faster: 1, added: 1, missing: 0 },
    first_divergence: { kind: "status", at: 1 },
  });
});

test("a trace that is not there is named, whichever of the two it is", async () => {
  for (const [a, b] of [
    ["a", "nope"],
    ["nope", "a"],
  ] as const)
    expect(await ask(a, b)).toMatchObject({
      ok: false,
      code: "TRACE_NOT_FOUND",
      details: { trace_id: "nope" },
    });
});

test("a trace that is too large is refused before it is read, with its size and what can be done", async () => {
  await app.ports.db.atomically([
    { sql: "UPDATE trace_summaries SET spans = ? WHERE trace_id = ?", params: [100_001, "b"] },
  ]);
  const refused = await ask("a", "b");
  expect(refused).toMatchObject({
    code: "TRACE_TOO_LARGE",
    details: { trace_id: "b", spans: 100_001, most: 100_000 },
  });
  expect(refused.error).toContain("/api/traces/:trace_id?from_us=");
});

test("the prints of a trace say of each span whether its details are those of another, and nothing of what they are", async () => {
  const prints = async (trace: string) => (await viewer.ask("GET", `/api/traces/${trace}/prints`)).json;
  const [a, b] = [await prints("a"), await prints("b")];
  const { skeleton } = (await viewer.ask("GET", "/api/traces/a/skeleton")).json as {
    skeleton: { id: number[] };
  };
  expect(a.id).toEqual(skeleton.id);
  const nothing = comparedPrint({});
  expect(a.print).toEqual([nothing, nothing, nothing]);
  expect(b.print).toEqual([nothing, comparedPrint({ why: "?" })]);
  expect(await prints("none")).toMatchObject({ code: "TRACE_NOT_FOUND", details: { trace_id: "none" } });
});
