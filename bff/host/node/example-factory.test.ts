import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { newHttpBatchRpcSession } from "capnweb";
import { describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import type { Span } from "../../../shared/models/span.ts";
import type { Answer } from "./fixtures/app.ts";
import { ended, setUpFactories, startFactory } from "./fixtures/example-factory.ts";
import { call, setUpServers, start, stop, workspaceRoot } from "./fixtures/served.ts";
import type { ServedWorkspace } from "./serve-workspace.ts";

setUpServers();
setUpFactories();

const isHere = (server: ServedWorkspace) =>
  expect
    .poll(async () => await send(server, { type: "preview", payload: { factory: "note-factory" } }))
    .toBeNull();

/** Sends a request as a dashboard does; answers the refusal, or null where it is accepted. */
async function send(server: ServedWorkspace, message: object): Promise<Answer | null> {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  });
  const refused = new Promise<Answer>((resolve) =>
    socket.on("message", (data) => {
      const message = JSON.parse(String(data)) as Answer;
      if (message.type === "refused") resolve(message.payload);
    }),
  );
  await new Promise((resolve) => socket.on("open", resolve));
  socket.send(JSON.stringify(message));
  // the hub answers in order: the refusal of this one comes after that of the one before
  socket.send("no JSON");
  const first = await refused;
  socket.close();
  return first.code === "BAD_JSON" ? null : first;
}

const notes = () => readFileSync(join(workspaceRoot(), "NOTES.md"), "utf8");
const spansOf = async (server: ServedWorkspace, traceId: string) =>
  ((await call(server, "GET", `/api/traces/${traceId}`)).spans ?? []) as Span[];

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const simulation = {
  trace_id: trace,
  original_trace: "a".repeat(32),
  operation: "write-note",
  details: { message: "again" },
};

describe("the example factory", () => {
  test("does what it is asked for over its socket: patches, events and spans of one trace", async () => {
    const server = await start();
    await startFactory();
    await isHere(server);
    const seen: Answer[] = [];
    const watcher = new WebSocket(`${server.url.replace("http", "ws")}/ws`, {
      headers: { authorization: `Bearer ${server.adminToken}` },
    });
    watcher.on("message", (data) => seen.push(JSON.parse(String(data)) as Answer));
    await expect.poll(() => seen[0]?.type).toBe("connected");
    const ask = (message: string, trace_id: string) =>
      send(server, { type: "generate", payload: { factory: "note-factory", message, trace_id } });
    expect(await ask("remember  the milk", trace)).toBeNull();
    await expect.poll(() => existsSync(join(workspaceRoot(), "NOTES.md"))).toBe(true);
    expect(notes()).toBe("# Notes\n\n- remember the milk\n");

    await expect
      .poll(async () =>
        (await spansOf(server, trace)).map(({ source, operation }) => `${source} ${operation}`),
      )
      .toEqual([
        "note-factory generate",
        "note-factory write-note",
        "note-factory draft-note",
        "note-factory PatchOps.applyPatches",
        "mission-control patches.apply",
        "note-factory PatchOps.applyPatches",
        "mission-control patches.apply",
      ]);
    const spans = await spansOf(server, trace);
    expect(
      spans.map(({ parent_span_id }) => spans.findIndex((one) => one.span_id === parent_span_id)),
    ).toEqual([-1, 0, 1, 1, 3, 1, 5]);
    expect(spans.map(({ status }) => status)).toEqual(["ok", "ok", "ok", "error", "error", "ok", "ok"]);
    expect(spans.flatMap(({ marks }) => marks)).toEqual([]);
    const { results } = await call(server, "GET", "/api/patches/logs?status=applied");
    expect(results).toMatchObject([{ file: "NOTES.md", trace_id: trace, requester: "note-factory" }]);

    const its = () => seen.filter(({ payload }) => payload?.trace_id === trace).map(({ type }) => type);
    await expect.poll(its).toEqual(["generation_started", "generation_complete"]);
    watcher.close();

    expect(await ask("and the bread", "second")).toBeNull();
    await expect.poll(notes).toBe("# Notes\n\n- remember the milk\n- and the bread\n");
  });

  test("simulates over HTTP: really asked, nothing written, once for one key", async () => {
    const server = await start();
    const { url } = await startFactory();
    const parent = "b7ad6b7169203331";
    const simulate = async (body: object) =>
      (await (
        await fetch(`${url}/simulateOperation`, {
          method: "POST",
          headers: { "content-type": "application/json", traceparent: `00-${trace}-${parent}-01` },
          body: JSON.stringify(body),
        })
      ).json()) as Answer;
    const answers = [
      await simulate({ ...simulation, idempotency_key: "k" }),
      await simulate({ ...simulation, idempotency_key: "k" }),
    ];
    expect(answers[0]).toMatchObject({
      ok: true,
      trace_id: trace,
      results: [{ dry_run: true, file: "NOTES.md" }],
    });
    expect(answers[1]).toEqual(answers[0]);
    expect(existsSync(join(workspaceRoot(), "NOTES.md"))).toBe(false);
    const its = async () => (await spansOf(server, trace)).filter(({ source }) => source === "note-factory");
    await expect
      .poll(async () => (await its()).map(({ operation }) => operation))
      .toEqual([
        "SimOps.simulateOperation",
        "write-note",
        "draft-note",
        "PatchOps.simulatePatches",
        "PatchOps.simulatePatches",
      ]);
    const spans = await its();
    expect(spans[0]).toMatchObject({ parent_span_id: parent, details: { original_trace: "a".repeat(32) } });
    expect(spans[1]!.details).toEqual({ message: "again" });

    expect(await simulate({ ...simulation, operation: "deploy" })).toMatchObject({
      ok: false,
      error: '"deploy" is not done here; draft-note and write-note are',
    });
    expect(await simulate({ ...simulation, details: {} })).toMatchObject({ code: "INVALID_INPUT" });
  });

  test("simulates by Cap'n Web, and answers no page of a browser", async () => {
    await start();
    const { url } = await startFactory();
    const api = newHttpBatchRpcSession(`${url}/rpc`) as unknown as {
      SimOps: { simulateOperation(input: object): Promise<Answer> };
    };
    const answer = await api.SimOps.simulateOperation({ ...simulation, operation: "draft-note" });
    expect(answer).toMatchObject({ ok: true, line: "- again", trace_id: trace });
    const post = async (path: string, headers: Record<string, string>, body: string) =>
      (await fetch(url + path, { method: "POST", headers, body })).status;
    expect(await post("/simulateOperation", { origin: "https://evil.example" }, "{}")).toBe(403);
    expect(await post("/simulateOperation", {}, "no JSON")).toBe(400);
    expect(await post("/elsewhere", {}, "{}")).toBe(404);
    expect(await post("/simulateOperation", {}, "x".repeat(1_100_000))).toBe(413);
  });

  test("behind a token answers who brings that, and nobody else, before it reads what they want", async () => {
    await start();
    const { url } = await startFactory({ FACTORY_TOKEN: "k3y-0f-th3-f4ct0ry" });
    const post = async (path: string, authorization?: string) => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const response = await fetch(url + path, { method: "POST", headers, body: "no JSON" });
      return [response.status, ((await response.json()) as Answer).code];
    };
    for (const path of ["/simulateOperation", "/rpc"]) {
      expect(await post(path)).toEqual([401, "UNAUTHENTICATED"]);
      expect(await post(path, "Bearer another")).toEqual([401, "UNAUTHENTICATED"]);
    }
    expect(await post("/simulateOperation", "Bearer k3y-0f-th3-f4ct0ry")).toEqual([400, "BAD_JSON"]);
  });

  test("says hello with what it can do, simulates over its open socket, and comes back when that is cut", async () => {
    const http = createServer((_request, response) => response.end('{"ok":true}'));
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const sockets: WebSocket[] = [];
    const heard: Answer[] = [];
    new WebSocketServer({ server: http }).on("connection", (socket) => {
      sockets.push(socket);
      socket.on("message", (data) => heard.push(JSON.parse(String(data)) as Answer));
    });
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const { factory } = await startFactory({
      ORCHESTRATOR_URL: url,
      ORCHESTRATOR_TOKEN: "t",
      FACTORY_NAME: "f",
    });
    await expect
      .poll(() => heard)
      .toMatchObject([
        {
          type: "hello",
          payload: {
            factory: "f",
            url: expect.stringMatching(/^http/),
            capabilities: ["simulateOperation"],
            operations: ["draft-note", "write-note"],
            simulate_via: "socket",
          },
        },
      ]);
    sockets[0]!.terminate();
    await expect.poll(() => heard.filter(({ type }) => type === "hello").length).toBe(2);
    const payload = { ...simulation, operation: "draft-note", request_id: "r" };
    sockets.at(-1)!.send(JSON.stringify({ type: "simulate_operation", payload }));
    await expect
      .poll(() => heard.at(-1))
      .toMatchObject({
        type: "simulate_result",
        payload: { request_id: "r", answer: { ok: true, line: "- again" } },
      });
    expect(await ended(factory)).toBe(0);
    for (const socket of sockets) socket.terminate();
    http.close();
  });

  test("gives up what nobody waits for any more, and does it anew for who asks again with the same key", async () => {
    const held: (() => void)[] = [];
    const server = createServer((request, response) => {
      if (request.url === "/api/logs") response.end('{"ok":true}');
      else held.push(() => response.end("no answer of Mission Control"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const heard: Answer[] = [];
    let socket: WebSocket | undefined;
    new WebSocketServer({ server }).on("connection", (opened) => {
      socket = opened;
      opened.on("message", (data) => heard.push(JSON.parse(String(data)) as Answer));
    });
    const { url } = await startFactory({
      ORCHESTRATOR_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ORCHESTRATOR_TOKEN: "t",
    });
    const send = (type: string, payload: object) => socket!.send(JSON.stringify({ type, payload }));
    const last = () => heard.at(-1)!.payload;
    const keyed = { ...simulation, idempotency_key: "k" };

    send("simulate_operation", { ...keyed, request_id: "a" });
    await expect.poll(() => held.length).toBe(1);
    send("simulate_cancel", { request_id: "a" });
    await expect.poll(last).toMatchObject({ request_id: "a", answer: { ok: false, code: "CANCELLED" } });

    const impatient = new AbortController();
    const asked = fetch(`${url}/simulateOperation`, {
      method: "POST",
      body: JSON.stringify(keyed),
      signal: impatient.signal,
    });
    await expect.poll(() => held.length).toBe(2);
    impatient.abort();
    await expect(asked).rejects.toThrow();

    await expect
      .poll(async () => {
        send("simulate_operation", { ...keyed, request_id: "b" });
        for (const answer of held) answer();
        return last();
      })
      .toMatchObject({ request_id: "b", answer: { code: "SERVER_UNREACHABLE" } });
    socket!.terminate();
    server.closeAllConnections();
    server.close();
  });

  test("outlives the server that it works for", async () => {
    const server = await start();
    const { url, said } = await startFactory();
    await stop(server);
    await expect.poll(said).toContain("no connection to http");
    const response = await fetch(`${url}/simulateOperation`, {
      method: "POST",
      body: JSON.stringify(simulation),
    });
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({
      ok: false,
      error: expect.stringMatching(/Mission Control/),
    });
  });
});
