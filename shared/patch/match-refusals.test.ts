import { describe, expect, test } from "vitest";
import { planFiles } from "./testing/plan-files.ts";

const source = [
  "import { tax } from './tax.ts';", // 1
  "", // 2
  "export function total(items) {", // 3
  "  let sum = 0;", // 4
  "  for (const item of items) sum += item.cents;", // 5
  "  return sum;", // 6
  "}", // 7
  "", // 8
  "export function count(items) {", // 9
  "  let sum = 0;", // 10
  "  for (const item of items) sum += 1;", // 11
  "  return sum;", // 12
  "}", // 13
  "// ###FINAL_MILE_PROMPT__RECEIPT###", // 14
  "", // 15
].join("\n");
const refusal = (op: Record<string, unknown>, text = source) =>
  planFiles({ f: text }, [
    { file: "f", ...(op.op === "unified-diff" ? {} : { block: "x" }), ...op },
  ]).refusal();
const diff = (...lines: string[]) => ({
  op: "unified-diff",
  diff: [...lines, ""].join("\n"),
});

describe("no match names the nearest place, and the first line that differs there", () => {
  test.each([
    [
      "replace-text of several lines",
      { op: "replace-text", oldText: "export function total(items) {\n  let sum = 1;\n" },
      "3-4",
      4,
    ],
    ["replace-text within a line", { op: "replace-text", oldText: "item.price" }, "5", 5],
    ["a misspelt name", { op: "replace-text", oldText: "retrun summ" }, "6 or 12", 6],
    [
      "an anchor",
      { op: "insert-at-anchor", anchor: "export function totals(items)", position: "after" },
      "3",
      3,
    ],
    [
      "a start marker",
      { op: "replace-between", startMarker: "export function totale(", endMarker: "}" },
      "3",
      3,
    ],
    [
      "an end marker",
      { op: "replace-between", startMarker: "export function count", endMarker: "return sums;" },
      "6 or 12",
      6,
    ],
    ["a placeholder", { op: "fill-placeholder", placeholder: "RECIEPT" }, "14", 14],
    [
      "a hunk",
      diff(
        "--- a/f",
        "+++ b/f",
        "@@ -9,3 +9,3 @@",
        " export function count(items) {",
        "-  let sum = 2;",
        "+  let sum = 3;",
        "   for (const item of items) sum += 1;",
      ),
      "9-11",
      10,
    ],
    ["an @@ line", diff("@@ export function cuont(items) {", "-  return sum;", "+  return 1;"), "9", 9],
  ])("%s", (_, op, places, line) => {
    const { code, error, details } = refusal(op);
    expect(code).toBe("NO_MATCH");
    expect(error).toContain(`Did you mean ${places}`);
    expect(error).toContain(
      `Line ${line} is the first that differs: the file has ${JSON.stringify(source.split("\n")[line - 1])}`,
    );
    expect((details!.candidates as unknown[]).length).toBeGreaterThan(0);
  });

  test("a hunk of a diff of several files is named, with its file and its line of the diff", () => {
    const two = diff(
      "--- a/g",
      "+++ b/g",
      "@@ -1 +1 @@",
      "-g",
      "+G",
      "--- a/f",
      "+++ b/f",
      "@@ -1 +1 @@",
      "-import { tax } from './tax.ts';",
      "+import {}",
      "@@ -6 +6 @@",
      "-  return summe;",
      "+  return 1;",
    );
    const refused = planFiles({ f: source, g: "g\n" }, [{ ...two, file: "f" }]).refusal();
    expect(refused.error).toContain("hunk 2 of 2 for f (line 11 of the diff)");
    expect(refused.error).toContain("context is not fuzzed");
    expect(refused.details).toMatchObject({ file: "f", hunk: 2, hunks: 2, diffLine: 11 });
  });

  test("text that stands above the place where it is looked for says where", () => {
    const above = refusal(diff("@@", "-b", "+B", "@@", "-a", "+A"), "a\nb\n");
    expect(above.error).toContain("It stands at line 1, above where it is looked for");
  });

  test("an end marker only above the start marker says where it is", () => {
    const refused = refusal({ op: "replace-between", startMarker: "###FINAL_MILE", endMarker: "import" });
    expect(refused).toMatchObject({
      code: "NO_MATCH",
      details: { start: 14, lines: [1], candidates: [{ start: 1, end: 1 }] },
    });
  });

  test("a deletion that does not show every line names the first it leaves out", () => {
    const refused = refusal(diff("--- a/f", "+++ /dev/null", "@@ -1,2 +0,0 @@", "-a", "-b"), "a\nb\nc\n");
    expect(refused).toMatchObject({ code: "NO_MATCH", details: { line: 3 } });
    expect(refused.error).toContain('line 3, "c"');
  });

  test("an insert beyond the file names its last line", () => {
    const refused = refusal(diff("@@ -9,0 +10 @@", "+x"), "a\nb\n");
    expect(refused.error).toContain("f has 2 lines; did you mean 2?");
  });
});

describe("an ambiguous match names the places, and what tells them apart", () => {
  test.each([
    ["replace-text of several lines", { op: "replace-text", oldText: "  return sum;\n}\n" }, "6-7, 12-13"],
    ["replace-text of one line", { op: "replace-text", oldText: "let sum = 0;" }, "4, 10"],
    ["an anchor", { op: "insert-at-anchor", anchor: "let sum", position: "after" }, "4, 10"],
    ["a start marker", { op: "replace-between", startMarker: "export function", endMarker: "}" }, "3, 9"],
    [
      "an end marker",
      { op: "replace-between", startMarker: "export function total", endMarker: "return sum;" },
      "6, 12",
    ],
    ["a hunk", diff("@@", "   let sum = 0;", "+  // none yet"), "4, 10"],
  ])("%s", (_, op, places) => {
    const { code, error, details } = refusal(op);
    expect(code).toBe("AMBIGUOUS_MATCH");
    expect(error).toContain(`lines ${places}.`);
    expect(error).toContain("tells the first two apart");
    expect(details).toMatchObject({ places: 2, differs: [{}, {}] });
  });

  test("the line that tells two places apart is the nearest one, below or above", () => {
    const { details } = refusal({ op: "replace-text", oldText: "let sum = 0;" });
    expect(details!.differs).toEqual([
      { line: 3, text: "export function total(items) {" },
      { line: 9, text: "export function count(items) {" },
    ]);
  });
});

test("a refusal about lines of megabytes stays small", () => {
  const long = `var a = 1; ${"x".repeat(3_000_000)}`;
  const refused = refusal(
    { op: "replace-text", oldText: `${long.replace("a = 1", "a = 2")}\nsecond` },
    `${long}\nsecond\n`,
  );
  expect(refused.code).toBe("NO_MATCH");
  expect(JSON.stringify(refused).length).toBeLessThan(10_000);
});

test("does not say that nothing resembles it of a file that is too long to be searched for that", () => {
  const long = Array.from({ length: 50_001 }, (_, line) => `line ${line} of many\n`).join("");
  const { error } = refusal({ op: "replace-text", oldText: "line 700 of mayn" }, long);
  expect(error).toContain("The file is too long to look for what resembles it.");
  expect(error).not.toContain("Nothing in it resembles");
});
