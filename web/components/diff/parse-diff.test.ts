import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseDiff } from "./parse-diff.ts";

let root: string;
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "core.autocrlf=false", ...args], {
    cwd: root,
    encoding: "utf8",
  });
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
};

/** What git says of one change: `before` is committed, `after` made on top of it. */
function gitDiff(before: () => void, after: () => void): string {
  root = mkdtempSync(join(tmpdir(), "parse-diff-"));
  git("init", "-q");
  before();
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "before");
  after();
  git("add", "-A");
  const diff = git("diff", "--cached", "-M");
  rmSync(root, { recursive: true, force: true });
  return diff;
}

describe("what git writes", () => {
  test("a change has both sides' line numbers and the section of its head", () => {
    const body = Array.from({ length: 30 }, (_, n) => (n === 0 ? "function top() {" : `  line(${n + 1});`));
    const diff = gitDiff(
      () => write("src/a.c", `${body.join("\n")}\n`),
      () =>
        write("src/a.c", `${body.toSpliced(19, 2, "  new(20);", "  new(21);", "  new(22);").join("\n")}\n`),
    );
    const [file] = parseDiff(diff);
    expect(file).toMatchObject({
      path: "src/a.c",
      change: "modified",
      added: 3,
      removed: 2,
      lineEndings: "lf",
    });
    const hunk = file!.hunks[0]!;
    expect(hunk).toMatchObject({ oldStart: 17, oldCount: 8, newStart: 17, newCount: 9 });
    expect(hunk.section).toBe("function top() {");
    expect(hunk.lines.map((line) => [line.kind, line.oldNumber, line.newNumber])).toEqual([
      ["context", 17, 17],
      ["context", 18, 18],
      ["context", 19, 19],
      ["removed", 20, null],
      ["removed", 21, null],
      ["added", null, 20],
      ["added", null, 21],
      ["added", null, 22],
      ["context", 22, 23],
      ["context", 23, 24],
      ["context", 24, 25],
    ]);
  });

  test("created, deleted, renamed, and a new mode, in one patch", () => {
    const long = "one\ntwo\nthree\nfour\nfive\nsix\n";
    const diff = gitDiff(
      () => {
        write("gone.txt", "bye\n");
        write("old name.txt", long);
        write("run.sh", "#!/bin/sh\n");
      },
      () => {
        rmSync(join(root, "gone.txt"));
        rmSync(join(root, "old name.txt"));
        write("dir/new name.txt", long);
        write("fresh.txt", "hello\n");
        chmodSync(join(root, "run.sh"), 0o755);
      },
    );
    const files = Object.fromEntries(parseDiff(diff).map((file) => [file.path, file]));
    expect(files["gone.txt"]).toMatchObject({ change: "deleted", newPath: null, removed: 1 });
    expect(files["fresh.txt"]).toMatchObject({
      change: "created",
      oldPath: null,
      added: 1,
      newMode: "100644",
    });
    expect(files["dir/new name.txt"]).toMatchObject({
      change: "renamed",
      oldPath: "old name.txt",
      hunks: [],
    });
    expect(files["run.sh"]).toMatchObject({ change: "modified", oldMode: "100644", newMode: "100755" });
  });

  test("a path with quotes, a tab and letters beyond ASCII is read back", () => {
    const path = 'a "quoted"\tnäme.txt';
    const diff = gitDiff(
      () => write(path, "1\n"),
      () => write(path, "2\n"),
    );
    expect(diff).toContain("\\303\\244");
    expect(parseDiff(diff)[0]).toMatchObject({ path, change: "modified" });
  });

  test("a missing final newline belongs to the line it follows", () => {
    const diff = gitDiff(
      () => write("a.txt", "one\ntwo"),
      () => write("a.txt", "one\ntwo\n"),
    );
    const lines = parseDiff(diff)[0]!.hunks[0]!.lines;
    expect(lines.map((line) => [line.kind, line.text, line.noNewline])).toEqual([
      ["context", "one", false],
      ["removed", "two", true],
      ["added", "two", false],
    ]);
  });

  test("lines that differ in their ending alone are told apart", () => {
    const diff = gitDiff(
      () => write("a.txt", "one\r\ntwo\r\n"),
      () => write("a.txt", "one\r\ntwo\n"),
    );
    const file = parseDiff(diff)[0]!;
    expect(file.lineEndings).toBe("changed");
    expect(file.hunks[0]!.lines.map((line) => [line.kind, line.text, line.carriageReturn])).toEqual([
      ["context", "one", true],
      ["removed", "two", true],
      ["added", "two", false],
    ]);
  });

  test("a file that is CRLF throughout says so once", () => {
    const diff = gitDiff(
      () => write("a.txt", "one\r\ntwo\r\n"),
      () => write("a.txt", "one\r\n2\r\n"),
    );
    expect(parseDiff(diff)[0]!.lineEndings).toBe("crlf");
  });

  test("a binary file has no lines and says that it is binary", () => {
    const diff = gitDiff(
      () => write("a.bin", "\0one"),
      () => write("a.bin", "\0two"),
    );
    expect(parseDiff(diff)[0]).toMatchObject({ path: "a.bin", binary: true, hunks: [] });
  });
});

describe("hard cases", () => {
  test("a removed line that looks like a file head stays a line", () => {
    const diff = "--- a/q.sql\n+++ b/q.sql\n@@ -1,2 +1,2 @@\n--- old comment\n+++ new\n SELECT 1;\n";
    const files = parseDiff(diff);
    expect(files).toHaveLength(1);
    expect(files[0]!.hunks[0]!.lines.map((line) => line.text)).toEqual([
      "-- old comment",
      "++ new",
      "SELECT 1;",
    ]);
  });

  test("a plain diff of several files, with times behind the paths", () => {
    const one = (name: string) => `--- ${name}\t2026-01-01\n+++ ${name}\t2026-01-02\n@@ -1 +1 @@\n-a\n+b\n`;
    const files = parseDiff(one("x.txt") + one("y.txt"));
    expect(files.map((file) => [file.path, file.added, file.removed])).toEqual([
      ["x.txt", 1, 1],
      ["y.txt", 1, 1],
    ]);
  });

  test("a diff cut off in the middle is shown up to there", () => {
    const whole = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n one\n-two\n+zwei\n three\n";
    for (let end = 0; end <= whole.length; end += 1) {
      const lines = parseDiff(whole.slice(0, end)).flatMap((file) =>
        file.hunks.flatMap((hunk) => hunk.lines),
      );
      expect(lines.length).toBeLessThanOrEqual(4);
    }
    expect(parseDiff("")).toEqual([]);
  });
});

describe("any edit", () => {
  let repo: string;
  beforeAll(() => {
    repo = mkdtempSync(join(tmpdir(), "parse-diff-"));
  });
  afterAll(() => rmSync(repo, { recursive: true, force: true }));

  test("both sides can be read back from the hunks, line by line at the numbers given", () => {
    const line = fc.constantFrom("a", "b", "", "  x", "-- y", "@@ z", "ä\r", "\\ w", "+", "-");
    const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.map((each) => `${each}\n`).join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        writeFileSync(join(repo, "old"), before);
        writeFileSync(join(repo, "new"), after);
        let diff = "";
        try {
          execFileSync("git", ["diff", "--no-index", "old", "new"], { cwd: repo, encoding: "utf8" });
        } catch (found) {
          diff = (found as { stdout: string }).stdout;
        }
        for (const [number, text] of [
          ["oldNumber", before],
          ["newNumber", after],
        ] as const) {
          const lines = text.split("\n");
          for (const file of parseDiff(diff))
            for (const hunk of file.hunks)
              for (const each of hunk.lines) {
                const at = each[number];
                if (at !== null) expect(each.text + (each.carriageReturn ? "\r" : "")).toBe(lines[at - 1]);
              }
        }
        const [file] = parseDiff(diff);
        if (file) {
          const kept = before.split("\n").length - file.removed + file.added;
          expect(kept).toBe(after.split("\n").length);
        }
      }),
      { numRuns: 60 },
    );
  });
});
