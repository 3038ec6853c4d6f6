import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { newHttpBatchRpcSession } from "capnweb";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Answer } from "../../host/node/fixtures/app.ts";
import { call, setUpServers, start, stop, workspaceRoot } from "../../host/node/fixtures/served.ts";
import type { ServedWorkspace } from "../../host/node/serve-workspace.ts";

// The whole server, and patchctl as processes of their own beside it.

setUpServers();

const patchctlPath = join(import.meta.dirname, "../../cli/patchctl.ts");

function writeTasks(): void {
  mkdirSync(join(workspaceRoot(), ".mission_control"), { recursive: true });
  const tasks = ["A", "B"].map((uuid) => ({ uuid, file: "a.txt", allowed_spans: [] }));
  writeFileSync(join(workspaceRoot(), ".mission_control/tasks.json"), JSON.stringify(tasks));
}

const patchctl = (...args: string[]): Promise<Answer> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [patchctlPath, ...args], { cwd: workspaceRoot() }, (_failed, out, errors) => {
      try {
        resolve(JSON.parse(out) as Answer);
      } catch {
        reject(new Error(`no JSON: ${out}${errors}`));
      }
    });
  });

type LeaseOps = Record<"list" | "take" | "release", (input: unknown) => Promise<Answer>>;
const rpc = (server: ServedWorkspace, token = server.adminToken) =>
  (
    newHttpBatchRpcSession(
      new Request(`${server.url}/rpc`, { headers: { authorization: `Bearer ${token}` } }),
    ) as unknown as { LeaseOps: LeaseOps }
  ).LeaseOps;

/** The custody rows of leases, as another program reads them. */
function custody(): { event_type: string; message: string; actor: string; trace_id: string | null }[] {
  const db = new DatabaseSync(join(workspaceRoot(), ".mission_control/server/mission-control.db"), {
    readOnly: true,
  });
  const rows = db
    .prepare(
      "SELECT event_type, message, actor, trace_id FROM patch_custody WHERE event_type LIKE 'lease_%' ORDER BY id",
    )
    .all();
  db.close();
  return rows as unknown as ReturnType<typeof custody>;
}

async function tokenOf(server: ServedWorkspace, role: string): Promise<string> {
  return (await call(server, "POST", "/api/tokens", { name: role, role })).token;
}

test("a lease is one and the same on the command line, over HTTP and over RPC", async () => {
  writeTasks();
  const server = await start();
  const taken = await call(server, "POST", "/api/leases", { file: "a.txt", task_id: "A", requester: "one" });
  expect(taken).toMatchObject({
    ok: true,
    renewed: false,
    lease: { file: "a.txt", task_id: "A", requester: "one" },
  });
  const held = { ok: true, leases: [taken.lease] };
  expect(await patchctl("lock", "--list")).toEqual(held);
  expect(await call(server, "GET", "/api/leases")).toEqual(held);
  expect(await rpc(server).list({})).toEqual(held);

  const refusals = [
    await call(server, "POST", "/api/leases", { file: "a.txt", task_id: "B" }),
    await rpc(server).take({ file: "a.txt", task_id: "B" }),
    await patchctl("lock", "--file", "a.txt", "--task-id", "B"),
  ];
  const { retry_after: _, ...same } = refusals[0]!.details;
  for (const refusal of refusals)
    expect(refusal).toMatchObject({ ok: false, code: "FILE_LEASED", details: same });
  const edit = { op: "replace-block", file: "a.txt", start: 2, end: 2, block: "TWO", taskId: "B" };
  const response = await fetch(`${server.url}/api/patches/apply`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ patches: [edit] }),
  });
  expect(response.status).toBe(423);
  expect((await response.json()) as Answer).toMatchObject({ code: "FILE_LEASED" });

  expect(await patchctl("lock", "--file", "a.txt", "--task-id", "A", "--requester", "two")).toMatchObject({
    ok: true,
    renewed: true,
    lease: { taken_at: taken.lease.taken_at, requester: "two" },
  });
  expect(await rpc(server).release({ file: "a.txt", task_id: "A" })).toMatchObject({ ok: true });
  expect(await patchctl("unlock", "--file", "a.txt", "--task-id", "A")).toMatchObject({
    code: "LEASE_NOT_FOUND",
  });
});

test("force is a reviewer's over HTTP and RPC", async () => {
  writeTasks();
  const server = await start();
  const [viewer, agent, reviewer] = await Promise.all(
    ["viewer", "agent", "reviewer"].map((r) => tokenOf(server, r)),
  );
  const release = (token: string | undefined, more: object = {}) =>
    call(
      server,
      "POST",
      "/api/leases/release",
      { file: "a.txt", force: true, reason: "stuck", ...more },
      token,
    );
  expect(await call(server, "POST", "/api/leases", { file: "a.txt", task_id: "A" }, viewer)).toMatchObject({
    code: "FORBIDDEN",
  });
  expect(await call(server, "POST", "/api/leases", { file: "a.txt", task_id: "A" }, agent)).toMatchObject({
    ok: true,
    lease: { requester: "agent" },
  });
  expect(await release(agent)).toMatchObject({
    ok: false,
    code: "FORBIDDEN",
    details: { needs: "reviewer" },
  });
  expect(await rpc(server, agent).release({ file: "a.txt", force: true, reason: "x" })).toMatchObject({
    code: "FORBIDDEN",
  });
  expect(await release(reviewer, { reason: "" })).toMatchObject({ ok: false, code: "INVALID_INPUT" });
  expect(await release(reviewer)).toMatchObject({ ok: true, released: { task_id: "A" } });
});

test("each change is told live and leaves one custody row, whichever process made it and whether a server ran", async () => {
  writeTasks();
  const first = await start();
  const live: Answer[] = [];
  const socket = new WebSocket(`${first.url.replace("http", "ws")}/ws`, {
    headers: { authorization: `Bearer ${first.adminToken}` },
  });
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as Answer;
    if (message.type.startsWith("lease_")) live.push(message);
  });
  await new Promise((resolve) => socket.once("open", resolve));
  await patchctl("lock", "--file", "a.txt", "--task-id", "A", "--requester", "ai-coder");
  await expect.poll(() => live.length).toBe(1);
  expect(live[0]!.payload).toMatchObject({ file: "a.txt", task_id: "A", requester: "ai-coder" });
  await call(first, "POST", "/api/leases/release", { file: "a.txt", task_id: "A" });
  await expect.poll(() => live.map(({ type }) => type)).toEqual(["lease_taken", "lease_released"]);
  socket.close();
  await stop(first);

  await patchctl("lock", "--file", "a.txt", "--task-id", "B", "--requester", "ai-coder");
  const force = ["--force", "--reason", "its agent hangs", "--requester", "mara"];
  await patchctl("unlock", "--file", "a.txt", ...force);
  const second = await start();
  await expect.poll(() => custody().length).toBe(4);
  await stop(second);
  const third = await start();
  await call(third, "POST", "/api/leases", { file: "a.txt", task_id: "A" });
  await expect.poll(() => custody().length).toBe(5);
  expect(custody().map(({ event_type, actor }) => `${event_type} ${actor}`)).toEqual([
    "lease_taken ai-coder",
    "lease_released admin",
    "lease_taken ai-coder",
    "lease_released mara",
    "lease_taken admin",
  ]);
  expect(custody()[3]!.message).toBe("a.txt taken from task B: its agent hangs");
});

test("each change is of the flow in which somebody made it", async () => {
  writeTasks();
  const server = await start();
  await patchctl("lock", "--file", "a.txt", "--task-id", "A", "--trace-id", "order-7");
  await patchctl("unlock", "--file", "a.txt", "--task-id", "A", "--trace-id", "order-7");
  const lease = JSON.stringify({ file: "a.txt", task_id: "A" });
  const headers = { authorization: `Bearer ${server.adminToken}`, "content-type": "application/json" };
  const ask = (path: string, trace: string) =>
    fetch(server.url + path, { method: "POST", headers: { ...headers, "x-trace-id": trace }, body: lease });
  await ask("/api/leases", "order-8");
  await ask("/api/leases/release", "order-9");
  await expect.poll(() => custody().length).toBe(4);
  expect(custody().map(({ trace_id }) => trace_id)).toEqual(["order-7", "order-7", "order-8", "order-9"]);
});
