import { execFile, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test, vi } from "vitest";
import type { WatchState } from "../../../../shared/models/out-of-band.ts";
import { git } from "../engine/testing/git-folder.ts";
import { engineOf } from "./testing/engine-of.ts";
import { watchedWorkspace } from "./testing/watched-workspace.ts";
import { startWatch } from "./watch.ts";

const until = { interval: 20 };
const slow = { timeout: 120_000, interval: 200 };
const text = "one\ntwo\nthree\n";
const summary = (edits: readonly { file: string; kind: string }[]) =>
  edits.map(({ file, kind }) => `${kind} ${file}`).sort();
const linesOf = (path: string) =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("an edit that nobody asked the engine for", () => {
  test("is found with a diff that git applies both ways, and is on record", async () => {
    await using ws = watchedWorkspace({ "src/a.txt": text });
    await ws.watch();
    writeFileSync(ws.path("src/a.txt"), "one\nTWO\nthree\nfour\n");
    await vi.waitFor(() => expect(ws.found).toHaveLength(1), until);
    const [edit] = ws.found;
    expect(edit).toMatchObject({
      file: "src/a.txt",
      kind: "modified",
      lines_added: 2,
      lines_removed: 1,
      no_diff: null,
      group_size: 1,
    });
    git(ws.root, ["apply", "-R", edit!.diff_path!]);
    expect(ws.read("src/a.txt")).toBe(text);
    expect(linesOf(ws.path(".mission_control/out_of_band.jsonl"))).toMatchObject([
      { type: "edit", id: edit!.id, file: "src/a.txt" },
    ]);
  });

  test("is found whichever way an editor writes: in place, by a rename, by deleting and making anew", async () => {
    await using ws = watchedWorkspace({ "a.txt": text, "b.txt": text, "c.txt": text, "d.txt": text });
    await ws.watch();
    appendFileSync(ws.path("a.txt"), "more\n");
    writeFileSync(ws.path(".b.txt.swp"), "other\n");
    renameSync(ws.path(".b.txt.swp"), ws.path("b.txt"));
    rmSync(ws.path("c.txt"));
    writeFileSync(ws.path("c.txt"), "new\n");
    rmSync(ws.path("d.txt"));
    writeFileSync(ws.path("e.txt"), "made\n");
    await vi.waitFor(() => expect(ws.found).toHaveLength(5), until);
    expect(summary(ws.found)).toEqual([
      "created e.txt",
      "deleted d.txt",
      "modified a.txt",
      "modified b.txt",
      "modified c.txt",
    ]);
  });

  test("is found in folders that are made, moved and removed", async () => {
    await using ws = watchedWorkspace({ "old/a.txt": text, "old/deep/b.txt": text, "gone/c.txt": text });
    await ws.watch();
    renameSync(ws.path("old"), ws.path("new"));
    rmSync(ws.path("gone"), { recursive: true });
    mkdirSync(ws.path("fresh/deep"), { recursive: true });
    writeFileSync(ws.path("fresh/deep/d.txt"), text);
    const first = [
      "created fresh/deep/d.txt",
      "created new/a.txt",
      "created new/deep/b.txt",
      "deleted gone/c.txt",
      "deleted old/a.txt",
      "deleted old/deep/b.txt",
    ];
    await vi.waitFor(() => expect(summary(ws.found)).toEqual(first), until);
    // what is in them is watched as well
    appendFileSync(ws.path("new/deep/b.txt"), "x\n");
    appendFileSync(ws.path("fresh/deep/d.txt"), "x\n");
    mkdirSync(ws.path("gone"));
    writeFileSync(ws.path("gone/c.txt"), "back\n");
    await vi.waitFor(() => expect(ws.found).toHaveLength(9), until);
    expect(summary(ws.found.slice(6))).toEqual([
      "created gone/c.txt",
      "modified fresh/deep/d.txt",
      "modified new/deep/b.txt",
    ]);
  });

  test("is not made of what git ignores, of our own record, or of a file that is as it was", async () => {
    await using ws = watchedWorkspace({ "a.txt": text, ".gitignore": "*.log\ndist/\n" });
    await ws.watch();
    writeFileSync(ws.path("debug.log"), "x\n");
    mkdirSync(ws.path("dist"));
    writeFileSync(ws.path("dist/out.js"), "x\n");
    mkdirSync(ws.path("node_modules/x"), { recursive: true });
    writeFileSync(ws.path("node_modules/x/i.js"), "x\n");
    writeFileSync(ws.path("a.txt"), text);
    chmodSync(ws.path("a.txt"), 0o755);
    writeFileSync(ws.path("last.txt"), "x\n");
    await vi.waitFor(() => expect(ws.found.map(({ file }) => file)).toContain("last.txt"), until);
    expect(ws.found).toHaveLength(1);
  });

  test("between two patches is found although the second one covers it, its contents from the backup", async () => {
    await using ws = watchedWorkspace({ "a.txt": text });
    await ws.watch();
    await ws.done({ op: "append", file: "a.txt", block: "four" });
    writeFileSync(ws.path("a.txt"), "ONE\ntwo\nthree\nfour\n");
    await ws.done({ op: "append", file: "a.txt", block: "five" });
    await vi.waitFor(() => expect(ws.found).toHaveLength(1), until);
    expect(ws.found[0]).toMatchObject({ file: "a.txt", lines_added: 1, lines_removed: 1 });
    const diff = readFileSync(ws.path(ws.found[0]!.diff_path!), "utf8");
    expect(diff).toContain("-one\n+ONE\n");
    expect(diff).not.toContain("five");
  });

  test("of a binary file, or one whose contents before nobody kept, is found without a diff, and says why", async () => {
    await using ws = watchedWorkspace({ "a.bin": "\0\u0001", "big.txt": "line\n".repeat(200_000) });
    ws.write("untracked.txt", "x\n".repeat(400_000));
    await ws.watch();
    writeFileSync(ws.path("a.bin"), "\0\u0002");
    writeFileSync(ws.path("untracked.txt"), "y\n");
    appendFileSync(ws.path("big.txt"), "more\n");
    await vi.waitFor(() => expect(ws.found).toHaveLength(3), until);
    const why = Object.fromEntries(ws.found.map(({ file, no_diff }) => [file, no_diff]));
    expect(why).toEqual({ "a.bin": "binary", "untracked.txt": "before_unknown", "big.txt": null });
  });

  test("with thousands of others at once is one group: a few rows, all counted, all on record", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 2500 }, (_, n) => [`f/${n % 40}/${n}.txt`, `a ${n}\n`]),
    );
    await using ws = watchedWorkspace(files);
    git(ws.root, ["checkout", "-q", "-b", "other"]);
    for (const name of Object.keys(files)) ws.write(name, `b ${name}\n`);
    git(ws.root, ["commit", "-q", "-am", "second"]);
    await ws.watch();
    git(ws.root, ["checkout", "-q", "main"]);
    await vi.waitFor(() => {
      const lines = linesOf(ws.path(".mission_control/out_of_band.jsonl"));
      expect(new Set(lines.map(({ file }) => file)).size).toBe(2500);
      expect(lines).toHaveLength(2500);
    }, slow);
    const groups = new Map(ws.found.map(({ group, group_size }) => [group, group_size]));
    expect([...groups.values()].reduce((sum, size) => sum + size, 0)).toBe(2500);
    expect(ws.found.length).toBeLessThanOrEqual(200 * groups.size);
    // known again: the next edit of one of them has its contents before, from git
    writeFileSync(ws.path("f/0/0.txt"), "c\n");
    await vi.waitFor(
      () => expect(ws.found.at(-1)).toMatchObject({ file: "f/0/0.txt", lines_removed: 1 }),
      slow,
    );
    expect(readFileSync(ws.path(ws.found.at(-1)!.diff_path!), "utf8")).toContain("-a 0\n+c\n");
    // a disk that others use takes milliseconds for each of these files, three times over
  }, 600_000);
});

describe("a patch is never taken for one", () => {
  test("by eight processes at work on the same files, while an editor is as well", async () => {
    const names = Array.from({ length: 6 }, (_, n) => `f${n}.txt`);
    await using ws = watchedWorkspace(Object.fromEntries(names.map((name) => [name, text])));
    ws.write("mine.txt", "0\n");
    await ws.watch();
    const many = join(import.meta.dirname, "testing", "patch-many.ts");
    const running = Array.from({ length: 8 }, (_, n) => spawned(many, ws.root, `p${n}`, "12", ...names));
    let edits = 0;
    const editing = setInterval(() => appendFileSync(ws.path("mine.txt"), `${++edits}\n`), 100);
    try {
      await Promise.all(running);
    } finally {
      clearInterval(editing);
    }
    appendFileSync(ws.path("mine.txt"), "last\n");
    await vi.waitFor(() => {
      const last = ws.found.filter(({ file }) => file === "mine.txt").at(-1);
      expect(readFileSync(ws.path(last?.diff_path ?? "mine.txt.none"), "utf8")).toContain("+last\n");
    }, until);
    expect(new Set(ws.found.map(({ file }) => file))).toEqual(new Set(["mine.txt"]));
    const log = await ws.workspace.log(1000);
    expect(log.ok && log.entries.length).toBe(96);
    // and what was found of the other file is all there is, once
    const added = ws.found.reduce((sum, { lines_added }) => sum + (lines_added ?? 0), 0);
    expect(added).toBe(edits + 1);
  });

  test("by the first look, while patches are landing", async () => {
    const names = Array.from({ length: 400 }, (_, n) => `g/${n}.txt`);
    await using ws = watchedWorkspace(Object.fromEntries(names.map((name) => [name, text])));
    const many = join(import.meta.dirname, "testing", "patch-many.ts");
    const running = [
      spawned(many, ws.root, "p1", "60", ...names.slice(0, 20)),
      spawned(many, ws.root, "p2", "60", ...names.slice(10, 30)),
    ];
    await ws.watch();
    await Promise.all(running);
    writeFileSync(ws.path("end.txt"), "x\n");
    await vi.waitFor(() => expect(ws.found.map(({ file }) => file)).toContain("end.txt"), until);
    expect(summary(ws.found)).toEqual(["created end.txt"]);
  });
});

async function spawned(script: string, ...args: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [script, ...args]);
}

describe("over restarts", () => {
  test("what was changed while nobody looked is found at the next start, once", async () => {
    await using ws = watchedWorkspace({ "a.txt": text, "b.txt": text });
    const first = ws.again();
    await ws.watch(first);
    await first.close();
    writeFileSync(ws.path("a.txt"), "changed\n");
    rmSync(ws.path("b.txt"));
    for (let round = 0; round < 2; round += 1) {
      const next = ws.again();
      await ws.watch(next);
      await next.close();
    }
    expect(summary(ws.found)).toEqual(["deleted b.txt", "modified a.txt"]);
    expect(linesOf(ws.path(".mission_control/out_of_band.jsonl"))).toHaveLength(2);
    expect(ws.warnings).toEqual([]);
  });

  test("a server that was killed neither loses an edit nor finds one twice", async () => {
    await using ws = watchedWorkspace({ "a.txt": text });
    const child = join(import.meta.dirname, "testing", "watch-until-killed.ts");
    for (let round = 0; round < 3; round += 1) {
      // it is killed as soon as it has told of the edit, before anything else is kept
      const { stdout, signal } = spawnSync(process.execPath, [child, ws.root, "a.txt", `round ${round}\n`]);
      expect([stdout.toString(), signal]).toEqual(["found a.txt\n", "SIGKILL"]);
    }
    const last = ws.again();
    await ws.watch(last);
    await last.close();
    const lines = linesOf(ws.path(".mission_control/out_of_band.jsonl"));
    expect(lines.map(({ file }) => file)).toEqual(["a.txt", "a.txt", "a.txt"]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(3);
  });

  test("a file that a patch left and somebody changed is found although nobody ever looked before", async () => {
    await using ws = watchedWorkspace({ "a.txt": text });
    await ws.done({ op: "append", file: "a.txt", block: "four" });
    writeFileSync(ws.path("a.txt"), "by hand\n");
    await ws.watch();
    expect(summary(ws.found)).toEqual(["modified a.txt"]);
    expect(ws.found[0]).toMatchObject({ lines_added: 1, lines_removed: 4 });
  });
});

test("where the system has no watches left files are looked at again and again, and that is said", async () => {
  await using ws = watchedWorkspace({ "a.txt": text });
  const states: WatchState[] = [];
  const found: string[] = [];
  const watch = startWatch(
    engineOf(ws.root),
    {
      found: async (edits) => {
        found.push(...edits.map(({ file }) => file));
      },
      closed: async () => {},
      state: (state) => states.push(state),
    },
    (_root, events) => {
      let told = false;
      const add = () => {
        if (!told) events.failed("limit");
        told = true;
      };
      return { add, has: () => false, drop() {}, close() {} };
    },
  );
  await watch.started;
  expect(states.at(-1)).toMatchObject({
    mode: "polling",
    note: expect.stringContaining("max_user_watches"),
  });
  writeFileSync(ws.path("a.txt"), "changed\n");
  await vi.waitFor(() => expect(found).toEqual(["a.txt"]), until);
  await watch.close();
});

test("without git every file is looked at, and a copy kept of what was there", async () => {
  await using ws = watchedWorkspace({ "a.txt": text, "sub/b.txt": text });
  rmSync(ws.path(".git"), { recursive: true });
  await ws.watch();
  writeFileSync(ws.path("sub/b.txt"), "one\n");
  await vi.waitFor(() => expect(ws.found).toHaveLength(1), until);
  expect(ws.found[0]).toMatchObject({ file: "sub/b.txt", lines_removed: 2, no_diff: null });
});

test("an edit is put back by a patch, byte for byte, also one that made or removed a file", async () => {
  await using ws = watchedWorkspace({ "a.txt": text, "b.txt": text });
  await ws.watch();
  writeFileSync(ws.path("a.txt"), "one\r\ntwo\nthree");
  rmSync(ws.path("b.txt"));
  writeFileSync(ws.path("c.txt"), "x\n");
  await vi.waitFor(() => expect(ws.found).toHaveLength(3), until);
  for (const { id } of ws.found)
    expect(await ws.workspace.revert(id, { requester: "ana", reason: "no" })).toMatchObject({ ok: true });
  expect([ws.read("a.txt"), ws.read("b.txt")]).toEqual([text, text]);
  expect(() => ws.read("c.txt")).toThrow("ENOENT");
  // by whichever process: the watch reads it in the log
  await vi.waitFor(() => expect(ws.closed).toHaveLength(3), until);
  expect(ws.closed[0]).toMatchObject({ status: "put_back", by: "ana" });
  expect(ws.found).toHaveLength(3);
});
