import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type WebSocket as ServerSocket, WebSocketServer } from "ws";
import type { ConnectionState } from "./connection-state.ts";
import { createLiveConnection, type LiveConnectionOptions } from "./socket.ts";

/** A real server whose sockets a test drives by hand. */
async function startServer(port = 0) {
  const wss = new WebSocketServer({ port, host: "127.0.0.1" });
  await once(wss, "listening");
  const sockets: { ws: ServerSocket; since: string | null; heard: string[] }[] = [];
  wss.on("connection", (ws, request) => {
    const heard: string[] = [];
    ws.on("message", (data) => heard.push(data.toString()));
    sockets.push({ ws, since: new URL(request.url!, "http://x").searchParams.get("since"), heard });
  });
  const stop = () => {
    for (const ws of wss.clients) ws.terminate();
    return new Promise((resolve) => wss.close(resolve));
  };
  onTestFinished(async () => void (await stop()));
  return {
    port: (wss.address() as AddressInfo).port,
    sockets,
    stop,
    nth: (n: number) => vi.waitFor(() => sockets[n] ?? expect.fail(`no connection ${n} yet`)),
  };
}

const message = (type: string, seq: number, payload?: object) =>
  JSON.stringify({ type, seq, payload, ts: "2026-01-01T00:00:00.000Z" });

function watch(port: number, options: Partial<LiveConnectionOptions> = {}) {
  const seen = {
    batches: [] as number[][],
    resyncs: [] as { head: number; reason: string; after: number[] }[],
    states: [] as ConnectionState[],
    refused: [] as string[],
    news: 0,
    seqs: () => seen.batches.flat(),
    state: () => seen.states.at(-1)!,
  };
  const connection = createLiveConnection({
    url: `ws://127.0.0.1:${port}/ws`,
    delay: () => 20,
    onEvents: (batch) => seen.batches.push(batch.map(({ seq }) => seq)),
    onResync: (head, reason) => seen.resyncs.push({ head, reason, after: seen.seqs() }),
    onState: (state) => seen.states.push(state),
    onRefused: ({ code }) => seen.refused.push(code),
    onFactoriesChanged: () => {
      seen.news += 1;
    },
    ...options,
  });
  onTestFinished(() => connection.close());
  return { seen, connection };
}

describe("the page's socket", () => {
  test("asks from what it has, and hands over what comes, once, in order, in batches", async () => {
    const server = await startServer();
    const { seen } = watch(server.port, { since: 4 });
    const { ws, since } = await server.nth(0);
    expect(since).toBe("4");
    ws.send(message("connected", 6));
    for (const seq of [5, 6, 6, 5, 7]) ws.send(message("server_log", seq));
    await vi.waitFor(() => expect(seen.seqs()).toEqual([5, 6, 7]));
    expect(seen.batches.length).toBeLessThan(3);
    await vi.waitFor(() => expect(seen.state()).toEqual({ at: "live", behind: 0 }));
  });

  test("without since it starts at the head it is told", async () => {
    const server = await startServer();
    const { seen, connection } = watch(server.port);
    const { ws, since } = await server.nth(0);
    expect(since).toBe(null);
    ws.send(message("connected", 41));
    ws.send(message("server_log", 42));
    await vi.waitFor(() => expect(seen.seqs()).toEqual([42]));
    expect(connection.seq()).toBe(42);
  });

  test("says how far behind it is", async () => {
    const server = await startServer();
    const { seen } = watch(server.port, { since: 10 });
    const { ws } = await server.nth(0);
    ws.send(message("connected", 30));
    await vi.waitFor(() => expect(seen.state()).toEqual({ at: "live", behind: 20 }));
    ws.send(message("ping", 45));
    await vi.waitFor(() => expect(seen.state()).toEqual({ at: "live", behind: 35 }));
  });

  test("after a cut it comes back by itself and asks from the last event", async () => {
    const server = await startServer();
    const { seen } = watch(server.port, { since: 0 });
    const first = await server.nth(0);
    first.ws.send(message("connected", 0));
    first.ws.send(message("server_log", 1));
    await vi.waitFor(() => expect(seen.seqs()).toEqual([1]));
    first.ws.terminate();
    const second = await server.nth(1);
    expect(second.since).toBe("1");
    expect(seen.states.some(({ at }) => at === "reconnecting")).toBe(true);
    second.ws.send(message("connected", 2));
    second.ws.send(message("server_log", 2));
    await vi.waitFor(() => expect(seen.seqs()).toEqual([1, 2]));
    await vi.waitFor(() => expect(seen.state()).toEqual({ at: "live", behind: 0 }));
  });

  test("counts the attempts while the server is away, and is live again when it is back", async () => {
    const server = await startServer();
    const { seen } = watch(server.port, { since: 3 });
    await server.nth(0);
    await server.stop();
    await vi.waitFor(() =>
      expect(seen.states).toContainEqual(expect.objectContaining({ at: "reconnecting", attempt: 3 })),
    );
    const again = await startServer(server.port);
    const { ws, since } = await again.nth(0);
    expect(since).toBe("3");
    ws.send(message("connected", 3));
    await vi.waitFor(() => expect(seen.state()).toEqual({ at: "live", behind: 0 }));
  });

  test("a hole in what comes is never handed over: it asks again", async () => {
    const server = await startServer();
    const { seen } = watch(server.port, { since: 1 });
    const first = await server.nth(0);
    first.ws.send(message("connected", 5));
    first.ws.send(message("server_log", 2));
    first.ws.send(message("server_log", 4));
    first.ws.send(message("server_log", 5));
    const second = await server.nth(1);
    expect(second.since).toBe("2");
    expect(seen.seqs()).toEqual([2]);
  });

  test("a resync comes after what was before it, and moves the place to go on from", async () => {
    const server = await startServer();
    const { seen, connection } = watch(server.port, { since: 1 });
    const { ws } = await server.nth(0);
    ws.send(message("connected", 2));
    ws.send(message("server_log", 2));
    ws.send(message("resync", 90, { reason: "past_gone", oldest: 50, head: 90 }));
    ws.send(message("server_log", 91));
    await vi.waitFor(() => expect(seen.seqs()).toEqual([2, 91]));
    expect(seen.resyncs).toEqual([{ head: 90, reason: "past_gone", after: [2] }]);
    expect(connection.seq()).toBe(91);
  });

  test("says that the factories have changed when it is told, and when it comes back, as nobody told it meanwhile", async () => {
    const server = await startServer();
    const { seen } = watch(server.port, { since: 3 });
    const { ws } = await server.nth(0);
    ws.send(message("connected", 3));
    ws.send(message("factories_changed", 3));
    await vi.waitFor(() => expect(seen.news).toBe(2));
    ws.send(message("server_log", 4));
    await vi.waitFor(() => expect(seen.seqs()).toEqual([4]));
    ws.terminate();
    (await server.nth(1)).ws.send(message("connected", 4));
    await vi.waitFor(() => expect(seen.news).toBe(3));
  });

  test("does not sit out the wait when the network is back or the page is shown again", async () => {
    const view = new EventTarget();
    const page = Object.assign(new EventTarget(), { visibilityState: "hidden" });
    vi.stubGlobal("window", view);
    vi.stubGlobal("document", page);
    vi.stubGlobal("navigator", { onLine: false });
    onTestFinished(() => void vi.unstubAllGlobals());
    const server = await startServer();
    const { seen } = watch(server.port, { since: 3, delay: () => 3_600_000 });
    (await server.nth(0)).ws.terminate();
    await vi.waitFor(() => expect(seen.state()).toMatchObject({ at: "offline", seconds: 3_600 }));

    vi.stubGlobal("navigator", { onLine: true });
    view.dispatchEvent(new Event("online"));
    const second = await server.nth(1);
    expect(second.since).toBe("3");
    second.ws.terminate();
    await vi.waitFor(() => expect(seen.state()).toMatchObject({ at: "reconnecting", seconds: 3_600 }));

    page.dispatchEvent(new Event("visibilitychange"));
    expect(seen.state()).toMatchObject({ seconds: 3_600 });
    page.visibilityState = "visible";
    page.dispatchEvent(new Event("visibilitychange"));
    await server.nth(2);
  });

  test("silence counts as a cut", async () => {
    const server = await startServer();
    watch(server.port, { since: 7, silenceMs: 60 });
    await server.nth(0);
    const second = await server.nth(1);
    expect(second.since).toBe("7");
  });

  test("ends where its token was revoked, and tries no more", async () => {
    const server = await startServer();
    const { seen } = watch(server.port);
    const { ws } = await server.nth(0);
    ws.close(4401, "revoked");
    await vi.waitFor(() => expect(seen.state()).toEqual({ at: "ended", reason: "signed-out" }));
  });

  test("asks about the session when it does not get through, and ends where that is over", async () => {
    const server = await startServer();
    await server.stop();
    let asked = 0;
    const { seen } = watch(server.port, {
      checkSession: async () => {
        asked += 1;
        return asked < 3;
      },
    });
    await vi.waitFor(() => expect(seen.state()).toEqual({ at: "ended", reason: "signed-out" }));
    expect(asked).toBe(3);
  });

  test("sends while it is open, says no while it is not, and reports what was refused", async () => {
    const server = await startServer();
    const { seen, connection } = watch(server.port);
    expect(connection.send({ type: "deploy" })).toBe(false);
    const { ws, heard } = await server.nth(0);
    ws.send(message("connected", 0));
    await vi.waitFor(() => expect(seen.state().at).toBe("live"));
    expect(connection.send({ type: "deploy", payload: { factory: "ui" } })).toBe(true);
    await vi.waitFor(() => expect(heard).toEqual(['{"type":"deploy","payload":{"factory":"ui"}}']));
    ws.send(message("refused", 0, { code: "FACTORY_NOT_CONNECTED", error: "no such" }));
    await vi.waitFor(() => expect(seen.refused).toEqual(["FACTORY_NOT_CONNECTED"]));
  });

  test("closed by its owner it is silent", async () => {
    const server = await startServer();
    const { seen, connection } = watch(server.port, { since: 0 });
    const { ws } = await server.nth(0);
    ws.send(message("connected", 0));
    await vi.waitFor(() => expect(seen.state().at).toBe("live"));
    connection.close();
    await once(ws, "close");
    expect(seen.state()).toEqual({ at: "ended", reason: "closed" });
    expect(server.sockets).toHaveLength(1);
  });
});
