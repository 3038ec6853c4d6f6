import type { ServerResponse } from "node:http";
import { newHttpBatchRpcResponse, RpcTarget } from "capnweb";
import { describe, expect, test } from "vitest";
import type { Replay, ReplayCall } from "../../../shared/models/replay.ts";
import { answering, never, replayLive, seen } from "./fixtures/live-replays.ts";
import { logSpans, spansOf, treeOf } from "./fixtures/logged-spans.ts";
import { httpFactory, reply, setUpScriptedFactories, socketFactory } from "./fixtures/scripted-factory.ts";
import { call, setUpServers, start } from "./fixtures/served.ts";

setUpServers();
setUpScriptedFactories();

/** The root of a Cap'n Web endpoint with this as `SimOps`. */
class Root extends RpcTarget {
  readonly #simOps: RpcTarget;
  constructor(methods: Record<string, (...args: unknown[]) => unknown>) {
    super();
    const SimOps = class extends RpcTarget {};
    for (const [name, value] of Object.entries(methods))
      Object.defineProperty(SimOps.prototype, name, { value });
    this.#simOps = new SimOps();
  }
  get SimOps() {
    return this.#simOps;
  }
}

test("a factory that takes back what it could while a replay runs is not asked again", async () => {
  const server = await start();
  const asked: string[] = [];
  const { send } = await socketFactory(server, "maker", ({ type, payload }) => {
    if (type !== "simulate_operation") return;
    asked.push(payload.operation);
    // answered in order: what it says of itself counts before its answer does
    send({ type: "hello", payload: { factory: "maker", capabilities: [] } });
    send({ type: "simulate_result", payload: { request_id: payload.request_id, answer: { ok: true } } });
  });
  await logSpans(server, ["1", null, "maker", "first", 0, 5], ["2", null, "maker", "second", 10, 5]);
  const answer = await replayLive(server);
  expect(asked).toEqual(["first"]);
  expect(answer).toMatchObject({ status: "failed" });
  expect(answer.replay.report.calls).toMatchObject([
    { operation: "first", ok: true },
    { code: "FACTORY_NOT_CONNECTED", error: expect.stringContaining("any more") },
  ]);
});

describe("a factory that does not answer in time", () => {
  test("is told so over its socket; what it answers later is dropped without a word", async () => {
    const server = await start();
    const { heard, send } = await socketFactory(server, "maker", never);
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    const answer = await replayLive(server, { timeout_ms: 30 });
    expect(answer).toMatchObject({ ok: true, status: "failed" });
    const [made] = answer.replay.report.calls as ReplayCall[];
    expect(made).toMatchObject({ ok: false, differs: true, code: "FACTORY_TIMEOUT" });
    expect(made!.error).toMatch(/did not answer within 30 ms/);
    await expect.poll(() => heard.map(({ type }) => type)).toEqual(["simulate_operation", "simulate_cancel"]);
    const { request_id } = heard[0]!.payload;
    expect(heard[1]!.payload).toEqual({ request_id });
    send({ type: "simulate_result", payload: { request_id, answer: { ok: true } } });
    send({ type: "simulate_result", payload: { request_id: "never asked", answer: { ok: true } } });
    send({ type: "simulate_result", payload: { request_id, ok: true } });
    // messages are answered in order: the first two left no word
    await expect
      .poll(() => heard.slice(2).map(({ payload }) => payload.error))
      .toEqual([expect.stringMatching(/^simulate_result is \{ "request_id"/)]);
    expect((await seen(server, answer.new_trace)).status).toBe("failed");
  });

  test("has its connection closed over HTTP, and is not asked a second time", async () => {
    const server = await start();
    const closed: string[] = [];
    const { heard } = await httpFactory(server, "maker", (_call, _request, response) => {
      response.on("close", () => closed.push(response.writableEnded ? "answered" : "hung up"));
    });
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    // long enough for the call to arrive on a busy machine
    const answer = await replayLive(server, { timeout_ms: 2000 });
    expect(answer.replay.report.calls).toMatchObject([{ code: "FACTORY_TIMEOUT" }]);
    await expect.poll(() => closed).toEqual(["hung up"]);
    expect(heard).toHaveLength(1);
  });
});

describe("a replay that is aborted while a call is under way", () => {
  for (const via of ["socket", "http"] as const) {
    test(`lets the factory know over ${via}, begins no other call, and leaves nothing open`, async () => {
      const server = await start();
      let hungUp = false;
      const factory =
        via === "socket"
          ? await socketFactory(server, "maker", never)
          : await httpFactory(server, "maker", (_call, _request, response) => {
              response.on("close", () => {
                hungUp = true;
              });
            });
      await logSpans(
        server,
        ["0", null, "desk", "order", 0, 100],
        ["1", "0", "maker", "first", 0, 5],
        ["2", "0", "maker", "second", 10, 5],
      );
      const { new_trace } = await replayLive(server, { wait: false });
      await expect.poll(() => factory.heard.length).toBe(1);
      const aborted = await call(server, "POST", `/api/traces/replays/${new_trace}/abort`);
      expect(aborted.replay).toMatchObject({
        status: "aborted",
        report: { reason: expect.stringMatching(/^aborted by/) },
      });
      expect(aborted.replay.report.calls).toMatchObject([
        { operation: "first", ok: false, code: "FACTORY_TIMEOUT", error: expect.stringMatching(/aborted/) },
      ]);
      if (via === "http") await expect.poll(() => hungUp).toBe(true);
      else await expect.poll(() => factory.heard.at(-1)).toMatchObject({ type: "simulate_cancel" });
      const spans = await spansOf(server, new_trace);
      expect(treeOf(spans)).toEqual([
        "mission-control replay ok",
        "  desk order error",
        "    maker first error",
      ]);
      expect(spans.flatMap(({ marks }) => marks)).toEqual([]);
      expect(factory.heard.filter(({ type }) => type !== "simulate_cancel")).toHaveLength(1);
    });
  }
});

describe("a connection that breaks", () => {
  test("is tried once more with the same key", async () => {
    const server = await start();
    const { heard } = await httpFactory(server, "maker", (_call, request, response) => {
      if (heard.length === 1) request.socket.destroy();
      else reply(response, { ok: true });
    });
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    expect(await replayLive(server)).toMatchObject({
      status: "completed",
      replay: { report: { calls_total: 1 } },
    });
    expect(heard).toHaveLength(2);
    expect(heard[1]).toEqual(heard[0]);
  });

  test("twice is not tried a third time", async () => {
    const server = await start();
    const { heard } = await httpFactory(server, "maker", (_call, request) => request.socket.destroy());
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    const { report } = (await replayLive(server)).replay as Replay;
    expect(report.calls).toMatchObject([{ ok: false, code: "FACTORY_NOT_CONNECTED" }]);
    expect(heard).toHaveLength(2);
  });

  test("has the factory's older socket take over; another socket's answer does not count", async () => {
    const server = await start();
    const older = await socketFactory(
      server,
      "maker",
      answering(() => ({ ok: true })),
    );
    const newer = await socketFactory(server, "maker", ({ payload }) => {
      const result = { request_id: payload.request_id, answer: { ok: false, error: "not mine to say" } };
      older.send({ type: "simulate_result", payload: result });
      // accepted or not, it has come before this socket goes
      older.send({ type: "no such type" });
    });
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    const { new_trace } = await replayLive(server, { wait: false });
    await expect.poll(() => older.heard.map(({ type }) => type)).toEqual(["refused"]);
    expect((await seen(server, new_trace)).status).toBe("running");
    newer.socket.terminate();
    await expect.poll(async () => (await seen(server, new_trace)).status).toBe("completed");
    const asked = [...newer.heard, ...older.heard].filter(({ type }) => type === "simulate_operation");
    expect(asked).toHaveLength(2);
    expect(asked[0]!.payload.idempotency_key).toBe(asked[1]!.payload.idempotency_key);
  });
});

describe("what is no answer", () => {
  const faults: [string, RegExp, (response: ServerResponse) => void][] = [
    ["a redirect", /it is a redirect \(302\)/, (r) => r.writeHead(302, { location: "/elsewhere" }).end()],
    ["a page", /it is no JSON \(HTTP status 500\)/, (r) => r.writeHead(500).end("<h1>Oops</h1>")],
    ["a list", /it is no object/, (r) => reply(r, [])],
    ["an object without ok", /it has no "ok"/, (r) => reply(r, { result: 1 })],
    ["a refusal without words", /without words/, (r) => reply(r, { ok: false })],
    [
      "more than a megabyte",
      /longer than 1048576 bytes/,
      (r) => reply(r, { ok: true, x: "x".repeat(1_100_000) }),
    ],
  ];
  for (const [what, words, answer] of faults)
    test(`is refused: ${what}`, async () => {
      const server = await start();
      const { heard } = await httpFactory(server, "maker", (_call, _request, response) => answer(response));
      await logSpans(server, ["1", null, "maker", "make", 0, 5]);
      const { report } = (await replayLive(server)).replay as Replay;
      expect(report.calls).toMatchObject([
        { ok: false, differs: true, code: "FACTORY_FAULT", error: expect.stringMatching(words) },
      ]);
      expect(heard).toHaveLength(1);
    });

  const overCapnWeb = { capabilities: ["simulateOperation"], simulate_via: "capnweb" };
  const noRoots: [string, RegExp, RpcTarget | null][] = [
    ["a status", /HTTP status 404/, null],
    ["no such method", /its method failed/, new Root({})],
    [
      "a method that throws",
      /its method failed: no paint\. It has to/,
      new Root({
        simulateOperation: () => {
          throw new Error("no paint\n    at paint (/home/maker/paint.js:1:1)");
        },
      }),
    ],
    [
      "references to its own objects",
      /its method failed/,
      new Root({ simulateOperation: () => ({ ok: true, more: () => 1 }) }),
    ],
  ];
  test("is refused by Cap'n Web: messages without end", async () => {
    const server = await start();
    await httpFactory(
      server,
      "maker",
      (_body, _request, response) => response.end('["push",["import",0]]\n'.repeat(40_000)),
      overCapnWeb,
    );
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    const { report } = (await replayLive(server)).replay as Replay;
    expect(report.calls).toMatchObject([
      { code: "FACTORY_FAULT", error: expect.stringContaining("it is 40000 messages") },
    ]);
  });

  for (const [what, words, root] of noRoots)
    test(`is refused by Cap'n Web: ${what}`, async () => {
      const server = await start();
      const factory = await httpFactory(
        server,
        "maker",
        async (body, _request, response) => {
          if (root === null) return response.writeHead(404).end();
          const batch = new Request("http://maker/rpc", { method: "POST", body: String(body) });
          response.end(await (await newHttpBatchRpcResponse(batch, root)).text());
        },
        overCapnWeb,
      );
      await logSpans(server, ["1", null, "maker", "make", 0, 5]);
      const { report } = (await replayLive(server)).replay as Replay;
      expect(report.calls).toMatchObject([
        { via: "capnweb", code: "FACTORY_FAULT", error: expect.stringMatching(words) },
      ]);
      expect(factory.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /rpc"]);
    });

  test("says nothing of where the factory lies, and has no stack", async () => {
    const server = await start();
    const error =
      "Error: no such note\n    at write (/home/maker/app/notes.js:3:9)\n    at async main (file:///home/maker/app/main.js:1:1)\nsee /home/maker/app/notes.js or C:\\maker\\app\\x.js";
    await socketFactory(
      server,
      "maker",
      answering(() => ({ ok: false, error })),
    );
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    const answer = await replayLive(server);
    const spans = await spansOf(server, answer.new_trace);
    const told = JSON.stringify([answer, spans]);
    expect(told).toContain("Error: no such note");
    expect(told).not.toMatch(/home|notes\.js|at write|C:/);
  });
});
