import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Endpoint, endpointPath } from "./endpoint.ts";
import { type ServedWorkspace, serveWorkspace } from "./serve-workspace.ts";
import { whyNotStarted } from "./why-not-started.ts";

// How a start begins, ends badly, and goes on after a process that was killed.

let folder = "";
let servers: ServedWorkspace[] = [];
let children: ChildProcess[] = [];
const workspace = (name: string): string => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  execFileSync("git", ["init", "-q", path]);
  return path;
};
const serve = async (name: string, data: string) => {
  const started = await serveWorkspace({ workspace: workspace(name), port: 0, data });
  if (started.ok) servers.push(started.server);
  return started;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mc-start-"));
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
  children = [];
  rmSync(folder, { recursive: true, force: true });
});

function command(args: string[], env: Record<string, string> = {}) {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, "--no-open", ...args], { env: { ...process.env, ...env } });
  children.push(child);
  let printed = "";
  child.stderr.on("data", (part) => {
    printed += part;
  });
  return { child, errors: () => printed };
}

describe("a data folder", () => {
  test("of one server is not opened by that of another workspace, until the first has ended", async () => {
    const data = join(folder, "data");
    const first = await serve("one", data);
    expect(first).toMatchObject({ ok: true });
    const refused = await serve("two", data);
    expect(refused).toMatchObject({ ok: false, code: "FILE_BUSY" });
    expect(refused).toHaveProperty("error", expect.stringContaining(`process ${process.pid}`));
    await servers.pop()!.close();
    expect(await serve("two", data)).toMatchObject({ ok: true });
  });

  test("that a process which runs has locked is left alone; a lock of one that died holds nobody up", async () => {
    const data = join(folder, "data");
    mkdirSync(data);
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    children.push(other);
    writeFileSync(join(data, "server.lock"), `${other.pid} `);
    expect(await serve("one", data)).toMatchObject({ ok: false, code: "FILE_BUSY" });
    other.kill("SIGKILL");
    await once(other, "exit");
    expect(await serve("one", data)).toMatchObject({ ok: true });
  });

  test("gives its lock back where the start fails", async () => {
    const data = join(folder, "data");
    mkdirSync(data);
    writeFileSync(
      join(data, "mission-control.db"),
      "no database at all, but long enough to be read as one".repeat(90),
    );
    expect(await serve("one", data)).toMatchObject({ ok: false, error: expect.stringContaining("damaged") });
    expect(existsSync(join(data, "server.lock"))).toBe(false);
  });
});

describe("a start that cannot be ends with one line and status 1", () => {
  const run = async (args: string[], env: Record<string, string> = {}) => {
    const { child, errors } = command(["--port", "0", ...args], env);
    const [status] = await once(child, "close");
    return { status, lines: errors().trim().split("\n") };
  };

  test("with a database that a newer version has used", async () => {
    mkdirSync(join(folder, "data"));
    const db = new DatabaseSync(join(folder, "data/mission-control.db"));
    db.exec(
      "CREATE TABLE schema_migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT; INSERT INTO schema_migrations VALUES (999, 'x', 'y')",
    );
    db.close();
    const { status, lines } = await run(["--workspace", workspace("w"), "--data", join(folder, "data")]);
    expect([status, lines.length]).toEqual([1, 1]);
    expect(lines[0]).toContain("newer version");
  });

  test("with a data folder that is a file", async () => {
    writeFileSync(join(folder, "file"), "");
    const { status, lines } = await run(["--workspace", workspace("w"), "--data", join(folder, "file")]);
    expect([status, lines.length]).toEqual([1, 1]);
    expect(lines[0]).toContain("--data DIR");
  });

  test("of the demo where there is no git", async () => {
    const { status, lines } = await run(["--demo"], { PATH: folder, TMPDIR: folder });
    expect([status, lines.length]).toEqual([1, 1]);
    expect(lines[0]).toContain("the demo needs git");
  });

  test.each([
    ["EROFS", { code: "EROFS" }, "FILE_UNWRITABLE"],
    ["EACCES", { code: "EACCES" }, "FILE_UNWRITABLE"],
    ["ENOSPC", { code: "ENOSPC" }, "DISK_FULL"],
    ["SQLite's full disk", { code: "ERR_SQLITE_ERROR", errcode: 13 }, "DISK_FULL"],
    ["SQLite's read-only file", { code: "ERR_SQLITE_ERROR", errcode: 1032 }, "FILE_UNWRITABLE"],
    ["a port below 1024", { code: "EACCES", syscall: "listen" }, "FORBIDDEN"],
    ["an address of another machine", { code: "EADDRNOTAVAIL", syscall: "listen" }, "SERVER_UNREACHABLE"],
  ])("with %s", (_name, error, code) => {
    expect(whyNotStarted(error, { port: 80, listen: "10.9.8.7" })).toMatchObject({ ok: false, code });
  });
});

test("a server that is killed while events flow has lost none that it answered, and the next one starts", async () => {
  const root = workspace("w");
  const started = async (): Promise<Endpoint & { child: ChildProcess }> => {
    const { child } = command(["--workspace", root, "--port", "0"]);
    const read = () => JSON.parse(readFileSync(endpointPath(root), "utf8")) as Endpoint;
    await expect.poll(() => existsSync(endpointPath(root)) && read().pid).toBe(child.pid);
    return { ...read(), child };
  };
  const first = await started();
  const headers = (token: string) => ({
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
  });
  const answered: string[] = [];
  const send = async (sender: number): Promise<void> => {
    for (let n = 0; ; n += 1) {
      const patch_id = `k${sender}-${n}`;
      const body = JSON.stringify({ patch_id, file: "a.ts", op: "append", type: "patch_applied" });
      const response = await fetch(`${first.url}/api/patches/events`, {
        method: "POST",
        headers: headers(first.token),
        body,
      }).catch(() => null);
      if (response === null) return;
      if (((await response.json().catch(() => ({}))) as { ok?: boolean }).ok) answered.push(patch_id);
    }
  };
  const senders = [0, 1, 2, 3].map(send);
  await expect.poll(() => answered.length).toBeGreaterThan(100);
  first.child.kill("SIGKILL");
  await Promise.all(senders);

  expect(JSON.parse(readFileSync(endpointPath(root), "utf8")).pid).toBe(first.pid);
  const second = await started();
  const known = new Set<string>();
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: { results: { patch_id: string }[]; next: string | null } = await (
      await fetch(`${second.url}/api/patches/logs?limit=500${cursor && `&cursor=${cursor}`}`, {
        headers: headers(second.token),
      })
    ).json();
    for (const { patch_id } of page.results) known.add(patch_id);
    cursor = page.next;
  }
  expect(answered.filter((id) => !known.has(id))).toEqual([]);
});
