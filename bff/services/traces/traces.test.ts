import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Answer } from "../../host/node/fixtures/app.ts";
import { idsOf, makeTraceApp, now, span } from "../../host/node/fixtures/trace-app.ts";
import { minuteOf } from "../spans/rollup.ts";

let app: Awaited<ReturnType<typeof makeTraceApp>>;
beforeEach(async () => {
  app = await makeTraceApp();
});
afterEach(() => app.dispose());

describe("one trace", () => {
  test("comes with its spans by start, and what is odd about them", async () => {
    await app.store(
      span("t1", "b", { parent_span_id: "a", start_us: (now - 900) * 1000, details: { n: 1 } }),
      span("t1", "a", { duration_ms: 500, operation: "checkout" }),
      span("t1", "lost", { parent_span_id: "nobody" }),
      span("t1", "back", { duration_ms: -3 }),
      span("t1", "x", { parent_span_id: "y" }),
      span("t1", "y", { parent_span_id: "x" }),
    );
    const answer = await app.get("/api/traces/t1");
    expect(answer).toMatchObject({
      ok: true,
      total: 6,
      trace: { trace_id: "t1", operation: "checkout", spans: 6, errors: 0, status: "ok" },
    });
    const byId = Object.fromEntries(answer.spans.map((one: Answer) => [one.span_id, one]));
    expect(byId.b).toMatchObject({ parent_span_id: "a", details: { n: 1 }, marks: [] });
    expect(byId.lost.marks).toEqual(["orphan"]);
    expect(byId.back).toMatchObject({ marks: ["backwards"], duration_us: 0 });
    expect([byId.x.marks, byId.y.marks].flat()).toEqual(["cycle"]);
    expect(answer.spans.at(-1).span_id).toBe("b");
  });

  test("is paired from its moments, an open one is active until it has not been heard of for a minute", async () => {
    const begin = span("t1", "a", { stage: "request_received", duration_ms: null });
    await app.store(begin);
    expect(await app.get("/api/traces/t1")).toMatchObject({ total: 1, trace: { status: "active" } });
    app.pass(61_000);
    expect(await app.get("/api/traces/t1")).toMatchObject({ trace: { status: "ok" } });
    await app.store({ ...begin, stage: "response_sent", start_us: now * 1000, duration_ms: 1000 });
    const { spans, trace } = await app.get("/api/traces/t1");
    expect(spans).toMatchObject([{ stage: "request_received", duration_us: 1_000_000, marks: [] }]);
    expect(trace).toMatchObject({ spans: 1, status: "ok", duration_us: 1_000_000 });
  });

  test("is sent in windows, by number and by time, and as columns", async () => {
    const many = Array.from({ length: 30 }, (_, n) =>
      span("t1", `s${n}`, { start_us: (now + n) * 1000, ...(n > 0 ? { parent_span_id: "s0" } : {}) }),
    );
    await app.store(...many);
    const page = await app.get("/api/traces/t1?limit=10&offset=25");
    expect(page.total).toBe(30);
    expect(page.spans.map((one: Answer) => one.span_id)).toEqual(["s25", "s26", "s27", "s28", "s29"]);
    const part = await app.get(`/api/traces/t1?from_us=${(now + 3) * 1000 + 500}&to_us=${(now + 5) * 1000}`);
    expect(part.spans.map((one: Answer) => one.span_id)).toEqual(["s3", "s4", "s5"]);
    expect(await app.get(`/api/traces/t1?from_us=${(now + 1000) * 1000}`)).toMatchObject({
      spans: [],
      total: 0,
    });

    const { skeleton } = await app.get("/api/traces/t1/skeleton");
    expect(skeleton.id).toHaveLength(30);
    expect(skeleton.parent.slice(0, 3)).toEqual([-1, 0, 0]);
    await app.store(span("t1", "later", { parent_span_id: "s0", start_us: (now + 99) * 1000 }));
    expect((await app.get("/api/traces/t1/skeleton")).skeleton.id).toHaveLength(31);
  });

  test("has its windows where the waterfall has its spans: shifts of clocks applied", async () => {
    await app.store(
      span("t1", "a", { start_us: now * 1000, duration_ms: 100 }),
      span("t1", "b", {
        parent_span_id: "a",
        source: "late",
        start_us: (now - 60_000) * 1000,
        duration_ms: 20,
      }),
    );
    const { spans } = await app.get(`/api/traces/t1?from_us=${now * 1000}&to_us=${(now + 50) * 1000}`);
    expect(spans).toMatchObject([
      { span_id: "b", marks: ["skew"], shifted_us: 60_040_000 },
      { span_id: "a" },
    ]);
  });

  test("keeps long details for who asks for that span", async () => {
    const long = "x".repeat(300_000);
    await app.store(span("t1", "a", { details: { long } }));
    const { spans } = await app.get("/api/traces/t1");
    expect(spans[0].details).toEqual({ cut: JSON.stringify({ long }).length });
    const one = await app.get(`/api/traces/t1/spans/${spans[0].id}`);
    expect(one.span.details.long).toBe(long);
    expect(one.logs).toMatchObject([{ span_id: "a", details: { long } }]);
  });

  test("may be of a thousand services with names without end, and hold ten megabytes in one span", async () => {
    const agent = await app.as("agent");
    const name = (n: number): string => `call ${n} `.padEnd(400, "long ");
    const events = Array.from({ length: 1000 }, (_, n) =>
      span("t1", `s${n}`, { source: `service-${n}`, operation: name(n) }),
    );
    const huge = "y".repeat(10 * 1024 * 1024 - 200);
    expect(
      (await agent.ask("POST", "/api/logs", [...events, span("t1", "huge", { details: { huge } })])).json,
    ).toMatchObject({ ok: true, accepted: 1001 });
    const { skeleton, trace } = await app.get("/api/traces/t1/skeleton");
    expect([skeleton.sources.length, skeleton.operations[0].length, trace.sources.length]).toEqual([
      1001, 400, 1001,
    ]);
    const page = await app.get("/api/traces/t1?limit=10000");
    expect(page.total).toBe(1001);
    expect(JSON.stringify(page).length).toBeLessThan(2_000_000);
    const [first] = page.spans.filter((one: Answer) => one.span_id === "huge");
    expect((await app.get(`/api/traces/t1/spans/${first.id}`)).span.details.huge).toHaveLength(huge.length);
    expect((await app.get("/api/traces/active")).sources).toHaveLength(1001);
    const { cells, left_out } = await app.get("/api/traces/activity?minutes=60");
    expect(cells.length + left_out).toBe(1001);
    expect(cells.length).toBe(333);
    const more = await agent.ask("POST", "/api/logs", span("t1", "more", { details: { huge: huge + huge } }));
    expect([more.status, more.json.code]).toEqual([413, "BODY_TOO_LARGE"]);
  });

  test("tells which of its spans the sender calls so, of twins both", async () => {
    await app.store(
      span("t1", "b", { start_us: (now - 100) * 1000, operation: "twin" }),
      span("t1", "a"),
      span("t1", "b", { start_us: (now - 200) * 1000, source: "other", operation: "first twin" }),
      span("t2", "b"),
    );
    const { ids } = await app.get("/api/traces/t1/spans?span_id=b");
    const named = await Promise.all(ids.map((id: number) => app.get(`/api/traces/t1/spans/${id}`)));
    expect(named.map(({ span: { operation } }) => operation)).toEqual(["first twin", "twin"]);
    for (const path of ["t1/spans?span_id=c", "none/spans?span_id=b"])
      expect(await app.get(`/api/traces/${path}`), path).toMatchObject({ code: "TRACE_NOT_FOUND" });
    expect(await app.get("/api/traces/t1/spans")).toMatchObject({ code: "INVALID_INPUT" });
  });

  test("names the tasks that its spans are for, each once", async () => {
    await app.store(
      span("t1", "a", { task_uuid: "T-2" }),
      span("t1", "b", { task_uuid: "T-1", start_us: (now + 1) * 1000 }),
      span("t1", "c", { task_uuid: "T-2", start_us: (now + 2) * 1000 }),
      span("t1", "d", { start_us: (now + 3) * 1000 }),
    );
    expect((await app.get("/api/traces/t1/skeleton")).skeleton.tasks).toEqual(["T-2", "T-1"]);
  });

  test("that nobody knows is refused, and so is a span it does not have", async () => {
    const viewer = await app.as("viewer", "another");
    for (const path of ["/api/traces/none", "/api/traces/none/skeleton", "/api/traces/none/spans/1"]) {
      const { status, json } = await viewer.ask("GET", path);
      expect([status, json.code], path).toEqual([404, "TRACE_NOT_FOUND"]);
    }
    await app.store(span("t1", "a"));
    expect(await app.get("/api/traces/t1/spans/99")).toMatchObject({ code: "TRACE_NOT_FOUND" });
  });
});

describe("active traces", () => {
  test("are those of the live cache, newest first, with what there is to filter by", async () => {
    await app.store(
      span("old", "a", { start_us: (now - 9000) * 1000, source: "ui", operation: "click" }),
      span("new", "b", { status: "error", details: { file: "src/cart.ts" } }),
    );
    const all = await app.get("/api/traces/active");
    expect(idsOf(all)).toEqual(["new", "old"]);
    expect(all).toMatchObject({ sources: ["gateway", "ui"], operations: ["click", "work"] });
    expect(idsOf(await app.get("/api/traces/active?status=error"))).toEqual(["new"]);
    expect(idsOf(await app.get("/api/traces/active?source=ui,other"))).toEqual(["old"]);
    expect(idsOf(await app.get("/api/traces/active?search=CART"))).toEqual(["new"]);
    expect(idsOf(await app.get("/api/traces/active?min_ms=2"))).toEqual([]);
  });
});

describe("search", () => {
  beforeEach(async () => {
    const moment = { stage: "request_received", source: "billing", duration_ms: null };
    await app.store(
      span("t1", "a", { source: "ui", operation: "click pay", details: { file: "src/cart.ts" } }),
      span("t2", "b", { start_us: (now - 5000) * 1000, duration_ms: 70, task_uuid: "task-7" }),
      span("t3", "c", { start_us: (now - 9000) * 1000, ...moment }),
      span("t3", "c", {
        ...moment,
        start_us: (now - 8000) * 1000,
        stage: "error",
        duration_ms: 1000,
        details: { message: "no such card" },
      }),
      span("t4", "d", { start_us: (now - 20_000) * 1000, operation: "Überweisung" }),
    );
  });
  const found = async (query: string) => idsOf(await app.get(`/api/traces?${query}`));

  test.each([
    ["", ["t1", "t2", "t3", "t4"]],
    ["source=ui", ["t1"]],
    ["stage=processing&source=gateway", ["t2", "t4"]],
    ["operation=work,click pay", ["t1", "t2", "t3"]],
    ["status=error", ["t3"]],
    ["status=ok", ["t1", "t2", "t4"]],
    ["min_ms=50&max_ms=100", ["t2"]],
    ["task_uuid=task-7", ["t2"]],
    ["stage=request_received&min_ms=500", ["t3"]],
    ["stage=request_received&min_ms=500&search=card", ["t3"]],
    ["source=ui&min_ms=500", []],
    [`from=2026-11-20T12:34:20Z&to=2026-11-20T12:34:27Z`, ["t2", "t3"]],
    ["search=CART", ["t1"]],
    ["search=pay cart", ["t1"]],
    ["search=pay card", []],
    ["search=such card", ["t3"]],
    ["search=überweisung", ["t4"]],
    ["search=t2", ["t2"]],
    ["search=%25", []],
    ["search=a\"b' OR *", []],
  ])("%s", async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  test("pages by key, and refuses a cursor that is none", async () => {
    const pages: string[][] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Answer = await app.get(
        `/api/traces?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      pages.push(idsOf(page));
      cursor = page.next;
    }
    expect(pages).toEqual([
      ["t1", "t2"],
      ["t3", "t4"],
    ]);
    expect(await app.get("/api/traces?cursor=nonsense")).toMatchObject({ code: "INVALID_INPUT" });
  });
});

test("activity counts operations by source and minute", async () => {
  await app.store(
    span("t1", "a", { duration_ms: 10 }),
    span("t1", "b", { duration_ms: 30, status: "error" }),
    span("t2", "c", { source: "ui", start_us: (now - 360_000) * 1000 }),
  );
  const answer = await app.get("/api/traces/activity?minutes=10");
  const minute = minuteOf(new Date(now).toISOString());
  expect(answer.cells).toContainEqual({ minute, source: "gateway", count: 2, errors: 1, avg_ms: 20 });
  expect(answer.cells).toHaveLength(2);
  expect(answer.latency.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(3);
  expect(answer.per_minute).toBeCloseTo(2 / 4.5);
  expect(await app.get("/api/traces/activity?minutes=5")).toMatchObject({ cells: [{ source: "gateway" }] });
});

test("activity of some sources is theirs alone: what they did, how often, and how long it took", async () => {
  await app.store(
    span("t1", "a", { duration_ms: 10 }),
    span("t1", "b", { source: "db", duration_ms: 700 }),
    span("t1", "c", { source: "ui", duration_ms: 3 }),
  );
  const { cells, latency, per_minute } = await app.get("/api/traces/activity?source=db,ui");
  expect(cells.map(({ source }: Answer) => source)).toEqual(["db", "ui"]);
  expect(latency).toEqual([
    { upto_ms: 5, count: 1 },
    { upto_ms: 1000, count: 1 },
  ]);
  expect(per_minute).toBeCloseTo(2 / 4.5);
  expect(await app.get("/api/traces/activity?source=nobody")).toMatchObject({
    cells: [],
    left_out: 0,
    latency: [],
    per_minute: 0,
  });
});

test("a sender whose clock is ahead is counted once the minute has come", async () => {
  await app.store(span("t1", "a", { start_us: (now + 60_000) * 1000 }));
  expect(await app.get("/api/traces/activity")).toMatchObject({ cells: [], latency: [], per_minute: 0 });
  app.pass(60_000);
  expect(await app.get("/api/traces/activity")).toMatchObject({
    cells: [{ count: 1 }],
    latency: [{ count: 1 }],
  });
});
