import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocketServer } from "ws";
import { type HeardSpan, watchTraces } from "./trace-socket.ts";

let server: WebSocketServer;
let stop: () => void = () => {};
const heard: HeardSpan[] = [];
const gap = vi.fn();
const up = vi.fn();

beforeEach(async () => {
  heard.length = 0;
  gap.mockClear();
  up.mockClear();
  server = new WebSocketServer({ port: 0 });
  await once(server, "listening");
});
afterEach(() => {
  stop();
  for (const client of server.clients) client.terminate();
  server.close();
});

const watch = () => {
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = watchTraces({ url, onSpans: (batch) => heard.push(...batch), onGap: gap, onUp: up, delay: () => 5 });
};
const span = (trace_id: string) =>
  JSON.stringify({
    event: "trace",
    data: { trace_id, status: "ok", stage: "processing", operation: "more than is used" },
  });

test("spans are handed over, and what is not known is passed over", async () => {
  server.on("connection", (client) => {
    client.send(JSON.stringify({ event: "ping", t: 1 }));
    client.send(JSON.stringify({ event: "weather", data: "fine" }));
    client.send(span("a"));
    client.send(span("b"));
  });
  watch();
  await expect.poll(() => heard.map(({ trace_id }) => trace_id)).toEqual(["a", "b"]);
  expect(gap).not.toHaveBeenCalled();
});

test("a resync is a gap", async () => {
  server.on("connection", (client) => client.send(JSON.stringify({ event: "resync", data: { missed: 3 } })));
  watch();
  await expect.poll(() => gap.mock.calls.length).toBe(1);
});

test("after a cut it comes back, says that there is a gap, and hears on", async () => {
  let connections = 0;
  server.on("connection", (client) => {
    connections += 1;
    if (connections === 1) client.close();
    else client.send(span("after"));
  });
  watch();
  await expect.poll(() => heard.map(({ trace_id }) => trace_id)).toEqual(["after"]);
  expect(gap).toHaveBeenCalledTimes(1);
  expect(up.mock.calls).toEqual([[true], [false], [true]]);
});
