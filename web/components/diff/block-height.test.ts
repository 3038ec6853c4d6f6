import { expect, test } from "vitest";
import { blockHeight } from "./block-height.ts";
import { type DiffViewMode, diffBlocks } from "./diff-blocks.ts";
import { parseDiff } from "./parse-diff.ts";

const heights = (view: DiffViewMode, columns: number, ...lines: string[]) => {
  const count = (skip: string) => lines.filter((line) => line[0] !== skip).length;
  const diff = `--- a\n+++ a\n@@ -1,${count("+")} +1,${count("-")} @@\n${lines.join("\n")}\n`;
  return diffBlocks(parseDiff(diff), view)
    .slice(1)
    .map((block) => blockHeight(block, view, columns));
};

test("lines that fit take one row each; context counts once", () => {
  expect(heights("unified", 80, " a", " b", "-c", "+d", "+e")).toEqual([40, 60]);
  expect(heights("split", 80, " a", " b", "-c", "+d", "+e")).toEqual([40, 40]);
});

test("a long line wraps under its first letter, and a row of two sides is as high as the higher", () => {
  const long = `    ${"x".repeat(36)}`;
  expect(heights("unified", 22, `-${long}`, "+y")).toEqual([60]);
  expect(heights("split", 22, `-${long}`, "+y")).toEqual([40]);
});

test("an indent that is wider than the column does not make it endless", () => {
  expect(heights("unified", 10, `+${" ".repeat(400)}x`)[0]).toBeLessThan(2200);
});
