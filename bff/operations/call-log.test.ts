import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Answer, makeApp } from "../host/node/fixtures/app.ts";
import { event } from "../host/node/fixtures/store.ts";
import { traceparentOf } from "../ports/trace-context.ts";

let app: Awaited<ReturnType<typeof makeApp>>;
let agent: Awaited<ReturnType<typeof app.as>>;
beforeEach(async () => {
  app = await makeApp();
  agent = await app.as("agent");
});
afterEach(() => app.dispose());

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const parent = "00f067aa0ba902b7";

async function spansOf(traceId: string): Promise<Answer[]> {
  await app.ports.spans.drained();
  const { json } = await agent.ask("GET", `/api/traces/${traceId}`);
  return json.code === "TRACE_NOT_FOUND" ? [] : json.spans;
}

describe("a call over HTTP", () => {
  test("is a span of its flow, below its caller's, with how long it took", async () => {
    const answer = await agent.ask("POST", "/api/patches/events", event("p1"), {
      traceparent: `00-${trace}-${parent}-01`,
      "x-trace-id": "not-this-one",
    });
    expect(answer.headers.get("x-trace-id")).toBe(trace);
    const spans = await spansOf(trace);
    expect(spans).toMatchObject([
      {
        source: "mission-control",
        stage: "request_received",
        operation: "patches.recordEvent",
        parent_span_id: parent,
        status: "ok",
        details: { via: "http", caller: "agent" },
        events: [{ name: "processing" }],
        marks: ["orphan"],
      },
    ]);
    expect(spans[0]!.duration_us).toBeGreaterThan(0);
    expect(answer.headers.get("traceparent")).toBe(`00-${trace}-${spans[0]!.span_id}-01`);
    expect(spans[0]!.span_id).not.toBe(parent);
    expect((await agent.ask("GET", `/api/patches/logs?trace_id=${trace}`)).json.results).toMatchObject([
      { patch_id: "p1", trace_id: trace },
    ]);
    expect((await agent.ask("GET", "/api/patches/logs?trace_id=other")).json.results).toEqual([]);
  });

  test("began in the microsecond in which it came, so that it is not before a caller of the same millisecond", async () => {
    const us = Date.now() * 1000 + 789;
    app.ports.clock = { now: () => Math.floor(us / 1000), nowUs: () => us };
    const { headers } = await agent.ask("POST", "/api/patches/events", event("p1"));
    expect(await spansOf(headers.get("x-trace-id")!)).toMatchObject([{ start_us: us }]);
  });

  test("that only asks for the patches of a trace is no part of that trace", async () => {
    const { headers } = await agent.ask("GET", `/api/patches/logs?trace_id=${trace}`);
    expect(await spansOf(headers.get("x-trace-id")!)).toMatchObject([{ operation: "patches.logs" }]);
    expect(await spansOf(trace)).toEqual([]);
  });

  test("that is refused is an error, with its code and words", async () => {
    const { headers } = await agent.ask("GET", "/api/patches/nowhere");
    const [span] = await spansOf(headers.get("x-trace-id")!);
    expect(span).toMatchObject({ status: "error", details: { code: "PATCH_NOT_FOUND" } });
    expect(span!.details.error).toContain("nowhere");
  });

  test("is shown while it is at work, and names the task it is for", async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const open = vi.spyOn(app.ports.journal, "patch").mockImplementation(async () => {
      await held;
      return { seq: 1, duplicate: false };
    });
    const call = agent.ask("POST", "/api/patches/events", event("p1", { task_id: "task-7" }), {
      "x-trace-id": "flow-7",
    });
    await vi.waitFor(() => expect(open).toHaveBeenCalled());
    expect(await spansOf("flow-7")).toMatchObject([
      { marks: ["open"], duration_us: null, task_uuid: "task-7" },
    ]);
    release();
    await call;
    expect(await spansOf("flow-7")).toMatchObject([{ marks: [], status: "ok" }]);
  });

  test("belongs to the flow that its patches name, where its headers name none", async () => {
    await agent.ask("POST", "/api/patches/events", event("p1", { meta: { trace_id: "by-meta" } }));
    expect(await spansOf("by-meta")).toHaveLength(1);
  });
});

test("reading spans, sending them, health and strangers leave no span", async () => {
  const own = { "x-trace-id": "quiet" };
  await agent.ask("GET", "/api/traces/active", undefined, own);
  await agent.ask("GET", "/api/traces/none/skeleton", undefined, own);
  await agent.ask("GET", "/healthz", undefined, own);
  await app.request("/api/patches/logs", { headers: own });
  expect(await spansOf("quiet")).toEqual([]);
});

test("what the dashboard reads by itself leaves no span; what it is told to do does", async () => {
  const admin = await app.as("admin");
  const { headers } = await app.request("/api/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: admin.token }),
  });
  const cookie = headers.get("set-cookie")!.split(";")[0]!;
  const read = await app.request("/api/patches/logs", { headers: { cookie } });
  const made = await app.request("/api/tokens", {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify({ name: "new", role: "viewer" }),
  });
  expect([read.status, made.status]).toEqual([200, 200]);
  expect(await spansOf(read.headers.get("x-trace-id")!)).toEqual([]);
  expect(await spansOf(made.headers.get("x-trace-id")!)).toMatchObject([{ operation: "tokens.create" }]);
});

test("calls over RPC are spans of the flow of their session, or of one that a call names itself", async () => {
  const named = { traceparent: traceparentOf({ traceId: "a".repeat(32), spanId: "b".repeat(16) }) };
  const calls = [
    ["logs", {}],
    ["facets", {}],
    ["orders", {}, named],
  ];
  const lines = calls.flatMap(([method, ...given], n) => [
    ["push", ["pipeline", 0, ["PatchOps", method], given]],
    ["pull", n + 1],
  ]);
  const answer = await app.request("/rpc", {
    method: "POST",
    headers: { authorization: `Bearer ${agent.token}`, traceparent: `00-${trace}-${parent}-01` },
    body: lines.map((line) => JSON.stringify(line)).join("\n"),
  });
  expect((await answer.text()).match(/"ok":true/g)).toHaveLength(3);
  const spans = await spansOf(trace);
  expect(spans.map(({ operation }) => operation).sort()).toEqual(["patches.facets", "patches.logs"]);
  expect(new Set(spans.map(({ span_id }) => span_id)).size).toBe(2);
  expect(spans).toMatchObject([{ parent_span_id: parent, details: { via: "rpc" } }, {}]);
  expect(await spansOf("a".repeat(32))).toMatchObject([
    { operation: "patches.orders", parent_span_id: "b".repeat(16) },
  ]);
});
