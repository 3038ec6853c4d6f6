import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { locksIn } from "./locks.ts";
import { appendLog, readLog } from "./patch-log.ts";
import { watchDisk } from "./testing/disk-calls.ts";
import { scratchFolder } from "./testing/git-folder.ts";
import { locksLeft } from "./testing/locks-left.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const run = promisify(execFile);
const appendMany = join(import.meta.dirname, "testing", "append-many.ts");

test("processes that edit one file at once all land, and their log lines stay whole", async () => {
  await using ws = scratchWorkspace({ "shared.txt": "" });
  const names = ["p1", "p2", "p3"];
  await Promise.all(names.map((name) => run(process.execPath, [appendMany, ws.root, name, "15"])));
  const lines = ws.read("shared.txt").trimEnd().split("\n").sort();
  expect(lines).toEqual(names.flatMap((name) => Array.from({ length: 15 }, (_, i) => `${name} ${i}`)).sort());
  const log = await ws.workspace.log(1000);
  expect(log.ok && log.entries.length).toBe(45);
  expect(locksLeft(join(ws.root, ".mission_control/locks"))).toEqual([]);
});

test("requests of one process to one file all land", async () => {
  await using ws = scratchWorkspace({ "shared.txt": "" });
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => ws.done({ op: "append", file: "shared.txt", block: `${i}` })),
  );
  expect(ws.read("shared.txt").trimEnd().split("\n")).toHaveLength(20);
});

test("a lock of a live process is waited for and then refused; one of a dead process is taken over", async () => {
  using folder = scratchFolder();
  const locks = locksIn(folder.path);
  const first = await locks.acquire(["a", "b"]);
  if (!("release" in first)) throw new Error("refused");
  expect(await locks.acquire(["b"], 50)).toMatchObject({
    code: "FILE_BUSY",
    details: { file: "b", pid: process.pid },
  });
  const [path] = locksLeft(folder.path).map((name) => join(folder.path, name));
  first.release();
  expect(locksLeft(folder.path)).toEqual([]);
  // a process that has ended: its pid is free, or belongs to one that started at another time
  const { stdout } = await run(process.execPath, ["-p", "process.pid"]);
  writeFileSync(path!, `${stdout.trim()} 1`);
  const [a, b] = await Promise.all([locks.acquire(["a"], 2000), locks.acquire(["b"], 2000)]);
  for (const lock of [a, b]) {
    if (!("release" in lock)) throw new Error("refused");
    lock.release();
  }
});

test("a file that another program changed after it was read is not overwritten", async () => {
  await using ws = scratchWorkspace({ "a.txt": "old\n" });
  using _ = watchDisk("mc-tmp", ({ name }) => {
    if (name === "fsync") ws.write("a.txt", "theirs, and longer\n");
  });
  expect(await ws.refused({ op: "append", file: "a.txt", block: "ours" })).toMatchObject({
    code: "FILE_BUSY",
  });
  expect(ws.read("a.txt")).toBe("theirs, and longer\n");
  expect(readdirSync(ws.root).sort()).toEqual([".git", ".mission_control", "a.txt"]);
  expect(readdirSync(join(ws.root, ".mission_control/patches"))).toEqual([]);
});

test("the log reads its newest entries, over a line that a crash cut short", () => {
  using folder = scratchFolder();
  const path = join(folder.path, "log");
  appendLog(
    path,
    Array.from({ length: 3000 }, (_, n) => ({ n, pad: "x".repeat(100) })),
  );
  writeFileSync(path, '{"n":"cut sh', { flag: "a" });
  appendLog(path, [{ n: "after" }]);
  expect(readLog(path, 3).map(({ n }) => n)).toEqual([2998, 2999, "after"]);
  expect(readLog(path, 10_000)).toHaveLength(3001);
  expect(readLog(join(folder.path, "none"), 5)).toEqual([]);
});

test("where the state folder cannot be made, an edit is refused and nothing is written", async () => {
  await using ws = scratchWorkspace({
    "a.txt": "a\n",
    ".mission_control": "a file where the folder belongs\n",
  });
  expect(await ws.refused({ op: "append", file: "a.txt", block: "x" })).toMatchObject({ code: "NOT_A_FILE" });
  expect(ws.read("a.txt")).toBe("a\n");
});

test("a commit that is refused leaves no diff and no record behind", async () => {
  await using ws = scratchWorkspace({ "a.txt": "a\n" });
  // the folder of the new file is a file by the time it is written
  const batch = {
    atomic: true,
    patches: [
      { op: "create-file", file: "sub/new.txt", block: "x" },
      { op: "create-file", file: "sub", block: "x" },
    ],
  };
  expect(await ws.refused(batch)).toMatchObject({ ok: false });
  expect(readdirSync(join(ws.root, ".mission_control/patches"))).toEqual([]);
  expect(readdirSync(ws.root).sort()).toEqual([".git", ".mission_control", "a.txt"]);
});

test("a backup is what the file was, also when the file is edited in place later", async () => {
  await using ws = scratchWorkspace({ "a.txt": "one\n", "same.txt": "one\n" });
  const first = await ws.done({ op: "append", file: "a.txt", block: "two" });
  ws.write("a.txt", "one\ntwo\nthree\n");
  const backup = join(ws.root, ".mission_control/backups", first.before_hash!);
  expect(readFileSync(backup, "utf8")).toBe("one\n");
  // a damaged backup is made whole by the next patch that needs it
  writeFileSync(backup, "damaged");
  await ws.done({ op: "append", file: "same.txt", block: "x" });
  expect(readFileSync(backup, "utf8")).toBe("one\n");
});
