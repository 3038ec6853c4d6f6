import { describe, expect, test } from "vitest";
import { planFiles } from "./testing/plan-files.ts";

const text = Array.from({ length: 40 }, (_, i) => `line ${i + 1}\n`).join("");
const block = Array.from({ length: 30 }, (_, i) => `new ${i}\n`).join("");
const rename = "diff --git a/f b/g\nsimilarity index 100%\nrename from f\nrename to g\n";
const deletion = `diff --git a/f b/f\ndeleted file mode 100644\n--- a/f\n+++ /dev/null\n@@ -1,40 +0,0 @@\n${text.replace(/^/gm, "-").slice(0, -1)}`;
const plan = (coordinates: "original" | "sequential", ...ops: Record<string, unknown>[]) =>
  planFiles(
    { f: text },
    ops.map((op) => ({ file: "f", ...op })),
    { coordinates, policy: {} },
  );
const limit = { code: "CHANGE_LIMIT" };

describe("the share of a file that may change", () => {
  test("is not spent on lines that the batch itself had put in", () => {
    const result = plan(
      "sequential",
      { op: "insert-after", line: 40, block },
      { op: "replace-block", start: 41, end: 70, block: "x" },
      { op: "replace-block", start: 1, end: 1, block: "y" },
    );
    expect(result.text("f")).toBe(`${text.replace("line 1\n", "y\n")}x\n`);
  });

  test("is that of all operations together, in either coordinates", () => {
    const second = { original: 21, sequential: 21 };
    for (const coordinates of ["original", "sequential"] as const) {
      const start = second[coordinates];
      const result = plan(
        coordinates,
        { op: "replace-block", start: 1, end: 10, block: "x\n".repeat(10) },
        { op: "replace-block", start, end: start + 9, block: "x" },
      );
      expect(result.refusal(1), coordinates).toMatchObject(limit);
    }
  });

  test("goes with the file when it is renamed, and is not had anew by rewriting it in steps", () => {
    const renamed = plan(
      "sequential",
      { op: "unified-diff", file: "g", diff: rename },
      { op: "replace-block", file: "g", start: 1, end: 30, block: "x" },
    );
    expect(renamed.refusal(1)).toMatchObject({ ...limit, details: { file: "g", changed: 30, lines: 40 } });
  });

  test("is used up by deleting the file, unless it is small", () => {
    const refusal = plan("original", { op: "unified-diff", diff: deletion }).refusal();
    expect(refusal).toMatchObject(limit);
    expect(refusal.error).toContain("the batch deletes 40 of the 40 lines of f");
    const small = "a\n";
    const gone = "diff --git a/s b/s\ndeleted file mode 100644\n--- a/s\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n";
    expect(
      planFiles({ s: small }, [{ op: "unified-diff", file: "s", diff: gone }], { policy: {} }).state("s"),
    ).toBeNull();
  });

  test("does not bind a file that the batch makes, however it is edited then", () => {
    const result = plan(
      "sequential",
      { op: "create-file", file: "n", block: text },
      { op: "replace-block", file: "n", start: 1, end: 40, block: "x" },
    );
    expect(result.text("n")).toBe("x\n");
  });
});
