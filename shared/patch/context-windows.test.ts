import { expect, test } from "vitest";
import { contextWindows } from "./context-windows.ts";
import { openDocument } from "./document.ts";
import { bytesOf } from "./testing/plan-files.ts";

const file = (count: number, name = (n: number) => `line ${n}`) =>
  Array.from({ length: count }, (_, i) => `${name(i + 1)}\n`).join("");
const windows = (contents: string | Uint8Array, wanted: object) => {
  const bytes = typeof contents === "string" ? bytesOf(contents) : contents;
  const found = contextWindows(openDocument(bytes), "f", wanted, "graded");
  if ("ok" in found) throw new Error(found.error);
  return found;
};
const spans = (contents: string, wanted: object) =>
  windows(contents, wanted).map(({ start, end }) => [start, end]);

test("a place stands in the middle of 40 lines, or as near as the ends of the file let it", () => {
  expect(spans(file(500), { lines: [100] })).toEqual([[81, 120]]);
  expect(spans(file(500), { lines: [3] })).toEqual([[1, 40]]);
  expect(spans(file(500), { lines: [499] })).toEqual([[461, 500]]);
  expect(spans(file(12), { lines: [5] })).toEqual([[1, 12]]);
});

test("several windows come from the top down, each line in one of them, and say what they are for", () => {
  const found = windows(file(500), { lines: [300, 110, 100], anchors: ["line 105"] });
  expect(found.map(({ start, end, reason }) => [start, end, reason])).toEqual([
    [81, 120, 'anchor "line 105"; line 110; line 100'],
    [121, 130, "goes on"],
    [281, 320, "line 300"],
  ]);
  const shown = found.flatMap(({ text }) => text.split("\n").map((line) => line.split(" | ")[0]!.trim()));
  expect(new Set(shown).size).toBe(shown.length);
});

test("a line that goes on and on is cut around what was asked for, and says how much is left out", () => {
  const long = `${"x".repeat(5000)}needle${"y".repeat(5000)}`;
  const [window] = windows(`a\n${long}\nb\n`, { anchors: ["needle"] });
  const [, line] = window!.text.split("\n");
  expect(line!.length).toBeLessThan(500);
  expect(line).toMatch(/^2 \| \[… 4900 characters …\]x{100}needley{294}\[… 4706 characters …\]$/);
  const [start] = windows(long, { lines: [1] });
  expect(start!.text).toMatch(/^1 \| x{400}\[… 9606 characters …\]$/);
});

test("endings are not shown, and what is not UTF-8 reads as Latin-1", () => {
  expect(windows("a\r\nb\r\n", { lines: [1] })[0]!.text).toBe("1 | a\n2 | b");
  expect(windows(Uint8Array.from([0xe9, 10]), { lines: [1] })[0]!.text).toBe("1 | é");
  expect(windows("\ufeffa\n", { lines: [1] })[0]!.text).toBe("1 | a");
});

test("an empty file has no window, and no line", () => {
  expect(windows("", {})).toEqual([]);
  expect(contextWindows(openDocument(bytesOf("")), "f", { lines: [1] }, "graded")).toMatchObject({
    code: "LINE_OUT_OF_RANGE",
    error: expect.stringContaining("is empty"),
  });
});

test("an anchor in many places is shown in ten, and no request is for more than twenty", () => {
  const found = windows(
    file(2000, (n) => (n % 100 === 0 ? "here" : "x")),
    { anchors: ["here"] },
  );
  expect(found).toHaveLength(10);
  expect(found[0]!.reason).toBe('anchor "here", 20 places');
  const lines = Array.from({ length: 21 }, (_, i) => i + 1);
  expect(contextWindows(openDocument(bytesOf(file(50))), "f", { lines }, "graded")).toMatchObject({
    code: "INVALID_INPUT",
  });
});
