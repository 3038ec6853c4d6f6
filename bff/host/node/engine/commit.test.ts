import { linkSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { batchOfFour, freshForFour } from "./testing/batch-of-four.ts";
import { watchDisk } from "./testing/disk-calls.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

test("nothing is put in its place before the note of it and all new contents are synced, and it is answered for after the folders are", async () => {
  await using ws = freshForFour();
  const calls: string[] = [];
  {
    using _ = watchDisk(ws.root, ({ name, path, to }) => {
      const place = name === "renameSync" && path.endsWith(".mc-tmp") ? `place ${basename(to!)}` : null;
      if (place !== null) calls.push(place);
      else if (name.startsWith("fdatasync")) calls.push("note synced");
      else if (name.startsWith("fsync"))
        calls.push(`synced ${path.endsWith(".mc-tmp") ? "contents" : path.slice(ws.root.length)}`);
      else if (name === "rmSync" && path.endsWith("gone.txt")) calls.push("place gone.txt");
      else if (name === "openSync" && path.endsWith("patch_log.jsonl")) calls.push("log");
    });
    expect(await ws.apply(batchOfFour)).toMatchObject({ ok: true });
  }
  const first = calls.findIndex((call) => call.startsWith("place"));
  const last = calls.findLastIndex((call) => call.startsWith("place"));
  const before = calls.slice(0, first).sort();
  // three files of the patches and the tasks, whose spans move
  expect(before).toEqual([
    "note synced",
    "synced /.mission_control/backups",
    "synced /.mission_control/journal",
    ...Array<string>(4).fill("synced contents"),
  ]);
  expect(calls.slice(first, last + 1).every((call) => call.startsWith("place"))).toBe(true);
  const after = calls.slice(last + 1);
  expect(after.at(-1)).toBe("log");
  expect(after.slice(0, -1).sort()).toEqual([
    "synced ",
    "synced /.mission_control",
    "synced /sub",
    "synced /sub/deep",
  ]);
});

test("what is left beside the files is synced before the journal that holds it goes", async () => {
  await using ws = scratchWorkspace({ "a.txt": "a\n" });
  await ws.done({ op: "append", file: "a.txt", block: "x", patch_id: "p1" });
  const calls: string[] = [];
  {
    using _ = watchDisk(ws.root, ({ name, path }) =>
      calls.push(`${name} ${path.slice(ws.root.length + 18)}`),
    );
    await ws.workspace.close();
  }
  const gone = calls.findIndex((call) => call.startsWith("rmSync journal/"));
  expect(calls.slice(0, gone).sort()).toEqual([
    "fsync backups",
    "fsync patch_log.jsonl",
    "fsync patches",
    "fsync patches/p1.diff",
    "fsync patches/p1.json",
  ]);
});

test("an edit of a file with several names is an edit of the one that was asked for", async () => {
  await using ws = scratchWorkspace({ "a.txt": "a\n" });
  linkSync(join(ws.root, "a.txt"), join(ws.root, "same.txt"));
  await ws.done({ op: "append", file: "a.txt", block: "x" });
  expect(ws.read("a.txt")).toBe("a\nx\n");
  expect(ws.read("same.txt")).toBe("a\n");
  expect(statSync(join(ws.root, "a.txt")).nlink).toBe(1);
});
