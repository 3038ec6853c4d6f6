import { once } from "node:events";
import { request } from "node:http";
import { connect as connectTcp } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { startHubServer } from "./hub/testing/hub-server.ts";

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** The HTTP answer to an upgrade that is refused. */
async function upgrade(port: number, path: string, headers: Record<string, string>) {
  const asked = request({
    port,
    host: "127.0.0.1",
    path,
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
    },
  });
  asked.end();
  const [response] = await once(asked, "response");
  let body = "";
  for await (const part of response) body += part;
  return { status: response.statusCode as number, body: JSON.parse(body) as { code: string; error: string } };
}

describe("delivery", () => {
  test("a socket is greeted with the head, then gets what it missed and what comes, once and in order", async () => {
    const server = await startHubServer({ ringEvents: 10, logReadEvents: 7 });
    server.publish(40);
    const client = server.connect("?since=5");
    await client.opened();
    server.publish(3);
    await vi.waitFor(() => expect(client.events().at(-1)).toBe(43));
    expect(client.received[0]).toMatchObject({ type: "connected", seq: 40 });
    expect(client.events()).toEqual(range(6, 43));
    expect(client.received[1]!.ts).toBe("2026-01-01T00:00:00.000Z");
  });

  test("a socket that is cut again and again resumes without gap or double", async () => {
    const server = await startHubServer({ ringEvents: 50 });
    const got: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const client = server.connect(`?since=${got.at(-1) ?? 0}`);
      server.publish(100);
      await client.opened();
      server.publish(20);
      await vi.waitFor(() => expect(client.events().length).toBeGreaterThan(10 * round));
      client.ws.terminate();
      got.push(...client.events());
      server.publish(5);
    }
    const last = server.connect(`?since=${got.at(-1)}`);
    await vi.waitFor(() => expect(last.events().at(-1)).toBe(8 * 125));
    expect([...got, ...last.events()]).toEqual(range(1, 8 * 125));
  });

  test("a past that is gone is said so", async () => {
    const server = await startHubServer({ ringEvents: 5 });
    server.publish(30);
    server.log.trim(10);
    const client = server.connect("?since=3");
    await vi.waitFor(() => expect(client.of("resync")).toHaveLength(1));
    expect(client.of("resync")[0]).toMatchObject({
      seq: 30,
      payload: { reason: "past_gone", oldest: 21, head: 30 },
    });
  });

  test("a socket that never reads is cut in bounded time and bytes, and holds nobody up", async () => {
    const kilobytes = "x".repeat(16 * 1024);
    const server = await startHubServer({ stallMs: 300, ringBytes: 512 * 1024 }, () => ({ kilobytes }));
    const deaf = connectTcp(server.port, "127.0.0.1");
    deaf.on("error", () => {});
    deaf.write(
      "GET /ws?since=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer viewer\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    deaf.pause();
    const quick = server.connect("?since=0");
    await quick.opened();
    await vi.waitFor(() => expect(server.hub.connections().readers).toBe(2));
    let published = 0;
    await vi.waitFor(
      async () => {
        // less than makes a reader count as full: one that reads is never cut, however late it comes to it
        server.publish(10);
        published += 10;
        await vi.waitFor(() => expect(quick.events()).toHaveLength(published));
        expect(server.hub.connections().readers).toBe(1);
      },
      { interval: 20 },
    );
    expect(quick.events()).toEqual(range(1, published));
    deaf.destroy();
  });

  test("a peer that answers no ping is cut", async () => {
    const server = await startHubServer({ heartbeatMs: 30 });
    const silent = connectTcp(server.port, "127.0.0.1");
    silent.write(
      "GET /ws HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer viewer\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    silent.resume();
    await once(silent, "close");
    expect(silent.destroyed).toBe(true);
  });

  test("a reader that is idle is told how far the log has come", async () => {
    const server = await startHubServer({ heartbeatMs: 30 });
    const client = server.connect();
    await client.opened();
    server.publish(4);
    await vi.waitFor(() => expect(client.of("ping").at(-1)?.seq).toBe(4));
  });

  test("a thousand that connect at once are each served or refused with a code", async () => {
    const server = await startHubServer({ connections: 700 });
    const outcomes = await Promise.all(
      range(1, 1_000).map(async () => {
        const client = server.connect();
        const refused = new Promise<string>((resolve) =>
          client.ws.on("unexpected-response", async (_, response) => {
            let body = "";
            for await (const part of response) body += part;
            resolve(`${response.statusCode} ${JSON.parse(body).code}`);
          }),
        );
        return Promise.race([client.opened().then(() => "served"), refused]);
      }),
    );
    const count = (what: string) => outcomes.filter((outcome) => outcome === what).length;
    expect([count("served"), count("503 TOO_MANY_CONNECTIONS")]).toEqual([700, 300]);
  });

  test("closing says goodbye to everyone", async () => {
    const server = await startHubServer();
    const client = server.connect();
    await client.opened();
    await server.hub.close();
    expect(await client.closed).toEqual({ code: 1001, reason: "the server stops" });
    expect(server.hub.connections().readers).toBe(0);
  });
});

describe("who may connect", () => {
  test.each([
    ["without a token", {}, 401, "UNAUTHENTICATED"],
    [
      "from a foreign page",
      { authorization: "Bearer viewer", origin: "http://evil.example" },
      403,
      "FOREIGN_ORIGIN",
    ],
    ["under a foreign name", { authorization: "Bearer viewer", host: "evil.example" }, 421, "FOREIGN_HOST"],
  ])("an upgrade %s is refused with its status and code", async (_, headers, status, code) => {
    const server = await startHubServer();
    const answer = await upgrade(server.port, "/ws", headers as Record<string, string>);
    expect(answer).toMatchObject({ status, body: { ok: false, code } });
  });

  test("a since that is no number, a name a viewer may not have, and a broken handshake are refused", async () => {
    const server = await startHubServer();
    const viewer = { authorization: "Bearer viewer" };
    expect(await upgrade(server.port, "/ws?since=yesterday", viewer)).toMatchObject({
      status: 400,
      body: { code: "INVALID_INPUT", error: expect.stringContaining("since") },
    });
    expect(await upgrade(server.port, "/ws?since=-1", viewer)).toMatchObject({ status: 400 });
    expect(await upgrade(server.port, "/ws?factory=ui", viewer)).toMatchObject({
      body: { code: "FORBIDDEN" },
    });
    expect(await upgrade(server.port, "/ws", { ...viewer, "sec-websocket-version": "7" })).toMatchObject({
      status: 400,
      body: { code: "INVALID_INPUT" },
    });
  });

  test("a revoked token's sockets end, others stay", async () => {
    const server = await startHubServer();
    const dropped = server.connect("?factory=ui", "agent");
    const kept = server.connect("", "viewer");
    await Promise.all([dropped.opened(), kept.opened()]);
    server.hub.dropToken("t-agent");
    expect(server.hub.connections()).toEqual({ readers: 1, factories: [] });
    expect(await dropped.closed).toEqual({ code: 4401, reason: "this token was revoked" });
    server.publish(1);
    await vi.waitFor(() => expect(kept.events()).toEqual([1]));
    expect(dropped.events()).toEqual([]);
  });
});

describe("what sockets send", () => {
  const refusals = (client: { of(type: string): { payload?: Record<string, unknown> }[] }) =>
    client.of("refused").map(({ payload }) => payload!.code);

  test("a factory says hello and reports; a dashboard's request reaches it", async () => {
    const server = await startHubServer();
    const factory = server.connect("", "agent");
    const named = server.connect("?factory=data", "agent");
    const dashboard = server.connect("", "reviewer");
    await Promise.all([factory.opened(), named.opened(), dashboard.opened()]);
    factory.send({ type: "hello", payload: { factory: "ui", capabilities: ["preview"] } });
    await vi.waitFor(() => expect(server.hub.connections().factories).toEqual(["data", "ui"]));

    factory.send({ type: "phase_generated", payload: { message: "three files" } });
    await vi.waitFor(() => expect(server.recorded).toHaveLength(1));
    expect(server.recorded[0]).toMatchObject({
      type: "phase_generated",
      payload: { factory: "ui", message: "three files" },
      identity: { role: "agent" },
    });

    dashboard.send({ type: "capture_screenshot", payload: { factory: "ui", page: "/about" } });
    await vi.waitFor(() => expect(factory.of("capture_screenshot")).toHaveLength(1));
    expect(factory.of("capture_screenshot")[0]!.payload).toEqual({ factory: "ui", page: "/about" });
    expect(named.of("capture_screenshot")).toEqual([]);
  });

  test("runtime_error_found is a report from a factory and a request from a dashboard", async () => {
    const server = await startHubServer();
    const factory = server.connect("?factory=ui", "agent");
    const dashboard = server.connect("", "agent");
    await Promise.all([factory.opened(), dashboard.opened()]);
    factory.send({ type: "runtime_error_found", payload: { message: "boom" } });
    dashboard.send({ type: "runtime_error_found", payload: { factory: "ui", message: "look" } });
    await vi.waitFor(() => expect(factory.of("runtime_error_found")).toHaveLength(1));
    await vi.waitFor(() => expect(server.recorded.map(({ payload }) => payload.message)).toEqual(["boom"]));
  });

  test("what is wrong is refused with its code, and the socket stays", async () => {
    const server = await startHubServer();
    const client = server.connect("", "agent");
    await client.opened();
    client.send("{ not json");
    client.send({ type: "make_coffee" });
    client.send({ type: "deploy", payload: {} });
    client.send({ type: "deploy", payload: { factory: "nowhere" } });
    client.send({ type: "phase_generated" });
    client.send({ type: "hello", payload: { factory: "no spaces please" } });
    client.ws.send(Buffer.from("{}"));
    await vi.waitFor(() => expect(client.of("refused")).toHaveLength(7));
    expect(refusals(client).sort()).toEqual([
      "BAD_JSON",
      "FACTORY_NOT_CONNECTED",
      "INVALID_INPUT",
      "INVALID_INPUT",
      "INVALID_INPUT",
      "INVALID_INPUT",
      "INVALID_INPUT",
    ]);
    server.publish(1);
    await vi.waitFor(() => expect(client.events()).toEqual([1]));
  });

  test("a viewer watches and may not send", async () => {
    const server = await startHubServer();
    const client = server.connect("", "viewer");
    await client.opened();
    client.send({ type: "deploy", payload: { factory: "ui" } });
    await vi.waitFor(() => expect(refusals(client)).toEqual(["FORBIDDEN"]));
  });

  test("a factory does not speak in another's name", async () => {
    const server = await startHubServer();
    const client = server.connect("?factory=ui", "agent");
    await client.opened();
    client.send({ type: "phase_generated", payload: { factory: "data" } });
    await vi.waitFor(() => expect(refusals(client)).toEqual(["FORBIDDEN"]));
    expect(server.recorded).toEqual([]);
  });

  test("too many messages are refused, too large a one closes", async () => {
    const server = await startHubServer({ readerRate: { perSecond: 1, burst: 5 }, messageBytes: 1_000 });
    const client = server.connect("", "agent");
    await client.opened();
    for (let i = 0; i < 50; i += 1) client.send({ type: "phase_generated", payload: { factory: "ui" } });
    await vi.waitFor(() => expect(refusals(client)).toEqual(["RATE_LIMITED"]));
    expect(server.recorded.length).toBeGreaterThanOrEqual(5);
    expect(server.recorded.length).toBeLessThan(10);
    client.send("x".repeat(2_000));
    expect((await client.closed).code).toBe(1009);
  });

  test("a factory that reports faster than can be recorded is slowed down and loses nothing", async () => {
    const waiting: (() => void)[] = [];
    const slow = () => new Promise<void>((resolve) => waiting.push(resolve));
    const server = await startHubServer(
      { inFlight: 8, factoryRate: { perSecond: 1, burst: 1e6 } },
      undefined,
      slow,
    );
    const client = server.connect("?factory=ui", "agent");
    await client.opened();
    const kilobyte = "x".repeat(1_000);
    for (let n = 0; n < 500; n += 1) client.send({ type: "terminal_output", payload: { n, kilobyte } });
    let mostAtOnce = 0;
    await vi.waitFor(
      () => {
        mostAtOnce = Math.max(mostAtOnce, waiting.length);
        for (const done of waiting.splice(0)) done();
        expect(server.recorded).toHaveLength(500);
      },
      { interval: 2 },
    );
    // 8, and what the read that brought the eighth had brought as well: 64 KB
    expect(mostAtOnce).toBeLessThanOrEqual(8 + 64);
    expect(server.recorded.map(({ payload }) => payload.n)).toEqual(range(0, 499));
    expect(client.of("refused")).toEqual([]);
  });

  test("when two sockets bear a factory's name the newest answers, and the older takes over again", async () => {
    const server = await startHubServer();
    const older = server.connect("?factory=ui", "agent");
    await older.opened();
    const newer = server.connect("?factory=ui", "agent");
    await newer.opened();
    expect(server.hub.sendToFactory("ui", { type: "deploy", payload: {} })).toBe(true);
    await vi.waitFor(() => expect(newer.of("deploy")).toHaveLength(1));
    newer.ws.terminate();
    await vi.waitFor(() => expect(server.hub.connections().readers).toBe(1));
    server.hub.sendToFactory("ui", { type: "preview", payload: {} });
    await vi.waitFor(() => expect(older.of("preview")).toHaveLength(1));
    expect(older.of("deploy")).toEqual([]);
  });
});
