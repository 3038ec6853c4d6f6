import { readdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { builtPatchctl } from "../testing/built-patchctl.ts";
import { type Orchestrator, startOrchestrator } from "../testing/orchestrator.ts";
import { makeScratchRepo, type ScratchRepo } from "../testing/scratch-repo.ts";

let built: { path: string; dispose(): void };
let repo: ScratchRepo;
let server: Orchestrator;
beforeAll(async () => {
  built = await builtPatchctl();
});
afterAll(() => built.dispose());
beforeEach(async () => {
  repo = makeScratchRepo(built.path, {
    "a.md": "one\n",
    "a.ts": "export const one: number = 1;\n",
    "tsconfig.json": '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["*.ts"] }',
  });
  server = await startOrchestrator();
});
afterEach(async () => {
  await server.close();
  repo.dispose();
});

const append = (text: string, env: NodeJS.ProcessEnv = {}) =>
  repo.patchctl(["append", "--file", "a.md", "--block", text, "--trace-id", "t-1"], { env });
const reporting = () => ({ ORCHESTRATOR_URL: server.url, ORCHESTRATOR_TOKEN: "secret" });
const outbox = () =>
  readdirSync(join(repo.root, ".mission_control/outbox")).filter((name) => name.endsWith(".json"));
const reported = () => server.received.map(({ body }) => `${body.type} ${body.patch_id}`);

describe("telling a server", () => {
  test("each step of a patch is posted in order, with token and trace", async () => {
    const { json } = await append("two", reporting());
    expect(reported()).toEqual([`patch_requested ${json.patch_id}`, `patch_applied ${json.patch_id}`]);
    expect(server.received[0]).toMatchObject({
      path: "/api/patches/events",
      token: "Bearer secret",
      body: {
        file: "a.md",
        op: "append",
        event_id: expect.any(String),
        meta: { trace_id: "t-1", requester: "agent" },
      },
    });
    expect(() => outbox()).toThrow("ENOENT");
  });

  test("a refusal is reported as well", async () => {
    const { code } = await repo.patchctl(
      ["replace-text", "--file", "a.md", "--old-text", "gone", "--block", "x"],
      {
        env: reporting(),
      },
    );
    expect(code).toBe(1);
    expect(server.received.at(-1)).toMatchObject({
      body: { type: "patch_failed", meta: { code: "NO_MATCH" } },
    });
  });

  test("a dry run reports nothing", async () => {
    await repo.patchctl(["append", "--file", "a.md", "--block", "x", "--dry-run"], { env: reporting() });
    expect(server.received).toEqual([]);
  });

  test("a proxy in the environment is not used", async () => {
    const proxy = {
      HTTP_PROXY: "http://127.0.0.1:1",
      http_proxy: "http://127.0.0.1:1",
      NODE_USE_ENV_PROXY: "1",
    };
    await append("two", { ...reporting(), ...proxy });
    expect(server.received).toHaveLength(2);
  });
});

describe("with no server to tell", () => {
  test("the edit stands, its events wait, and go out before those of the next edit, once", async () => {
    const first = await append("two");
    const second = await append("three", { ORCHESTRATOR_URL: "http://127.0.0.1:1" });
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(outbox()).toHaveLength(4);
    expect(repo.git("status", "--porcelain")).not.toContain("outbox");

    const third = await append("four", reporting());
    const ids = [first, first, second, second, third, third].map(({ json }) => json.patch_id);
    expect(server.received.map(({ body }) => body.patch_id)).toEqual(ids);
    expect(outbox()).toEqual([]);
    expect(new Set(server.received.map(({ body }) => body.event_id)).size).toBe(6);
  });

  test("flush sends them and says how many; with nobody there it says so", async () => {
    await append("two");
    expect(await repo.patchctl(["flush"])).toMatchObject({
      code: 1,
      json: { ok: false, code: "SERVER_UNREACHABLE", details: { waiting: 2 } },
    });
    const flushed = await repo.patchctl(["flush"], { env: reporting() });
    expect(flushed).toMatchObject({ code: 0, json: { ok: true, sent: 2, waiting: 0 } });
    expect(await repo.patchctl(["flush"])).toMatchObject({ code: 0, json: { sent: 0 } });
  });

  test("three that flush at once send each event once, in order", async () => {
    for (const text of ["two", "three", "four"]) await append(text);
    const runs = await Promise.all([1, 2, 3].map(() => repo.patchctl(["flush"], { env: reporting() })));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(runs.reduce((sum, { json }) => sum + Number(json.sent), 0)).toBe(6);
    const times = server.received.map(({ body }) => String(body.ts));
    expect(times).toHaveLength(6);
    expect(times).toEqual([...times].sort());
  });
});

describe("a server that does not take it", () => {
  test("an event it will never take is set aside with the reason; the rest goes on", async () => {
    server.answer = (body) => (body.type === "patch_requested" ? 400 : 200);
    const { code } = await append("two", reporting());
    expect(code).toBe(0);
    expect(reported()).toEqual([expect.stringContaining("patch_applied")]);
    expect(outbox()).toEqual([]);
    const [name] = readdirSync(join(repo.root, ".mission_control/outbox/refused"));
    const kept = JSON.parse(readFileSync(join(repo.root, ".mission_control/outbox/refused", name!), "utf8"));
    expect(kept).toMatchObject({ status: 400, reason: "status 400", event: { type: "patch_requested" } });
  });

  test.each([401, 403, 404, 429, 500, 503])("answering %i, it is asked again later", async (status) => {
    server.answer = () => status;
    expect((await append("two", reporting())).code).toBe(0);
    expect(outbox()).toHaveLength(2);
    server.answer = () => 200;
    await append("three", reporting());
    expect(server.received).toHaveLength(4);
  });
});

describe("a server over this same workspace", () => {
  const breakTypes = (env: NodeJS.ProcessEnv = {}) =>
    repo.patchctl(["replace-text", "--file", "a.ts", "--old-text", "= 1", "--block", '= "x"'], { env });
  beforeEach(() => {
    const endpoint = { url: server.url, pid: process.pid, token: "t" };
    repo.write(".mission_control/endpoint.json", JSON.stringify(endpoint));
  });

  test("is asked for the type check, once the patch is reported as being checked", async () => {
    server.verdict = {
      ts_check_ok: false,
      ts_check_out: "a.ts(1,1): error TS1: from the server",
      ts_check_ms: 3,
    };
    const { json } = await breakTypes();
    expect(json).toMatchObject({
      ok: true,
      ts_check_ok: false,
      ts_check_out: expect.stringContaining("from the server"),
      ts_check_ms: 3,
    });
    expect(json).not.toHaveProperty("ts_check_pending");
    expect(server.received.map(({ path }) => path)).toEqual([
      "/api/patches/events",
      "/api/patches/events",
      `/api/patches/${json.patch_id}/check`,
    ]);
    expect(server.received[1]).toMatchObject({
      body: { type: "patch_applied", meta: { check_pending: true } },
    });
  });

  test("that gives no verdict is stood in for: patchctl checks and reports what it found", async () => {
    const { json } = await breakTypes();
    expect(json).toMatchObject({
      ok: true,
      ts_check_ok: false,
      ts_check_out: expect.stringContaining("TS2322"),
    });
    expect(server.received.at(-1)).toMatchObject({ body: { type: "patch_failed", ts_check_ok: false } });
  });

  test("is not asked where policy undoes what does not check: that is decided here", async () => {
    server.verdict = { ts_check_ok: true, ts_check_out: "", ts_check_ms: 1 };
    repo.write(".mission_control/policy.json", '{ "onCheckFailure": "revert" }');
    const { code, json } = await breakTypes();
    expect(json).toMatchObject({ ok: false, code: "TYPE_CHECK_FAILED" });
    expect(code).toBe(1);
    expect(repo.read("a.ts")).toContain("= 1");
  });
});

test("a server behind a proxy may live under a path", async () => {
  await append("two", { ORCHESTRATOR_URL: `${server.url}/mission/`, ORCHESTRATOR_TOKEN: "secret" });
  expect(server.received[0]).toMatchObject({ path: "/mission/api/patches/events" });
});

test("an endpoint file of a server that died, or of another machine, is not believed", async () => {
  const endpoint = (fields: object) =>
    repo.write(
      ".mission_control/endpoint.json",
      JSON.stringify({ url: server.url, pid: process.pid, token: "t", ...fields }),
    );
  endpoint({ pid: 2_147_483_646 });
  await append("two");
  endpoint({ url: "http://example.invalid:8787" });
  await append("three");
  expect(server.received).toEqual([]);
  endpoint({});
  await append("four");
  expect(server.received.filter(({ path }) => path === "/api/patches/events")).toHaveLength(6);
});

test("FACTORY_WS_URL gets each event as a message; nobody there delays nothing for long", async () => {
  const heard: { type: string; payload: Record<string, unknown> }[] = [];
  const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise((resolve) => sockets.once("listening", resolve));
  sockets.on("connection", (socket) => socket.on("message", (data) => heard.push(JSON.parse(String(data)))));
  try {
    const url = `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`;
    const { json } = await append("two", { FACTORY_WS_URL: url });
    expect(heard).toMatchObject([
      { type: "patch_requested", payload: { patch_id: json.patch_id, file: "a.md" } },
      { type: "patch_applied", payload: { patch_id: json.patch_id, op: "append" } },
    ]);
  } finally {
    sockets.close();
  }
  for (const url of ["ws://127.0.0.1:1", "not a socket"]) {
    expect((await append("x", { FACTORY_WS_URL: url })).code).toBe(0);
  }
});
