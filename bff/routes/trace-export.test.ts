import { afterEach, beforeEach, expect, test } from "vitest";
import type { LogEvent } from "../../shared/models/log-event.ts";
import { importTrace } from "../../shared/trace/import/import-trace.ts";
import { makeApp } from "../host/node/fixtures/app.ts";

let app: Awaited<ReturnType<typeof makeApp>>;
let token = "";
beforeEach(async () => {
  app = await makeApp();
  token = (await app.as("viewer")).token;
});
afterEach(() => app.dispose());

const start = 1_763_642_096_789_012;
const span = (n: number, fields: Partial<LogEvent> = {}): LogEvent => ({
  trace_id: "t1",
  span_id: `s${n}`,
  source: "gateway",
  stage: "processing",
  operation: "work",
  start_us: start + n,
  duration_ms: 1.5,
  ...fields,
});
const store = async (...events: LogEvent[]) =>
  expect(await app.ports.spans.record(events, { traceId: "t" })).toMatchObject({ ok: true });
const download = (query: string, id = "t1", headers: object = { authorization: `Bearer ${token}` }) =>
  app.request(`/api/traces/${encodeURIComponent(id)}/export${query}`, { headers: headers as HeadersInit });

test("a trace comes as CSV, nothing in it is a formula", async () => {
  await store(
    span(0, { operation: '=HYPERLINK("http://evil.example","x")', details: { a: 'b "c"' } }),
    span(1, { source: "+1", operation: "two\nlines, and a comma", parent_span_id: "s0", duration_ms: -2 }),
    span(2, { operation: " @sum" }),
  );
  const answer = await download("?format=csv");
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="trace-t1.csv"');
  const lines = (await answer.text()).split("\r\n");
  expect(lines[0]).toBe(
    "id,trace_id,span_id,parent_span_id,source,stage,operation,task_uuid,start,start_us,duration_ms,status,marks,events,details",
  );
  expect(lines[1]).toBe(
    `1,t1,s0,,gateway,processing,"'=HYPERLINK(""http://evil.example"",""x"")",,2025-11-20T12:34:56.789012Z,${start},1.5,ok,,,"{""a"":""b \\""c\\""""}"`,
  );
  expect(lines[2]).toContain(`,s1,s0,'+1,processing,"two\nlines, and a comma",`);
  expect(lines[2]).toContain(",0,ok,backwards,");
  expect(lines[3]).toContain(",' @sum,");
});

test("a long trace comes whole as JSON, in pieces", async () => {
  const big = "x".repeat(1_500_000);
  await store(...Array.from({ length: 1200 }, (_, n) => span(n, n < 3 ? { details: { big } } : {})));
  const answer = await download("?format=json");
  expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  const file = JSON.parse(await answer.text());
  expect(file.trace).toMatchObject({ trace_id: "t1", spans: 1200 });
  expect(file.spans.map(({ span_id }: { span_id: string }) => span_id)).toEqual(
    Array.from({ length: 1200 }, (_, n) => `s${n}`),
  );
  expect(file.spans[2].details.big).toBe(big);
  const read = importTrace(JSON.stringify(file));
  expect(read.ok && read.traces[0]!.spans).toEqual(file.spans);
});

test("one that is not known, a format that is none and a stranger are refused; odd ids make no odd file names", async () => {
  const codeOf = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as { code: string }).code,
  ];
  expect(await codeOf(await download("?format=csv", "none"))).toEqual([404, "TRACE_NOT_FOUND"]);
  await store(span(0), span(0, { trace_id: 'a/b"\r\n' }));
  expect(await codeOf(await download("?format=xml"))).toEqual([400, "INVALID_INPUT"]);
  expect(await codeOf(await download("", "t1", {}))).toEqual([401, "UNAUTHENTICATED"]);
  const odd = await download("", 'a/b"\r\n');
  expect(odd.headers.get("content-disposition")).toBe('attachment; filename="trace-a_b___.json"');
});
