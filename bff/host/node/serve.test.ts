import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { type Endpoint, endpointPath } from "./endpoint.ts";
import type { Answer } from "./fixtures/app.ts";
import { call, replaceLine, setUpServers, start, stop, workspaceRoot } from "./fixtures/served.ts";
import { serveWorkspace } from "./serve-workspace.ts";

// The whole server over a real folder, database, sockets and engine.

setUpServers();

describe("an edit over HTTP", () => {
  test("changes the file, stands in history with diff and custody, and is taken back by a reviewer", async () => {
    const server = await start();
    const applied = await call(server, "POST", "/api/patches/apply", replaceLine(2, "TWO"));
    expect(applied).toMatchObject({ ok: true, results: [{ ok: true, lines_added: 1, lines_removed: 1 }] });
    expect(readFileSync(join(workspaceRoot(), "a.txt"), "utf8")).toBe("one\nTWO\nthree\n");
    const id = applied.results[0].patch_id;

    await expect
      .poll(async () => (await call(server, "GET", `/api/patches/${id}`)).patch?.display_status)
      .not.toBe("validating");
    const { patch } = await call(server, "GET", `/api/patches/${id}`);
    expect(patch).toMatchObject({
      file: "a.txt",
      requester: "ai-coder",
      order_id: "ORD-001",
      lines_added: 1,
    });
    const diff = await call(server, "GET", `/api/patches/${id}/diff`);
    expect(diff.diff).toContain("-two\n+TWO\n");
    const custody = (await call(server, "GET", `/api/patches/${id}/custody`)).custody;
    expect(custody.map((row: Answer) => row.event_type).slice(0, 2)).toEqual([
      "patch_requested",
      "patch_applied",
    ]);
    expect(custody[0].actor).toBe("ai-coder via admin");

    const reverted = await call(
      server,
      "POST",
      `/api/patches/${id}/revert`,
      { reason: "no" },
      server.localToken,
    );
    expect(reverted).toMatchObject({ ok: true, result: { ok: true } });
    expect(readFileSync(join(workspaceRoot(), "a.txt"), "utf8")).toBe("one\ntwo\nthree\n");
    expect((await call(server, "GET", `/api/patches/${id}`)).patch).toMatchObject({
      status: "reverted",
      reverted_by: reverted.result.patch_id,
    });
  });

  test("that is simulated writes nothing anywhere", async () => {
    const server = await start();
    const answer = await call(server, "POST", "/api/patches/simulate", replaceLine(2, "TWO"));
    expect(answer.results[0]).toMatchObject({
      ok: true,
      dry_run: true,
      diff: expect.stringContaining("+TWO"),
    });
    const dry = await call(server, "POST", "/api/patches/apply", { ...replaceLine(2, "TWO"), dryRun: true });
    expect(dry.results[0]).toMatchObject({ ok: true, dry_run: true });
    expect(readFileSync(join(workspaceRoot(), "a.txt"), "utf8")).toBe("one\ntwo\nthree\n");
    expect((await call(server, "GET", "/api/patches/logs")).results).toEqual([]);
  });

  test("that is refused stands in history with its reason", async () => {
    const server = await start();
    expect(await call(server, "POST", "/api/patches/apply", replaceLine(99, "x"))).toMatchObject({
      ok: false,
    });
    const { results } = await call(server, "GET", "/api/patches/logs");
    expect(results).toMatchObject([{ status: "failed", code: "LINE_OUT_OF_RANGE", requester: "ai-coder" }]);
  });

  test("is seen by a socket from the page of history on, without gap or double", async () => {
    const server = await start();
    await call(server, "POST", "/api/patches/apply", replaceLine(1, "ONE"));
    const { seq } = await call(server, "GET", "/api/patches/logs");
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws?since=${seq - 1}`, {
      headers: { authorization: `Bearer ${server.adminToken}` },
    });
    const seen: Answer[] = [];
    socket.on("message", (data) => seen.push(JSON.parse(String(data)) as Answer));
    await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(2));
    await call(server, "POST", "/api/patches/apply", replaceLine(3, "THREE"));
    await vi.waitFor(() =>
      expect(seen.filter(({ type }) => type === "patch_applied").length).toBeGreaterThan(0),
    );
    const events = seen.filter(({ type }) => type.startsWith("patch_"));
    expect(seen[0]!.type).toBe("connected");
    expect(events.map((one) => one.seq)).toEqual(events.map((_, n) => seq + n));
    expect(events.at(-1)!.payload.record).toMatchObject({ file: "a.txt" });
    socket.close();
  });
});

describe("a start", () => {
  test("after an end finds everything as it was", async () => {
    const first = await start();
    const made = await call(first, "POST", "/api/tokens", { name: "agent one", role: "agent" });
    await call(first, "POST", "/api/patches/apply", replaceLine(2, "TWO"));
    await expect
      .poll(async () => (await call(first, "GET", "/api/patches/logs")).results[0].display_status)
      .not.toBe("validating");
    const before = await call(first, "GET", "/api/patches/logs");
    const { status, headers } = await fetch(first.signInLink, { redirect: "manual" });
    expect([status, headers.get("location")]).toEqual([303, "/"]);
    await stop(first);

    const second = await start();
    expect(second.adminToken).toBe(first.adminToken);
    expect(second.signInLink.split("code=")[1]).not.toBe(first.signInLink.split("code=")[1]);
    expect(await call(second, "GET", "/api/patches/logs")).toEqual(before);
    expect(await call(second, "GET", "/api/patches/logs", undefined, made.token)).toMatchObject({ ok: true });
    expect(await call(second, "GET", "/api/patches/logs", undefined, first.localToken)).toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });

  test("tells patchctl where it is, hides its secrets, and takes the note away at its end", async () => {
    const server = await start();
    const endpoint = JSON.parse(readFileSync(endpointPath(workspaceRoot()), "utf8")) as Endpoint;
    expect(endpoint).toEqual({ url: server.localUrl, pid: process.pid, token: server.localToken });
    for (const file of ["endpoint.json", "server/admin-token"]) {
      expect(statSync(join(workspaceRoot(), ".mission_control", file)).mode & 0o777, file).toBe(0o600);
    }
    const untracked = execFileSync("git", ["status", "--porcelain", "-uall"], {
      cwd: workspaceRoot(),
      encoding: "utf8",
    });
    expect(untracked).not.toMatch(/endpoint|server|token/);
    await stop(server);
    expect(() => statSync(endpointPath(workspaceRoot()))).toThrow("ENOENT");
  });

  test("is not confused by the note of a server that died", async () => {
    const server = await start();
    await stop(server);
    for (const pid of [2 ** 22 - 1, process.pid, process.ppid]) {
      writeFileSync(
        endpointPath(workspaceRoot()),
        JSON.stringify({ url: "http://127.0.0.1:1", pid, token: "t" }),
      );
      const next = await start();
      expect(JSON.parse(readFileSync(endpointPath(workspaceRoot()), "utf8"))).toMatchObject({
        url: next.localUrl,
      });
      await stop(next);
    }
  });

  test("with an admin token that is another's already says whose, and changes nothing", async () => {
    const first = await start();
    const made = await call(first, "POST", "/api/tokens", { name: "agent one", role: "agent" });
    await stop(first);
    vi.stubEnv("MISSION_CONTROL_TOKEN", made.token);
    const refused = await serveWorkspace({ workspace: workspaceRoot(), port: 0 });
    vi.unstubAllEnvs();
    expect(refused).toMatchObject({ ok: false, code: "INVALID_INPUT" });
    expect(refused).toHaveProperty(
      "error",
      expect.stringMatching(/MISSION_CONTROL_TOKEN.*"agent one".*another/),
    );
    const second = await start();
    expect(second.adminToken).toBe(first.adminToken);
    expect(await call(second, "GET", "/api/patches/logs", undefined, made.token)).toMatchObject({ ok: true });
  });

  test("where the port is taken, or the folder is none, says what to do", async () => {
    const server = await start();
    const other = mkdtempSync(join(tmpdir(), "mc-other-"));
    const port = Number(new URL(server.url).port);
    expect(await serveWorkspace({ workspace: other, port })).toMatchObject({
      ok: false,
      error: expect.stringContaining(`port ${port} is taken`),
    });
    expect(await serveWorkspace({ workspace: join(other, "nowhere"), port: 0 })).toMatchObject({ ok: false });
    rmSync(other, { recursive: true });
  });
});

test("an idle connection is kept for longer than clients and proxies keep theirs, and they are told", async () => {
  const server = await start();
  const response = await fetch(`${server.url}/healthz`);
  await response.text();
  expect(response.headers.get("keep-alive")).toBe("timeout=65");
});
