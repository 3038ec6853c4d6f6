import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DiffViewMode, diffBlocks, type RowsBlock, rowsPerBlock } from "./diff-blocks.ts";
import type { DiffFile, DiffLine } from "./diff-model.ts";
import { parseDiff } from "./parse-diff.ts";

const rowsOf = (files: DiffFile[], mode: DiffViewMode) =>
  diffBlocks(files, mode).filter((block): block is RowsBlock => block.kind === "rows");
const hunk = (head: string, ...lines: string[]) =>
  `--- a/x.ts\n+++ b/x.ts\n@@ ${head} @@ fn()\n${lines.join("\n")}\n`;

test("a hunk opens with its head, then context and change stand as pieces of their own", () => {
  const files = parseDiff(hunk("-10,3 +10,4", " a", "-b", "+c", "+d", " e"));
  const blocks = diffBlocks(files, "split");
  expect(blocks.map((block) => block.kind)).toEqual(["hunk", "rows", "rows", "rows"]);
  expect(blocks[0]).toMatchObject({ head: "@@ -10,3 +10,4 @@", section: "fn()" });
  expect(blocks.slice(1).map((block) => block.rows)).toEqual([1, 2, 1]);
});

test("in one view removed lines stand above added ones, unless both sides keep a line", () => {
  const apart = rowsOf(parseDiff(hunk("-1,2 +1,2", "-a", "-b", "+c", "+d")), "unified");
  expect(apart).toMatchObject([{ removedFirst: true, rows: 4 }]);
  const shared = rowsOf(parseDiff(hunk("-1,2 +1,2", "-a", "-b", "+c", "+a")), "unified");
  expect(shared).toMatchObject([{ removedFirst: false }]);
});

test("a change that begins with added lines is not joined to the removed ones behind it", () => {
  const found = rowsOf(parseDiff(hunk("-1,1 +1,1", "+new", "-old")), "split");
  expect(found.map((block) => [block.oldLines.length, block.newLines.length])).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test("a patch of several files gives each a head; one file needs none", () => {
  const one = hunk("-1 +1", "-a", "+b");
  expect(diffBlocks(parseDiff(one), "split").some((block) => block.kind === "file")).toBe(false);
  const kinds = diffBlocks(parseDiff(one + one.replaceAll("x.ts", "y.ts")), "split").map(
    (block) => block.kind,
  );
  expect(kinds.filter((kind) => kind === "file")).toHaveLength(2);
});

describe("what the lines do not say is said in words", () => {
  const notes = (diff: string) =>
    diffBlocks(parseDiff(diff), "split").flatMap((block) => (block.kind === "note" ? [block.text] : []));
  test("a new executable", () => {
    const diff =
      "diff --git a/r.sh b/r.sh\nnew file mode 100755\n--- /dev/null\n+++ b/r.sh\n@@ -0,0 +1 @@\n+x\n";
    expect(notes(diff)).toEqual(["New file, mode 100755"]);
  });
  test("a rename with nothing else", () => {
    const diff = "diff --git a/a.ts b/b.ts\nsimilarity index 100%\nrename from a.ts\nrename to b.ts\n";
    expect(notes(diff)).toEqual(["Renamed from a.ts"]);
  });
  test("an empty file", () => {
    const diff = "diff --git a/e b/e\nnew file mode 100644\nindex 0000000..e69de29\n";
    expect(notes(diff)).toEqual(["New file", "The file is empty"]);
  });
});

test("no line is lost, doubled or moved, and no piece is larger than its bound", () => {
  const sign = fc.constantFrom(" ", " ", "-", "+");
  const lines = fc.array(fc.tuple(sign, fc.constantFrom("a", "b", "c")), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(lines, fc.constantFrom<DiffViewMode>("split", "unified"), (given, mode) => {
      const count = (skip: string) => given.filter(([mark]) => mark !== skip).length;
      const text = given.map(([mark, letter]) => mark + letter);
      const files = parseDiff(hunk(`-1,${count("+")} +1,${count("-")}`, ...text));
      const all = files.flatMap((file) => file.hunks.flatMap((each) => each.lines));
      const found = rowsOf(files, mode);
      const side = (pick: (block: RowsBlock) => DiffLine[]) => found.flatMap(pick);
      expect(side((block) => block.oldLines)).toEqual(all.filter((line) => line.kind !== "added"));
      expect(side((block) => block.newLines)).toEqual(all.filter((line) => line.kind !== "removed"));
      for (const block of found) expect(block.rows).toBeLessThanOrEqual(rowsPerBlock);
    }),
  );
});
