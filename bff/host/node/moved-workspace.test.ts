import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { call, replaceLine, setUpServers, start, stop, workspaceRoot } from "./fixtures/served.ts";

setUpServers();

const elsewhere = () => `${workspaceRoot()}-moved`;
afterEach(() => {
  for (const left of [elsewhere(), `${elsewhere()}-data`]) rmSync(left, { recursive: true, force: true });
});

const watchOf = async (server: Awaited<ReturnType<typeof start>>) =>
  (await call(server, "GET", "/api/custody/out-of-band")).watch as { mode: string; note: string | null };

describe("a governed folder that is moved away under its server", () => {
  const asked: [string, string, unknown?][] = [
    ["POST", "/api/patches/apply", replaceLine(1, "ONE")],
    [
      "POST",
      "/api/patches/apply",
      { patches: [{ op: "create-file", file: "new/b.txt", block: "b" }], requester: "a", reason: "" },
    ],
    ["POST", "/api/patches/simulate", replaceLine(1, "ONE")],
    ["POST", "/api/leases", { file: "a.txt", task_id: "T-1", requester: "a" }],
    ["GET", "/api/leases"],
    ["GET", "/api/custody/verify"],
    ["GET", "/readyz"],
  ];

  test("is said to be away, whatever is asked of it, and is not made again", async () => {
    const server = await start();
    renameSync(workspaceRoot(), elsewhere());
    for (const [method, path, body] of asked) {
      const answer = await call(server, method, path, body);
      expect.soft(answer, `${method} ${path}`).toMatchObject({ ok: false, code: "WORKSPACE_UNAVAILABLE" });
    }
    await expect.poll(async () => (await watchOf(server)).note).toContain("not where it was");
    expect((await watchOf(server)).note).not.toContain(workspaceRoot());
    expect(existsSync(workspaceRoot())).toBe(false);
    renameSync(elsewhere(), workspaceRoot());
    expect(await call(server, "POST", "/api/patches/apply", replaceLine(1, "ONE"))).toMatchObject({
      ok: true,
    });
    await expect.poll(async () => (await watchOf(server)).note).toBeNull();
    // a file that the watch holds at that moment is told of as unread
    await expect
      .poll(() => call(server, "GET", "/api/custody/verify"))
      .toMatchObject({ findings: [], intact: true });
  });

  test.each([
    ["at once", async () => {}],
    [
      "once that was noticed",
      async (server: Awaited<ReturnType<typeof start>>) =>
        expect.poll(async () => (await watchOf(server)).note).not.toBeNull(),
    ],
  ])(
    "put back %s, its database inside, it is watched again: edits from then on are found",
    async (_, meanwhile) => {
      const server = await start();
      await expect.poll(async () => (await watchOf(server)).mode).toBe("watching");
      renameSync(workspaceRoot(), elsewhere());
      await meanwhile(server);
      writeFileSync(join(elsewhere(), "a.txt"), "one\nTWO\nthree\n");
      renameSync(elsewhere(), workspaceRoot());
      const found = async () => (await call(server, "GET", "/api/custody/out-of-band")).edits;
      await expect.poll(found).toMatchObject([{ file: "a.txt", kind: "modified" }]);
      writeFileSync(join(workspaceRoot(), "b.txt"), "made\n");
      await expect.poll(found).toMatchObject([{ file: "b.txt", kind: "created" }, { file: "a.txt" }]);
      expect(await call(server, "POST", "/api/patches/apply", replaceLine(1, "ONE"))).toMatchObject({
        ok: true,
      });
      expect((await watchOf(server)).note).toBeNull();
    },
  );

  test("moved, and a copy put in its place before anybody noticed: edits of the copy are found", async () => {
    const server = await start();
    await expect.poll(async () => (await watchOf(server)).mode).toBe("watching");
    renameSync(workspaceRoot(), elsewhere());
    cpSync(elsewhere(), workspaceRoot(), { recursive: true });
    const found = async () => (await call(server, "GET", "/api/custody/out-of-band")).edits;
    writeFileSync(join(workspaceRoot(), "a.txt"), "one\nTWO\nthree\n");
    await expect.poll(found).toMatchObject([{ file: "a.txt", kind: "modified" }]);
    writeFileSync(join(workspaceRoot(), "b.txt"), "made\n");
    await expect.poll(found).toMatchObject([{ file: "b.txt", kind: "created" }, { file: "a.txt" }]);
  });

  test("is not made again when the server ends", async () => {
    const server = await start();
    renameSync(workspaceRoot(), elsewhere());
    await call(server, "POST", "/api/patches/apply", replaceLine(1, "ONE"));
    await stop(server);
    expect(existsSync(workspaceRoot())).toBe(false);
  });

  test("is watched again where another folder has taken its place", async () => {
    const server = await start({ data: `${elsewhere()}-data` });
    await expect.poll(async () => (await watchOf(server)).mode).toBe("watching");
    renameSync(workspaceRoot(), elsewhere());
    await expect.poll(async () => (await watchOf(server)).note).not.toBeNull();
    mkdirSync(workspaceRoot());
    writeFileSync(join(workspaceRoot(), "a.txt"), "one\ntwo\nthree\n");
    await expect.poll(async () => (await watchOf(server)).note).toBeNull();
    writeFileSync(join(workspaceRoot(), "a.txt"), "one\nTWO\nthree\n");
    await expect
      .poll(async () => (await call(server, "GET", "/api/custody/out-of-band")).edits)
      .toMatchObject([{ file: "a.txt", kind: "modified" }]);
  });
});

describe("a record that is tidied away under its server", () => {
  test("is begun anew with the next edit, its journal too", async () => {
    const server = await start();
    const record = join(workspaceRoot(), ".mission_control");
    expect(await call(server, "POST", "/api/patches/apply", replaceLine(1, "ONE"))).toMatchObject({
      ok: true,
    });
    for (const name of readdirSync(record))
      if (name !== "server") rmSync(join(record, name), { recursive: true, force: true });
    expect(await call(server, "POST", "/api/patches/apply", replaceLine(2, "TWO"))).toMatchObject({
      ok: true,
    });
    expect(readdirSync(record)).toEqual(expect.arrayContaining([".gitignore", "patch_log.jsonl"]));
    expect(readdirSync(join(record, "journal"))).toHaveLength(1);
  });
});
