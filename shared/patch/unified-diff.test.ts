import { describe, expect, test } from "vitest";
import { planFiles } from "./testing/plan-files.ts";

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `l${from + i}\n`).join("");
const ten = lines(1, 10);
const apply = (diff: string, text: string | Uint8Array = ten) =>
  planFiles({ f: text }, [{ op: "unified-diff", file: "f", diff }]);
const hunk = "@@ -4,3 +4,3 @@\n l4\n-l5\n+L5\n l6\n";

describe("where hunks go", () => {
  test("git headers, plain headers, and bare hunks", () => {
    const want = ten.replace("l5", "L5");
    expect(apply(`diff --git a/f b/f\nindex 1..2 100644\n--- a/f\n+++ b/f\n${hunk}`).text("f")).toBe(want);
    expect(apply(`--- f\t2026-01-01 00:00\n+++ f\t2026-01-02 00:00\n${hunk}`).text("f")).toBe(want);
    expect(apply(hunk).text("f")).toBe(want);
    expect(
      apply(
        `From 1 Mon\nSubject: x\n\n---\n f | 2 +-\n\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n${hunk}-- \n2.39.5\n`,
      ).text("f"),
    ).toBe(want);
  });

  test("a hunk follows its lines to the one place where they are now", () => {
    const result = apply(hunk, `top\ntop\n${ten}`);
    expect(result.done().tier).toBe("exact");
    expect(result.text("f")).toBe(`top\ntop\n${ten.replace("l5", "L5")}`);
  });

  test("a hunk that fits its own place applies there though it fits elsewhere too", () => {
    const twice = ten + ten;
    expect(apply(hunk, twice).text("f")).toBe(ten.replace("l5", "L5") + ten);
    expect(apply(hunk, `top\n${twice}`).refusal()).toMatchObject({
      code: "AMBIGUOUS_MATCH",
      details: { lines: [5, 15] },
    });
  });

  test("a hunk that fits nowhere is refused with the nearest place", () => {
    const refusal = apply(hunk, ten.replace("l5", "changed")).refusal();
    expect(refusal.code).toBe("NO_MATCH");
    expect(refusal.error).toContain("Did you mean 4-6?");
  });

  test("a CRLF file takes a diff with LF and stays CRLF", () => {
    const crlf = ten.replaceAll("\n", "\r\n");
    const result = apply(hunk, crlf);
    expect(result.done().tier).toBe("exact");
    expect(result.text("f")).toBe(crlf.replace("l5", "L5"));
  });

  test("a diff that shows CRLF anywhere means the endings it shows, also where a hunk only adds", () => {
    const crlf = ten.replaceAll("\n", "\r\n");
    const last = crlf.split("\r\n")[9];
    const diff = `--- a/f\n+++ b/f\n@@ -1,0 +2 @@\n+lf\n@@ -10 +11 @@\n-${last}\r\n+crlf\r\n`;
    const done = planFiles({ f: crlf }, [{ op: "unified-diff", file: "f", diff }]);
    const lines = crlf.split("\r\n");
    expect(done.text("f")).toBe(
      `${lines[0]}\r\nlf\n${lines
        .slice(1, 9)
        .map((line) => `${line}\r\n`)
        .join("")}crlf\r\n`,
    );
  });

  test("a diff whose every line came with CRLF is read as if it had not", () => {
    expect(apply(`--- a/f\n+++ b/f\n${hunk}`.replaceAll("\n", "\r\n")).text("f")).toBe(
      ten.replace("l5", "L5"),
    );
  });

  test("context lines keep their own bytes where a later tier matched", () => {
    const spaced = ten.replace("l4\n", "l4  \n");
    const result = apply(hunk, spaced);
    expect(result.done().tier).toBe("trailing-space");
    expect(result.text("f")).toBe(spaced.replace("l5", "L5"));
  });

  test("a file without final newline keeps it so when the diff says nothing of it", () => {
    expect(apply("@@ -2,2 +2,2 @@\n b\n-c\n+C\n", "a\nb\nc").text("f")).toBe("a\nb\nC");
  });

  test("no-newline markers are honoured both ways", () => {
    const add = "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n";
    expect(apply(add, "a\nb").text("f")).toBe("a\nb\n");
    const take = "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n";
    expect(apply(take, "a\nb\n").text("f")).toBe("a\nb");
  });

  test("hunks without numbers go to the one place of their lines, below the line that @@ names", () => {
    expect(apply("--- a/f\n+++ b/f\n@@\n l4\n-l5\n+L5\n").text("f")).toBe(ten.replace("l5", "L5"));
    const two = "class A\n  x\nclass B\n  x\n";
    expect(apply("@@ class B\n-  x\n+  y\n", two).text("f")).toBe("class A\n  x\nclass B\n  y\n");
    expect(apply("@@\n-  x\n+  y\n", two).refusal().code).toBe("AMBIGUOUS_MATCH");
  });
});

describe("what a diff does to files", () => {
  const plan = (diff: string, files: Record<string, string>, file: string) =>
    planFiles(files, [{ op: "unified-diff", file, diff }]);

  test("creates, with a mode, and without contents", () => {
    const diff =
      "diff --git a/n.sh b/n.sh\nnew file mode 100755\n--- /dev/null\n+++ b/n.sh\n@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file\n";
    const result = plan(diff, {}, "n.sh");
    expect(result.text("n.sh")).toBe("a\nb");
    expect(result.state("n.sh")!.executable).toBe(true);
    expect(
      plan("diff --git a/e b/e\nnew file mode 100644\nindex 0000000..e69de29\n", {}, "e").bytes("e"),
    ).toEqual(new Uint8Array());
    expect(plan(diff, { "n.sh": "there" }, "n.sh").refusal().code).toBe("FILE_EXISTS");
  });

  test("deletes, if it shows every line", () => {
    const diff = "--- a/f\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n";
    expect(plan(diff, { f: "a\nb\n" }, "f").state("f")).toBeNull();
    expect(plan(diff, { f: "a\nb\nmore\n" }, "f").refusal().code).toBe("NO_MATCH");
    expect(plan(diff, {}, "f").refusal().code).toBe("FILE_NOT_FOUND");
  });

  test("renames, with and without a change", () => {
    const pure = "diff --git a/old b/new name\nsimilarity index 100%\nrename from old\nrename to new name\n";
    const result = plan(pure, { old: "a\n" }, "old");
    expect(result.state("old")).toBeNull();
    expect(result.text("new name")).toBe("a\n");
    const changed =
      "diff --git a/old b/new\nsimilarity index 50%\nrename from old\nrename to new\n--- a/old\n+++ b/new\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n";
    expect(plan(changed, { old: "a\nb\n" }, "new").text("new")).toBe("a\nc\n");
    expect(plan(pure, { old: "a\n", "new name": "taken" }, "old").refusal().code).toBe("FILE_EXISTS");
  });

  test("changes a mode alone", () => {
    const diff = "diff --git a/f b/f\nold mode 100644\nnew mode 100755\n";
    const result = plan(diff, { f: "a\n" }, "f");
    expect(result.state("f")).toMatchObject({ executable: true });
    expect(result.text("f")).toBe("a\n");
  });

  test("touches several files as one operation", () => {
    const diff = `--- a/f\n+++ b/f\n${hunk}--- a/g\n+++ b/g\n@@ -1 +1 @@\n-x\n+y\n`;
    const result = plan(diff, { f: ten, g: "x\n" }, "f");
    expect(result.text("f")).toBe(ten.replace("l5", "L5"));
    expect(result.text("g")).toBe("y\n");
    const half = plan(diff, { f: ten, g: "z\n" }, "f");
    expect(half.refusal().code).toBe("NO_MATCH");
    expect(half.text("f")).toBe(ten);
  });

  test("reads quoted names, octal and all", () => {
    const diff =
      'diff --git "a/t\\303\\251 \\"x\\"" "b/t\\303\\251 \\"x\\""\n--- "a/t\\303\\251 \\"x\\""\n+++ "b/t\\303\\251 \\"x\\""\n@@ -1 +1 @@\n-a\n+b\n';
    const name = 'té "x"';
    expect(plan(diff, { [name]: "a\n" }, name).text(name)).toBe("b\n");
  });

  test("refuses binary patches, links, wrong counts, and text that is no diff", () => {
    expect(apply("diff --git a/f b/f\nindex 1..2\nBinary files a/f and b/f differ\n").refusal().code).toBe(
      "BINARY_PATCH",
    );
    expect(apply("diff --git a/f b/f\nindex 1..2\nGIT binary patch\nliteral 3\nKc$\n").refusal().code).toBe(
      "BINARY_PATCH",
    );
    expect(
      apply("diff --git a/f b/f\nnew file mode 120000\n--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+x\n").refusal()
        .code,
    ).toBe("MALFORMED_DIFF");
    expect(apply("@@ -4,4 +4,3 @@\n l4\n-l5\n+L5\n l6\n").refusal()).toMatchObject({
      code: "MALFORMED_DIFF",
    });
    expect(apply("@@ -4,2 +4,2 @@\n l4\n-l5\n+L5\n l6\n").refusal().code).toBe("MALFORMED_DIFF");
    expect(apply("hello").refusal().code).toBe("MALFORMED_DIFF");
    expect(apply("--- a/other\n+++ b/other\n@@ -1 +1 @@\n-l1\n+x\n").refusal().code).toBe("MALFORMED_DIFF");
  });

  test("the envelope updates, moves and deletes", () => {
    const update = "*** Begin Patch\n*** Update File: f\n@@\n l4\n-l5\n+L5\n*** End Patch\n";
    expect(apply(update).text("f")).toBe(ten.replace("l5", "L5"));
    const move = "*** Begin Patch\n*** Update File: f\n*** Move to: g\n@@\n-l1\n+L1\n*** End Patch\n";
    const moved = apply(move);
    expect(moved.state("f")).toBeNull();
    expect(moved.text("g")).toBe(ten.replace("l1\n", "L1\n"));
    expect(apply("*** Begin Patch\n*** Delete File: f\n*** End Patch").state("f")).toBeNull();
  });
});
