import { describe, expect, test } from "vitest";
import { planFiles } from "./testing/plan-files.ts";

const lines = (...names: (string | number)[]) => names.map((name) => `${name}\n`).join("");
const apply = (diff: string, text: string | Uint8Array, policy = {}) =>
  planFiles({ f: text }, [{ op: "unified-diff", file: "f", diff }], {
    policy: { maxChangedShare: 1, ...policy },
  });
const crlf = (text: string) => text.replaceAll("\n", "\r\n");

describe("which of several places", () => {
  test("its line counts where the lines match exactly", () => {
    expect(apply("@@ -3 +3 @@\n-a\n+A\n", lines("a", "b", "a")).text("f")).toBe(lines("a", "b", "A"));
  });

  test("matched only by a later tier, two places are refused though one of them is at its line", () => {
    const refusal = apply("@@ -3 +3 @@\n-a\n+A\n", lines("a ", "b", "a ")).refusal();
    expect(refusal).toMatchObject({ code: "AMBIGUOUS_MATCH", details: { lines: [1, 3] } });
  });

  test("a stricter tier elsewhere wins over a looser one at its line", () => {
    const result = apply("@@ -1,2 +1,2 @@\n x\n-a\n+A\n", lines("x", "  a", "x", "a "));
    expect(result.done().tier).toBe("trailing-space");
    expect(result.text("f")).toBe(lines("x", "  a", "x", "A"));
  });

  test("a hunk of the end of the file is not taken for one of its line", () => {
    const refusal = apply("@@ -1 +1,2 @@\n a\n+x\n", lines("a", "b", "a")).refusal();
    expect(refusal).toMatchObject({ code: "AMBIGUOUS_MATCH", details: { lines: [1, 3] } });
  });

  test("lines at its line that differ in their endings alone do not count where they stand elsewhere to the byte", () => {
    const refusal = apply("@@ -1 +1 @@\n-a\n+A\n", "a\r\nb\na\n").refusal();
    expect(refusal).toMatchObject({ code: "AMBIGUOUS_MATCH", details: { lines: [1, 3] } });
  });

  test("a byte order mark that has become a character in the middle of the file is found there", () => {
    const diff = "@@ -1 +1,2 @@\n \ufeffa\n+x\n";
    const result = apply(diff, lines("b", "\ufeffa"));
    expect(result.done().tier).toBe("exact");
    expect(result.text("f")).toBe(lines("b", "\ufeffa", "x"));
  });

  test("a character of the middle that has become the file's byte order mark is found there", () => {
    const diff = "@@ -2 +2 @@\n-\ufeffa\n+c\n";
    expect(apply(diff, "\ufeffa\nb\n", { matching: "exact" }).text("f")).toBe("c\nb\n");
  });

  test("a last line that ends in a carriage return and no newline is found where it has moved", () => {
    const diff = "@@ -2,2 +2,3 @@\n z\n-\r\n\\ No newline at end of file\n+\r\n+d\n";
    expect(apply(diff, "a\nb\nz\n\r", { matching: "exact" }).text("f")).toBe("a\nb\nz\n\r\nd\n");
  });

  test("*** End of File means the last place", () => {
    const diff = "*** Begin Patch\n*** Update File: f\n@@\n-a\n+A\n*** End of File\n*** End Patch\n";
    expect(apply(diff, lines("a", "b", "a")).text("f")).toBe(lines("a", "b", "A"));
  });

  test("below several @@ lines, each found below the one before it", () => {
    const text = lines("class A", "  f", "    x", "class B", "  g", "    x", "  f", "    x");
    const diff = "@@ class B\n@@   f\n-    x\n+    y\n";
    expect(apply(diff, text).text("f")).toBe(
      lines("class A", "  f", "    x", "class B", "  g", "    x", "  f", "    y"),
    );
  });

  test("an @@ line that is a line of the file beats lines that only hold it", () => {
    expect(apply("@@ def f\n-x\n+y\n", lines("def fa", "x", "def f", "x")).text("f")).toBe(
      lines("def fa", "x", "def f", "y"),
    );
  });

  test("an @@ line in two places is refused with both", () => {
    const refusal = apply("@@ def\n-x\n+y\n", lines("def a", "x", "def b", "x")).refusal();
    expect(refusal).toMatchObject({ code: "AMBIGUOUS_MATCH", details: { lines: [1, 3], hunk: 1 } });
  });
});

describe("line endings and the final newline", () => {
  test.each([
    ["a CRLF diff of an LF file", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n", lines("a", "b"), lines("a", "c")],
    [
      "an LF diff of a CRLF file",
      "@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d\n",
      crlf(lines("a", "b")),
      crlf(lines("a", "c", "d")),
    ],
    [
      "an LF diff that only adds, to a CRLF file",
      "@@ -1,0 +2 @@\n+x\n",
      crlf(lines("a", "b")),
      crlf(lines("a", "x", "b")),
    ],
    [
      "a CRLF diff that only adds, to an LF file",
      "@@ -1,0 +2 @@\n+x\r\n",
      lines("a", "b"),
      lines("a", "x", "b"),
    ],
    [
      "hunks that only add go with the others",
      "@@ -1,0 +2 @@\n+x\n@@ -3 +4 @@\n-b\n+c\n",
      "a\r\na\r\nb\n",
      "a\r\nx\na\r\nc\n",
    ],
    [
      "one that shows it takes the newline away",
      "@@ -2 +2 @@\n-b \n+c\n\\ No newline at end of file\n",
      "a\nb\n",
      "a\nc",
    ],
    [
      "one that shows it adds the newline",
      "@@ -2 +2 @@\n-b \n\\ No newline at end of file\n+c\n",
      "a\nb",
      "a\nc\n",
    ],
    [
      "one that shows none on either side keeps it",
      "@@ -2 +2 @@\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n",
      "a\nb\n",
      "a\nc\n",
    ],
    [
      "a byte order mark alone is a line",
      "@@ -1 +1 @@\n-\ufeff\n\\ No newline at end of file\n+\ufeffa\n",
      "\ufeff",
      "\ufeffa\n",
    ],
    [
      "an insert at the top goes behind a byte order mark",
      "@@ -0,0 +1 @@\n+x\n",
      "\ufeffa\n",
      "\ufeffx\na\n",
    ],
    [
      "a byte order mark that the file lacks is not added with a change of its line",
      "@@ -1 +1 @@\n-\ufeffa\n+\ufeffb\n",
      "a\n",
      "b\n",
    ],
  ])("%s", (_, diff, before, after) => {
    expect(apply(diff, before).text("f")).toBe(after);
  });

  test("a diff that a program made is taken to the byte, also where it only adds", () => {
    const git = "diff --git a/f b/f\nindex 1234567..89abcde 100644\n--- a/f\n+++ b/f\n@@ -1,0 +2 @@\n+x\n";
    expect(apply(git, crlf(lines("a", "b"))).text("f")).toBe("a\r\nx\nb\r\n");
  });

  test("a deleted file may end in a carriage return that ends no line", () => {
    const diff = "--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\r\n\\ No newline at end of file\n";
    const result = apply(diff, "x\r", { matching: "exact" });
    expect(result.done().tier).toBe("exact");
    expect(result.state("f")).toBeNull();
  });

  test("the end of a file in its middle is refused", () => {
    const refusal = apply("@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n", lines("a", "c")).refusal();
    expect(refusal).toMatchObject({ code: "NO_MATCH", details: { line: 2 } });
    expect(refusal.error).toContain('line 2 of it follows: "c\\n"');
  });
});

describe("what was matched", () => {
  test("a hunk without old lines was placed by its number alone, so that no tier is named", () => {
    expect(apply("@@ -1,0 +2 @@\n+x\n", lines("a")).done().tier).toBeNull();
    expect(apply("@@ -0,0 +1 @@\n+x\n", "").done().tier).toBe("exact");
  });

  test("an empty old side makes a file that is not there", () => {
    const diff = "--- a/n\n+++ b/n\n@@ -0,0 +1,2 @@\n+a\n+b\n";
    const result = planFiles({}, [{ op: "unified-diff", file: "n", diff }]);
    expect(result.text("n")).toBe("a\nb\n");
    const shown = planFiles({}, [
      { op: "unified-diff", file: "n", diff: "--- a/n\n+++ b/n\n@@ -1 +1 @@\n-a\n+b\n" },
    ]);
    expect(shown.refusal().code).toBe("FILE_NOT_FOUND");
  });
});
