import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { LogEvent } from "../../../shared/models/log-event.ts";
import type { Role } from "../../../shared/roles.ts";
import { coarseClock } from "../../ports/clock.ts";
import type { Ports } from "../../ports/ports.ts";
import { makeApp } from "./fixtures/app.ts";
import { createTraceSockets, type TraceSocketLimits } from "./trace-socket.ts";

interface Message {
  event: string;
  t?: number;
  data?: { trace_id?: string; operation?: string; missed?: number; duration_us?: number | null };
}

async function serve(limits: Partial<TraceSocketLimits> = {}, ports: Partial<Ports> = {}) {
  const app = await makeApp({ ports });
  const sockets = createTraceSockets(app.ports, limits);
  const server = createServer((_, response) => response.end());
  server.on("upgrade", (request: IncomingMessage, socket, head) => sockets.upgrade(request, socket, head));
  server.listen({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  onTestFinished(async () => {
    sockets.close();
    server.closeAllConnections();
    server.close();
    await app.dispose();
  });
  const { port } = server.address() as AddressInfo;
  const viewer = await app.as("viewer");
  const url = `ws://127.0.0.1:${port}/api/traces/live`;
  return {
    app,
    sockets,
    watch(query = "", headers: Record<string, string> = {}) {
      const ws = new WebSocket(url + query, {
        headers: { authorization: `Bearer ${viewer.token}`, ...headers },
      });
      const received: Message[] = [];
      const refused = new Promise<{ status: number | undefined; code: string }>((resolve) => {
        ws.on("unexpected-response", async (_request, response) => {
          let text = "";
          for await (const chunk of response) text += chunk;
          resolve({ status: response.statusCode, code: JSON.parse(text).code });
        });
      });
      const closed = new Promise<number>((resolve) => ws.on("close", resolve));
      ws.on("message", (data) => received.push(JSON.parse(data.toString()) as Message));
      ws.on("error", () => {});
      onTestFinished(() => ws.terminate());
      return {
        ws,
        received,
        refused,
        closed,
        opened: () => expect.poll(() => received[0]?.event).toBe("ping"),
        operations: () => received.flatMap(({ data }) => data?.operation ?? []),
      };
    },
    record: (...events: LogEvent[]) => app.ports.spans.record(events, { traceId: "t" }),
  };
}

const span = (operation: string, fields: Partial<LogEvent> = {}): LogEvent => ({
  trace_id: "t1",
  source: "ui",
  stage: "processing",
  operation,
  duration_ms: 1,
  ...fields,
});

test("a span is sent to who watches as soon as it is stored, and a span that ends again with its length", async () => {
  const { watch, record } = await serve();
  const reader = watch();
  await reader.opened();
  expect(reader.received[0]).toMatchObject({ event: "ping", t: expect.any(Number) });
  const begin = { span_id: "a", stage: "request_received", duration_ms: null, start_us: 1000 };
  await record(span("one"));
  await record(span("call", begin));
  await record(span("call", { ...begin, stage: "response_sent", start_us: 6000 }));
  await expect.poll(() => reader.operations()).toEqual(["one", "call", "call"]);
  expect(reader.received.slice(1).map(({ event, data }) => [event, data?.duration_us])).toEqual([
    ["trace", 1000],
    ["trace", null],
    ["trace", 5000],
  ]);
});

test("filters narrow what is sent; one that makes no sense is refused before the upgrade", async () => {
  const { watch, record } = await serve();
  const errors = watch("?status=error&source=ui,api");
  const one = watch("?trace_id=t2&search=wor");
  await Promise.all([errors.opened(), one.opened()]);
  await record(
    span("fine"),
    span("broken", { status: "error" }),
    span("elsewhere", { source: "db", status: "error" }),
    span("work", { trace_id: "t2" }),
    span("rest", { trace_id: "t2" }),
    span("last", { status: "error", source: "api" }),
  );
  await expect.poll(() => errors.operations()).toEqual(["broken", "last"]);
  await expect.poll(() => one.operations()).toEqual(["work"]);
  expect(await watch("?status=odd").refused).toEqual({ status: 400, code: "INVALID_INPUT" });
});

test("strangers, pages of other origins and one too many are refused", async () => {
  const { watch } = await serve({ connections: 2 });
  expect(await watch("", { authorization: "Bearer mc_wrong" }).refused).toMatchObject({ status: 401 });
  expect(await watch("", { origin: "https://elsewhere.example" }).refused).toMatchObject({ status: 403 });
  expect(await watch("", { host: "elsewhere.example" }).refused).toMatchObject({ status: 421 });
  await watch().opened();
  await watch().opened();
  expect(await watch().refused).toEqual({ status: 503, code: "TOO_MANY_CONNECTIONS" });
});

test("who has done nothing for long is closed, who gets spans is not", async () => {
  let now = Date.now();
  const { watch, record } = await serve({ idleMs: 1000, pingMs: 50 }, { clock: coarseClock(() => now) });
  const idle = watch("?source=nobody");
  const busy = watch();
  await Promise.all([idle.opened(), busy.opened()]);
  await expect.poll(() => idle.received.filter(({ event }) => event === "ping").length).toBeGreaterThan(2);
  now += 999;
  await record(span("tick"));
  await expect.poll(() => busy.operations()).toEqual(["tick"]);
  expect(idle.ws.readyState).toBe(WebSocket.OPEN);
  now += 1;
  expect(await idle.closed).toBe(4408);
  await record(span("tock"));
  await expect.poll(() => busy.operations()).toEqual(["tick", "tock"]);
});

test("the sockets of a revoked token and of a session that ends are closed", async () => {
  const { app, sockets, watch } = await serve();
  const reader = watch();
  const other = watch("", { authorization: `Bearer ${(await app.as("agent" as Role)).token}` });
  await Promise.all([reader.opened(), other.opened()]);
  sockets.dropToken("viewer");
  expect(await reader.closed).toBe(4401);
  expect(other.ws.readyState).toBe(WebSocket.OPEN);
});

test("one who does not read misses spans, is told how many, and holds up nobody", async () => {
  const { watch, record } = await serve();
  const [slow, quick] = [watch(), watch()];
  await Promise.all([slow.opened(), quick.opened()]);
  const stream = (slow.ws as unknown as { _socket: { pause(): void; resume(): void } })._socket;
  stream.pause();
  const sent = 12_000;
  for (let n = 0; n < sent; n += 500) {
    await record(
      ...Array.from({ length: 500 }, (_, at) => span(`s${n + at}`, { details: { text: "x".repeat(1000) } })),
    );
    // it reads in the process that sends: without a chance to, it would be one who does not read as well
    await expect.poll(() => quick.operations().length, { interval: 5 }).toBe(n + 500);
  }
  stream.resume();
  await expect.poll(() => slow.received.some(({ event }) => event === "resync")).toBe(true);
  await record(span("after"));
  await expect.poll(() => slow.operations().at(-1)).toBe("after");
  const missed = slow.received.reduce((sum, { data }) => sum + (data?.missed ?? 0), 0);
  expect(slow.operations().length - 1 + missed).toBe(sent);
});
