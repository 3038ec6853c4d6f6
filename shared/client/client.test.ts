import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { newWebSocketRpcSession } from "capnweb";
import { describe, expect, expectTypeOf, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { z } from "zod";
import {
  call,
  replaceLine,
  setUpServers,
  start,
  workspaceRoot,
} from "../../bff/host/node/fixtures/served.ts";
import type { ServedWorkspace } from "../../bff/host/node/serve-workspace.ts";
import type { LogEvent as Taken } from "../models/log-event.ts";
import type { Span } from "../models/span.ts";
import { type ClientOptions, createClient } from "./client.ts";
import type { LogEvent } from "./log-event.ts";
import { orchestratorCall } from "./orchestrator-call.ts";
import { flowOf } from "./trace-flow.ts";

setUpServers();

const clientOf = (server: ServedWorkspace, options: Partial<ClientOptions> = {}) =>
  createClient({ source: "builder", url: server.url, token: server.adminToken, ...options });

async function spansOf(server: ServedWorkspace, traceId: string): Promise<Span[]> {
  return ((await call(server, "GET", `/api/traces/${traceId}`)).spans ?? []) as Span[];
}
const trace = "0af7651916cd43dd8448eb211c80319c";

/** An HTTP server that gives `answers` one after the other, and what it was sent. */
async function serverThatSays(
  ...answers: { status: number; body: unknown; headers?: Record<string, string> }[]
) {
  const bodies: LogEvent[][] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    bodies.push(JSON.parse(text));
    const { status, body, headers } = answers[Math.min(bodies.length, answers.length) - 1]!;
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe("a call and its flow, against a server", () => {
  test("are one tree: the call of the program, the RPC in it, and what the server logs of that", async () => {
    const server = await start();
    const client = clientOf(server);
    const answer = await client.withTrace(
      trace,
      (inner) => orchestratorCall(inner, "PatchOps", "applyPatches", replaceLine(2, "TWO")),
      "fix the second line",
    );
    expect(answer).toMatchObject({ ok: true, results: [{ ok: true, file: "a.txt" }] });
    expect(readFileSync(join(workspaceRoot(), "a.txt"), "utf8")).toBe("one\nTWO\nthree\n");
    expect(await client.flush()).toEqual({ waiting: 0, dropped: 0 });

    await expect.poll(async () => (await spansOf(server, trace)).length).toBe(3);
    const [outer, rpc, served] = await spansOf(server, trace);
    expect(outer).toMatchObject({
      stage: "before_call",
      operation: "fix the second line",
      status: "ok",
      marks: [],
    });
    expect(rpc).toMatchObject({ stage: "before_rpc", operation: "PatchOps.applyPatches", source: "builder" });
    expect(rpc!.parent_span_id).toBe(outer!.span_id);
    expect(served).toMatchObject({ source: "mission-control", operation: "patches.apply" });
    expect(served!.parent_span_id).toBe(rpc!.span_id);
    expect(outer!.start_us).toBeLessThanOrEqual(rpc!.start_us);
    expect(outer!.start_us + outer!.duration_us!).toBeGreaterThanOrEqual(rpc!.start_us + rpc!.duration_us!);
    const { results } = await call(server, "GET", "/api/patches/logs");
    expect(results[0].trace_id).toBe(trace);
  });

  test("a refusal is answered as it is, and logged as the error it is", async () => {
    const server = await start();
    const client = clientOf(server);
    const answer = await orchestratorCall(client, "PatchOps", "applyPatches", {
      ...replaceLine(99, "x"),
      traceId: trace,
    });
    expect(answer).toMatchObject({ ok: false, code: "LINE_OUT_OF_RANGE" });
    await client.flush();
    await expect.poll(async () => (await spansOf(server, trace)).length).toBe(2);
    const [rpc] = await spansOf(server, trace);
    expect(rpc).toMatchObject({
      operation: "PatchOps.applyPatches",
      status: "error",
      duration_us: expect.any(Number),
    });
    expect(rpc!.details).toMatchObject({ code: "LINE_OUT_OF_RANGE", error: expect.stringContaining("99") });
  });

  test("a call that throws is logged, and thrown on", async () => {
    const server = await start();
    const client = clientOf(server);
    const failing = client.withTrace("job-17", async function compile() {
      throw new Error("no space");
    });
    await expect(failing).rejects.toThrow("no space");
    await expect(orchestratorCall(client, "PatchOps", "dropTable", {})).rejects.toThrow(
      /PatchOps\.dropTable/,
    );
    await client.flush();
    expect(await spansOf(server, "job-17")).toMatchObject([
      {
        operation: "compile",
        status: "error",
        details: { error: "Error: no space" },
        duration_us: expect.any(Number),
      },
    ]);
  });

  test("says of what it is about, at its begin, and how it ended", async () => {
    const server = await start();
    const client = clientOf(server);
    const about = { operation: "draft", task_uuid: "task-1", details: { message: "hello" } };
    await client.withTrace("job-18", () => ({ ok: false, code: "NO_ROOM", error: "too long" }), about);
    await client.flush();
    expect(await spansOf(server, "job-18")).toMatchObject([
      {
        operation: "draft",
        task_uuid: "task-1",
        status: "error",
        details: { message: "hello", code: "NO_ROOM", error: "too long" },
      },
    ]);
  });

  test("goes on under whoever sent the request, and hands itself on", async () => {
    const server = await start();
    const client = clientOf(server);
    const flow = flowOf(new Headers({ traceparent: `00-${trace}-b7ad6b7169203331-01` }));
    const sent = await client.withTrace(flow, (inner) => inner.headers(), "serve");
    await client.flush();
    const [span] = await spansOf(server, trace);
    expect(span).toMatchObject({ parent_span_id: "b7ad6b7169203331" });
    expect(sent).toEqual({ "x-trace-id": trace, traceparent: `00-${trace}-${span!.span_id}-01` });
    expect(flowOf(new Headers({ "x-trace-id": "job-17" }))).toEqual({ traceId: "job-17" });
    expect(flowOf(new Headers()).traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  test("is the same over a Cap'n Web session, and with withTrace taken out of the client", async () => {
    const server = await start();
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/rpc`, {
      headers: { authorization: `Bearer ${server.adminToken}` },
    });
    const client = createClient({ source: "builder", entrypoints: newWebSocketRpcSession(socket as never) });
    const { withTrace } = client;
    await withTrace(trace, (inner) => orchestratorCall(inner, "PatchOps", "logs", { limit: 1 }));
    expect(await client.flush()).toEqual({ waiting: 0, dropped: 0 });
    await expect
      .poll(async () => (await spansOf(server, trace)).map(({ operation }) => operation))
      .toHaveLength(3);
    const [outer, rpc, served] = await spansOf(server, trace);
    expect([rpc!.parent_span_id, served!.parent_span_id]).toEqual([outer!.span_id, rpc!.span_id]);
    socket.close();
  });

  test("answers lists in lists as the server gave them", async () => {
    const server = await start();
    const over = await orchestratorCall(
      clientOf(server),
      "PatchOps",
      "simulatePatches",
      replaceLine(1, "ONE"),
    );
    const plain = await call(server, "POST", "/api/patches/simulate", replaceLine(1, "ONE"));
    expect(Object.keys(over).sort()).toEqual(Object.keys(plain).sort());
    expect((over.results as object[]).map((one) => Object.keys(one).sort())).toEqual(
      plain.results.map((one: object) => Object.keys(one).sort()),
    );
  });
});

describe("logging", () => {
  test("travels in batches, by itself, in order", async () => {
    const stored = { status: 200, body: { ok: true, trace_id: "t", accepted: 1 } };
    const server = await serverThatSays(stored);
    const client = createClient({ source: "a", url: server.url, flushAfterMs: 5 });
    for (let n = 0; n < 450; n += 1)
      client.log({ stage: "processing", operation: `step ${n}`, trace_id: "t" });
    await expect.poll(() => server.bodies.flat().length).toBe(450);
    expect(server.bodies.map((body) => body.length)).toEqual([200, 200, 50]);
    expect(server.bodies.flat().map(({ operation }) => operation)).toEqual(
      Array.from({ length: 450 }, (_, n) => `step ${n}`),
    );
  });

  test("that the server has no room for is sent again, once and in order", async () => {
    const server = await serverThatSays(
      {
        status: 429,
        body: { ok: false, code: "RATE_LIMITED", error: "wait" },
        headers: { "retry-after": "0" },
      },
      { status: 200, body: { ok: true } },
    );
    const client = createClient({ source: "a", url: server.url, flushAfterMs: 60_000 });
    client.log({ stage: "processing", operation: "one" });
    expect(await client.flush()).toEqual({ waiting: 1, dropped: 0 });
    client.log({ stage: "processing", operation: "two" });
    expect(await client.flush()).toEqual({ waiting: 0, dropped: 0 });
    expect(server.bodies.map((body) => body.map(({ operation }) => operation))).toEqual([
      ["one"],
      ["one", "two"],
    ]);
  });

  test("that was stored but never answered is not there twice", async () => {
    const server = await start();
    let lose = true;
    const client = clientOf(server, {
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!lose) return answer;
        lose = false;
        throw new TypeError("the connection was cut");
      },
    });
    client.log({ stage: "processing", operation: "compile", trace_id: "t", duration_ms: 1 });
    expect(await client.flush()).toEqual({ waiting: 1, dropped: 0 });
    expect(await client.flush()).toEqual({ waiting: 0, dropped: 0 });
    expect(await spansOf(server, "t")).toMatchObject([{ operation: "compile" }]);
  });

  test("to nobody, or by nobody who may, never fails the work", async () => {
    const server = await start();
    const away = createClient({ source: "a", url: "http://127.0.0.1:1" });
    expect(await away.withTrace(trace, () => 7)).toBe(7);
    expect(await away.flush()).toEqual({ waiting: 2, dropped: 0 });
    const lost: string[] = [];
    const stranger = clientOf(server, {
      token: "mc_wrong",
      onLost: (reason, n) => void lost.push(`${n} ${reason}`),
    });
    expect(await stranger.withTrace(trace, () => 8)).toBe(8);
    expect(await stranger.flush()).toEqual({ waiting: 0, dropped: 2 });
    expect(lost).toEqual([expect.stringMatching(/^2 UNAUTHENTICATED: /)]);
    const bare = createClient({ source: "a" });
    expect(await bare.withTrace("", () => 9)).toBe(9);
    await expect(orchestratorCall(bare, "PatchOps", "logs", {})).rejects.toThrow(
      "no url was given to createClient",
    );
  });

  test("of one event that is refused does not take the others with it", async () => {
    const server = await start();
    const lost: string[] = [];
    const client = clientOf(server, { onLost: (reason) => void lost.push(reason) });
    for (let n = 0; n < 50; n += 1) {
      const bad = n === 17 ? { start_us: -1 } : {};
      client.log({ stage: "processing", operation: `step ${n}`, trace_id: "t", duration_ms: 1, ...bad });
    }
    expect(await client.flush()).toEqual({ waiting: 0, dropped: 1 });
    expect(lost).toEqual([expect.stringContaining("start_us")]);
    const kept = (await spansOf(server, "t")).map(({ operation }) => operation);
    expect(kept.sort()).toEqual(
      Array.from({ length: 50 }, (_, n) => `step ${n}`)
        .filter((name) => name !== "step 17")
        .sort(),
    );
  });

  test("takes details that JSON has no word for, and those that are too long, and keeps the rest of the event", async () => {
    const server = await start();
    const client = clientOf(server);
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const events = { circle, bigint: { n: 12n }, long: { text: "x".repeat(100_000) }, none: {} };
    for (const [operation, details] of Object.entries(events))
      client.log({ stage: "processing", operation, trace_id: "t", duration_ms: 1, details });
    client.log({ stage: "", operation: "y".repeat(3000), trace_id: "t", duration_ms: 1 });
    expect(await client.flush()).toEqual({ waiting: 0, dropped: 0 });
    const byName = new Map((await spansOf(server, "t")).map((span) => [span.operation, span]));
    expect(byName.get("circle")!.details).toEqual({ unreadable: expect.stringContaining("circular") });
    expect(byName.get("bigint")!.details).toEqual({ n: "12" });
    expect(byName.get("long")!.details).toMatchObject({ cut: 100_011 });
    expect(byName.get("y".repeat(2000))).toMatchObject({ stage: "unnamed" });
  });

  test("keeps what waits within bounds, the newest last", async () => {
    const lost: number[] = [];
    const client = createClient({
      source: "a",
      url: "http://127.0.0.1:1",
      onLost: (_why, n) => void lost.push(n),
    });
    for (let n = 0; n < 10_003; n += 1) client.log({ stage: "processing", operation: `${n}` });
    expect(await client.flush()).toEqual({ waiting: 10_000, dropped: 3 });
    expect(lost.reduce((sum, n) => sum + n, 0)).toBe(3);
  });

  test("is what the server's schema says", () => {
    expectTypeOf<LogEvent>().toExtend<z.input<typeof Taken>>();
  });
});
