import { connect } from "node:net";
import { newHttpBatchRpcSession, newWebSocketRpcSession } from "capnweb";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Answer } from "./fixtures/app.ts";
import { call, replaceLine, setUpServers, start, workspaceRoot } from "./fixtures/served.ts";
import type { ServedWorkspace } from "./serve-workspace.ts";

setUpServers();

describe("Cap'n Web", () => {
  type Entry = Record<string, (input?: unknown) => Promise<Answer>>;
  interface Api {
    PatchOps: Entry;
    SystemOps: Entry;
    TokenOps: Entry;
    authenticate(token: string): Api;
  }
  const batch = (server: ServedWorkspace, headers: Record<string, string>) =>
    newHttpBatchRpcSession(new Request(`${server.url}/rpc`, { headers })) as unknown as Api;
  const asAdmin = (server: ServedWorkspace) => ({ authorization: `Bearer ${server.adminToken}` });

  test("answers over HTTP what HTTP answers", async () => {
    const server = await start();
    const applied = await batch(server, asAdmin(server)).PatchOps.applyPatches!(replaceLine(2, "TWO"));
    expect(applied).toMatchObject({ ok: true, results: [{ ok: true, file: "a.txt" }] });
    await expect
      .poll(async () => (await call(server, "GET", "/api/patches/logs")).results[0]?.display_status)
      .not.toBe("validating");
    const overHttp = await call(server, "GET", "/api/patches/logs");
    expect(await batch(server, asAdmin(server)).PatchOps.logs!({})).toEqual(overHttp);
  });

  test("answers several calls of one batch, and over one socket", async () => {
    const server = await start();
    const api = batch(server, asAdmin(server));
    const [health, logs] = await Promise.all([api.SystemOps.healthz!({}), api.PatchOps.logs!({ limit: 1 })]);
    expect([health.ok, logs.results]).toEqual([true, []]);

    const socket = new WebSocket(`${server.url.replace("http", "ws")}/rpc`, { headers: asAdmin(server) });
    const live = newWebSocketRpcSession(socket as never) as unknown as Api;
    expect(await live.SystemOps.healthz!()).toMatchObject({ ok: true });
    expect(await live.PatchOps.facets!({})).toMatchObject({ ok: true, total: 0 });
    socket.close();
  });

  test("lets a client without headers sign in in band, and refuses it until then", async () => {
    const server = await start();
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/rpc`);
    const api = newWebSocketRpcSession(socket as never) as unknown as Api;
    expect(await api.PatchOps.logs!({})).toMatchObject({ ok: false, code: "UNAUTHENTICATED" });
    expect(await api.authenticate("mc_wrong").PatchOps.logs!({})).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await api.authenticate(server.adminToken).PatchOps.logs!({})).toMatchObject({ ok: true });
    socket.close();
  });

  test("ends with the token, whether it came with the upgrade or in band; other sockets go on", async () => {
    const server = await start();
    const made = await call(server, "POST", "/api/tokens", { name: "a", role: "viewer" });
    const open = (headers: Record<string, string>) => {
      const socket = new WebSocket(`${server.url.replace("http", "ws")}/rpc`, { headers });
      const closed = new Promise<number>((resolve) => socket.on("close", resolve));
      return { socket, closed, api: newWebSocketRpcSession(socket as never) as unknown as Api };
    };
    const byHeader = open({ authorization: `Bearer ${made.token}` });
    expect(await byHeader.api.PatchOps.logs!({})).toMatchObject({ ok: true });
    expect(await byHeader.api.TokenOps.list!({})).toMatchObject({ ok: false, code: "FORBIDDEN" });
    const inBand = open({});
    expect(await inBand.api.authenticate(made.token).PatchOps.logs!({})).toMatchObject({ ok: true });
    const other = open(asAdmin(server));
    expect(await other.api.TokenOps.revoke!({ id: made.row.id })).toMatchObject({ ok: true });
    expect([await byHeader.closed, await inBand.closed]).toEqual([4401, 4401]);
    expect(await other.api.SystemOps.healthz!({})).toMatchObject({ ok: true });
    other.socket.close();
  });

  test("answers who revokes its own token before it hangs up", async () => {
    const server = await start();
    const made = await call(server, "POST", "/api/tokens", { name: "a", role: "admin" });
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/rpc`, {
      headers: { authorization: `Bearer ${made.token}` },
    });
    const closed = new Promise((resolve) => socket.on("close", resolve));
    const api = newWebSocketRpcSession(socket as never) as unknown as Api;
    expect(await api.TokenOps.revoke!({ id: made.row.id })).toMatchObject({ ok: true });
    expect(await closed).toBe(4401);
  });

  test("says of bad requests what HTTP says", async () => {
    const server = await start();
    const inputs: unknown[] = [
      { patches: [{ op: "rewrite", file: "a.txt" }] },
      { patches: [] },
      replaceLine(0, "x"),
      replaceLine(99, "x"),
      { patches: [{ op: "append", file: "../x", block: "x" }] },
      { patches: [{ op: "append", file: ".git/config", block: "x" }] },
      { patches: [{ op: "append", file: "a.txt", blockFile: "x" }] },
    ];
    for (const input of inputs) {
      const overHttp = await call(server, "POST", "/api/patches/apply", input);
      const overRpc = await batch(server, asAdmin(server)).PatchOps.applyPatches!(input);
      const bare = ({ ok, code, error }: Answer) => ({ ok, code, error });
      expect(bare(overRpc)).toEqual(bare(overHttp));
      expect(overHttp.ok).toBe(false);
    }
    const post = async (body: string, headers: Record<string, string>) =>
      ((await (await fetch(`${server.url}/rpc`, { method: "POST", body, headers })).json()) as Answer).code;
    expect(await post("{ not json", asAdmin(server))).toBe("BAD_JSON");
    for (const body of ["{}", "[]", '["push"]', '["what",1]', '["abort",1]', "1"]) {
      expect(await post(body, asAdmin(server)), body).toBe("INVALID_INPUT");
    }
    expect(await post("[]", { origin: "https://evil.example" })).toBe("FOREIGN_ORIGIN");
    expect((await fetch(`${server.url}/rpc`, { headers: asAdmin(server) })).status).toBe(405);
  });

  test("takes a batch that ends in a newline, as a file does", async () => {
    const server = await start();
    const body = '["push",["pipeline",0,["SystemOps","healthz"],[{}]]]\n["pull",1]\n';
    const response = await fetch(`${server.url}/rpc`, { method: "POST", body });
    expect(await response.text()).toContain('"ok":true');
  });

  test("tells nothing of the inside when a method does not exist", async () => {
    const server = await start();
    const failed = await batch(server, asAdmin(server)).PatchOps.dropTable!({}).catch(
      (error: Error) => error,
    );
    expect(String(failed)).toMatch(/not a function|does not/);
    expect(String((failed as unknown as Error).message)).not.toContain(workspaceRoot());
  });

  test.each([
    [
      "a handshake without a key",
      "GET /rpc HTTP/1.1",
      "Host: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket",
    ],
    ["no Host", "GET /healthz HTTP/1.1", "Connection: close"],
    ["a Host that is none", "GET /healthz HTTP/1.1", "Host: a/b#\r\nConnection: close"],
    ["a path that is none", "GET *x HTTP/1.1", "Host: 127.0.0.1\r\nConnection: close"],
    ["an expectation", "GET /healthz HTTP/1.1", "Host: 127.0.0.1\r\nConnection: close\r\nExpect: tea"],
  ])("and HTTP answer %s in JSON too", async (_name, line, headers) => {
    const server = await start();
    const bearer = `Authorization: Bearer ${server.adminToken}`;
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write(`${line}\r\n${headers}\r\n${bearer}\r\n\r\n`);
    let answer = "";
    for await (const part of socket) answer += part;
    const [head, body] = answer.split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1.1 4\d\d /);
    expect(body).toMatch(/\{"ok":false,"code":"(INVALID_INPUT|FOREIGN_HOST)"/);
  });

  test.each([
    ["wrong credentials", { authorization: "Bearer mc_wrong" }, 401],
    ["a foreign Origin", { origin: "https://evil.example" }, 403],
    ["a foreign Host", { host: "evil.example" }, 421],
  ])("and /ws refuse an upgrade with %s", async (_name, headers, status) => {
    const server = await start();
    for (const path of ["/rpc", "/ws"]) {
      const socket = new WebSocket(`${server.url.replace("http", "ws")}${path}`, { headers });
      const answered = await new Promise((resolve) => {
        socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
        socket.on("open", () => resolve("open"));
        socket.on("error", () => {});
      });
      expect(answered, path).toBe(status);
      socket.terminate();
    }
  });
});
