import { describe, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { rowsOf } from "./fixtures/rows-of.ts";
import { call, setUpServers, start } from "./fixtures/served.ts";

setUpServers();

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const inFlow = { traceparent: `00-${trace}-00f067aa0ba902b7-01` };

/** A socket that was opened in a flow, and what it was told. */
async function socketIn(
  server: Awaited<ReturnType<typeof start>>,
  query: string,
  headers: Record<string, string>,
) {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws${query}`, {
    headers: { authorization: `Bearer ${server.adminToken}`, ...headers },
  });
  onTestFinished(() => socket.terminate());
  const seen: { type: string; payload?: Record<string, unknown> }[] = [];
  socket.on("message", (data) => seen.push(JSON.parse(data.toString())));
  await vi.waitFor(() => expect(seen[0]?.type).toBe("connected"));
  return { seen, send: (message: object) => socket.send(JSON.stringify(message)) };
}

describe("what a factory says on its socket", () => {
  test("is of the flow that it names, else of that which its socket was opened in", async () => {
    const server = await start();
    const factory = await socketIn(server, "?factory=ui-factory", inFlow);
    factory.send({ type: "phase_generated", payload: { message: "of the socket" } });
    factory.send({ type: "phase_generated", payload: { message: "of its own", trace_id: "nightly-7" } });
    await vi.waitFor(() =>
      expect(factory.seen.filter(({ type }) => type === "phase_generated")).toHaveLength(2),
    );
    expect(factory.seen.map(({ payload }) => payload?.trace_id).filter(Boolean)).toEqual([
      trace,
      "nightly-7",
    ]);
    const ofSocket = await call(server, "GET", `/api/custody?trace_id=${trace}`);
    expect(ofSocket.rows).toMatchObject([{ message: "of the socket", trace_id: trace }]);
    const ofItsOwn = await call(server, "GET", "/api/custody?trace_id=nightly-7");
    expect(ofItsOwn.rows).toMatchObject([{ message: "of its own", trace_id: "nightly-7" }]);
  });

  test("has none where neither names one, and what can be none is kept out of the chain", async () => {
    const server = await start();
    const factory = await socketIn(server, "?factory=ui-factory", {});
    factory.send({ type: "phase_generated", payload: {} });
    factory.send({ type: "phase_generated", payload: { trace_id: 7 } });
    await vi.waitFor(() =>
      expect(factory.seen.filter(({ type }) => type === "phase_generated")).toHaveLength(2),
    );
    expect(rowsOf("SELECT trace_id FROM patch_custody")).toEqual([{ trace_id: null }, { trace_id: null }]);
  });

  test("and what is asked of it carries the flow of the socket that asks", async () => {
    const server = await start();
    const factory = await socketIn(server, "?factory=ui-factory", {});
    const dashboard = await socketIn(server, "", { "x-trace-id": "order-7" });
    dashboard.send({ type: "generate", payload: { factory: "ui-factory" } });
    await vi.waitFor(() =>
      expect(factory.seen.find(({ type }) => type === "generate")?.payload).toMatchObject({
        trace_id: "order-7",
      }),
    );
  });
});
