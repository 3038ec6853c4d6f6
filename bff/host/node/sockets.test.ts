import { expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import type { Answer } from "./fixtures/app.ts";
import { call, setUpServers, start } from "./fixtures/served.ts";
import type { ServedWorkspace } from "./serve-workspace.ts";

setUpServers();

const connect = (server: ServedWorkspace, token: string, query = "") =>
  connectWith(server, { authorization: `Bearer ${token}` }, query);

function connectWith(server: ServedWorkspace, headers: Record<string, string>, query = "") {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws${query}`, { headers });
  const seen: Answer[] = [];
  const ended = vi.fn();
  socket.on("message", (data) => seen.push(JSON.parse(String(data)) as Answer));
  socket.on("close", ended);
  return { socket, seen, ended, open: () => vi.waitFor(() => expect(seen[0]?.type).toBe("connected")) };
}

test("what a factory says is numbered, reaches everyone, and leaves a row in the custody chain", async () => {
  const server = await start();
  const factory = connect(server, server.adminToken, "?factory=ui-factory");
  const watcher = connect(server, server.localToken);
  await Promise.all([factory.open(), watcher.open()]);
  factory.socket.send(
    JSON.stringify({
      type: "phase_generated",
      payload: { patch_id: "p-1", message: "three files", order_id: "ORD-1" },
    }),
  );
  await vi.waitFor(() => expect(watcher.seen.find(({ type }) => type === "phase_generated")).toBeDefined());
  expect(watcher.seen.find(({ type }) => type === "phase_generated")).toMatchObject({
    seq: 1,
    payload: { factory: "ui-factory", message: "three files", order_id: "ORD-1" },
  });
  const { custody } = await call(server, "GET", "/api/patches/p-1/custody");
  expect(custody).toMatchObject([
    { event_type: "phase_generated", factory: "ui-factory", message: "three files" },
  ]);
  factory.socket.close();
  watcher.socket.close();
});

test("a socket ends when its token is revoked", async () => {
  const server = await start();
  const made = await call(server, "POST", "/api/tokens", { name: "a", role: "viewer" });
  const revoked = connect(server, made.token);
  const other = connect(server, server.localToken);
  await Promise.all([revoked.open(), other.open()]);
  await call(server, "DELETE", `/api/tokens/${made.row.id}`);
  await vi.waitFor(() => expect(revoked.ended).toHaveBeenCalled());
  expect(other.ended).not.toHaveBeenCalled();
  other.socket.close();
});

test("signing out ends the sockets of that browser session, and no other's", async () => {
  const server = await start();
  const origin = { origin: server.url };
  const signIn = async () => {
    const answer = await fetch(server.signInLink, { redirect: "manual" });
    return { ...origin, cookie: answer.headers.getSetCookie()[0]!.split(";")[0]! };
  };
  const [here, elsewhere] = [await signIn(), await signIn()];
  const ending = connectWith(server, here);
  const staying = connectWith(server, elsewhere);
  await Promise.all([ending.open(), staying.open()]);
  await fetch(`${server.url}/api/session`, { method: "DELETE", headers: here });
  await vi.waitFor(() => expect(ending.ended).toHaveBeenCalledWith(4401, expect.anything()));
  expect(staying.ended).not.toHaveBeenCalled();
  staying.socket.close();
});
