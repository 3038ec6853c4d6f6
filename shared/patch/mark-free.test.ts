import { expect, test } from "vitest";
import { indexLines } from "./document.ts";
import { editsOfSplices } from "./line-edits.ts";
import { markFree } from "./mark-free.ts";
import { applySplices } from "./splice.ts";
import { bytesOf } from "./testing/plan-files.ts";

/** What an edit of the text from `from` up to `to` does to the lines of a file that begins with a mark. */
function edits(file: string, from: number, to: number, text: string) {
  const before = bytesOf(`\ufeff${file}`);
  const splices = [{ from: from + 3, to: to + 3, bytes: bytesOf(text) }];
  const raw = editsOfSplices(before, indexLines(before), splices);
  return markFree(raw, before, applySplices(before, splices));
}

test("a line above the first one leaves the first one as it is", () => {
  expect(edits("a\n", 0, 0, "b\n")).toEqual([{ oldAt: 0, removed: 0, newAt: 0, added: 1 }]);
});

test("a first line that is rewritten was rewritten", () => {
  expect(edits("a\nb\n", 0, 2, "c\n")).toEqual([{ oldAt: 0, removed: 1, newAt: 0, added: 1 }]);
  expect(edits("a\nb\n", 0, 2, "a\nc\n")).toEqual([{ oldAt: 1, removed: 0, newAt: 1, added: 1 }]);
});

test("a line further down is no concern of the mark", () => {
  expect(edits("a\nb\nc\n", 4, 4, "b\n")).toEqual([{ oldAt: 2, removed: 0, newAt: 2, added: 1 }]);
});

test("where twins come or go at the top nobody can say which of them was there: all count as rewritten", () => {
  expect(edits("a\n", 0, 0, "a\n")).toEqual([{ oldAt: 0, removed: 1, newAt: 0, added: 2 }]);
  expect(edits("a\nb\n", 0, 0, "a\nb\n")).toEqual([{ oldAt: 0, removed: 1, newAt: 0, added: 3 }]);
  expect(edits("a\na\nb\n", 0, 2, "")).toEqual([{ oldAt: 0, removed: 2, newAt: 0, added: 1 }]);
  expect(edits("a\n", 0, 0, "a\nb\n")).toEqual([{ oldAt: 0, removed: 1, newAt: 0, added: 3 }]);
});
