import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FileState } from "../../../../shared/patch/document.ts";
import { operationsOfDiff } from "../../../../shared/patch/envelope-operations.ts";
import { planFiles } from "../../../../shared/patch/testing/plan-files.ts";
import { oracleCases, oracleSeed, oracleTime } from "./testing/diff-oracle.ts";
import { gnuDiff, hasGnuPatch } from "./testing/diff-tools.ts";
import { git, scratchFolder } from "./testing/git-folder.ts";

/** Names that have to be quoted, or that look like a part of a diff. */
const names = [
  "f",
  "d/f",
  "b/f",
  "a/b/f",
  "x y",
  "end ",
  "tab\there",
  'q"uote',
  "back\\slash",
  "é/日本",
  "i b/i",
  "- x",
  "d/e/g",
];

type Tree = Record<string, FileState>;
const contents = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), { maxLength: 12 });
const file = fc.record({ lines: contents, executable: fc.boolean() });

const state = ({ lines, executable }: { lines: string[]; executable: boolean }): FileState => ({
  bytes: Buffer.from(lines.map((line) => `${line}\n`).join("")),
  executable,
});

/** A tree, and the tree that it becomes: files made, deleted, changed, moved, copied, made executable. */
const trees = fc
  .record({
    before: fc.array(fc.tuple(fc.constantFrom(...names), file), { minLength: 1, maxLength: 6 }),
    steps: fc.array(
      fc.tuple(
        fc.constantFrom("make", "delete", "edit", "move", "copy", "mode"),
        fc.nat(),
        fc.constantFrom(...names),
        file,
      ),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ before, steps }) => {
    const old: Tree = Object.fromEntries(before.map(([name, one]) => [name, state(one)]));
    const now: Tree = { ...old };
    for (const [kind, pick, name, made] of steps) {
      const there = Object.keys(now)[pick % Math.max(1, Object.keys(now).length)];
      const source = there === undefined ? undefined : now[there];
      if (kind === "make") now[name] = state(made);
      else if (there === undefined || !source) continue;
      else if (kind === "edit") {
        const bytes = Buffer.from(source.bytes).toString().split("\n");
        bytes.splice(pick % bytes.length, 1, "edited");
        now[there] = { ...source, bytes: Buffer.from(bytes.join("\n")) };
      } else if (kind === "mode") now[there] = { ...source, executable: !source.executable };
      else {
        if (kind !== "copy") delete now[there];
        if (kind !== "delete") now[name] = source;
      }
    }
    return { old, now };
  })
  .filter(({ old, now }) => told(old) !== told(now));

const told = (tree: Tree): string =>
  JSON.stringify(
    Object.keys(tree)
      .sort()
      .map((name) => [name, Buffer.from(tree[name]!.bytes).toString(), tree[name]!.executable]),
  );

function write(folder: string, tree: Tree): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, { bytes, executable }] of Object.entries(tree)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    chmodSync(path, executable ? 0o755 : 0o644);
  }
}

function read(folder: string): Tree {
  const tree: Tree = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.includes("/.git/")) continue;
    tree[relative(folder, path)] = {
      bytes: readFileSync(path),
      executable: (statSync(path).mode & 0o100) !== 0,
    };
  }
  return tree;
}

/** The tree that the engine makes of `old`, or the code with which it refuses. */
function engine(old: Tree, diff: string): Tree | string {
  const read = operationsOfDiff(diff);
  if (!read.ok) return `${read.code}: ${read.error}`;
  const result = planFiles(old, read.operations, { policy: { maxChangedShare: 1, matching: "exact" } });
  const outcome = result.plan.outcomes[0]!;
  if ("ok" in outcome) return `${outcome.code}: ${outcome.error}`;
  const now: Tree = { ...old };
  for (const { file: name, after } of result.plan.changes) {
    if (after) now[name] = after;
    else delete now[name];
  }
  return now;
}

const cases = () => fc.sample(trees, { numRuns: Math.ceil(oracleCases / 10), seed: oracleSeed });
/** No name may be a file and a folder: of that the engine's plan knows nothing, and the disk refuses it. */
const fits = ({ old, now }: { old: Tree; now: Tree }): boolean => {
  const all = [...Object.keys(old), ...Object.keys(now)];
  return !all.some((name) => all.some((other) => other.startsWith(`${name}/`)));
};

describe("whole trees: names, modes, files that come and go", () => {
  test.each([
    ["git diff", ["diff", "--no-renames"]],
    ["git diff -M -C", ["diff", "-M20%", "-C20%", "--find-copies-harder"]],
    ["git diff --no-prefix", ["diff", "--no-prefix", "-M"]],
    [
      "git diff with prefixes of one's own",
      ["diff", "--src-prefix=old/", "--dst-prefix=new/", "--no-renames"],
    ],
    ["git format-patch", ["format-patch", "--stdout", "-1"]],
  ])(
    "%s: the tree that it was made for",
    (_, [command = "", ...flags]) => {
      for (const { old, now } of cases().filter(fits)) {
        using folder = scratchFolder();
        const run = (...args: string[]) => git(folder.path, args);
        run("init", "-q");
        write(folder.path, old);
        run("add", "-A");
        run("commit", "-qm", "--- a/x\n+++ b/y\n@@ -1 +1 @@\n");
        run("rm", "-rqf", "--ignore-unmatch", ".");
        write(folder.path, now);
        run("add", "-A");
        run("commit", "-qm", "@@ -1 +1 @@ says\n\n--- a/x\n+++ b/y\n", "--allow-empty");
        const diff = command === "diff" ? run(command, ...flags, "HEAD^", "HEAD") : run(command, ...flags);
        const ours = engine(old, diff.toString());
        expect(typeof ours === "string" ? ours : told(ours), diff.toString()).toBe(told(now));
      }
    },
    oracleTime,
  );

  test.skipIf(!hasGnuPatch())(
    "diff -Naur: what patch makes of them, which leaves modes as they are",
    () => {
      const maker = gnuDiff("-a", "-u");
      for (const { old, now } of cases().filter(fits)) {
        using folder = scratchFolder();
        write(join(folder.path, "a"), old);
        write(join(folder.path, "b"), now);
        const diff = maker.make(folder.path);
        // modes alone are no difference to it; an empty file that comes or goes is one, but shows no hunk
        if (diff.length === 0) continue;
        const ours = engine(old, diff.toString());
        spawnSync("patch", ["-p1", "-s", "-f", "-F0", "--no-backup-if-mismatch"], {
          cwd: join(folder.path, "a"),
          input: diff,
        });
        const theirs = read(join(folder.path, "a"));
        const plain = (tree: Tree) =>
          told(
            Object.fromEntries(
              Object.entries(tree).map(([name, { bytes }]) => [name, { bytes, executable: false }]),
            ),
          );
        expect(typeof ours === "string" ? ours : plain(ours), diff.toString()).toBe(plain(theirs));
      }
    },
    oracleTime,
  );
});
