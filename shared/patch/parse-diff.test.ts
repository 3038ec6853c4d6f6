import { describe, expect, test } from "vitest";
import { parseDiff } from "./parse-diff.ts";

/** What a diff asks of each file, without its lines. */
function files(diff: string) {
  const parsed = parseDiff(diff);
  if (!parsed.ok) throw new Error(`${parsed.code}: ${parsed.error}`);
  return parsed.files.map(({ kind, file, to, hunks }) => ({ kind, file, to, hunks: hunks.length }));
}
function refused(diff: string) {
  const parsed = parseDiff(diff);
  if (parsed.ok) throw new Error(`was read as ${JSON.stringify(parsed.files)}`);
  return parsed;
}
const hunk = "@@ -1 +1 @@\n-a\n+b\n";
const edit = (name: string, hunks = 1) => ({ kind: "edit", file: name, to: name, hunks });

describe("names", () => {
  test.each([
    ["git's prefixes", "diff --git a/d/f b/d/f\n--- a/d/f\n+++ b/d/f\n", "d/f"],
    ["mnemonic prefixes", "diff --git i/d/f w/d/f\n--- i/d/f\n+++ w/d/f\n", "d/f"],
    ["no prefix", "diff --git d/f d/f\n--- d/f\n+++ d/f\n", "d/f"],
    ["no prefix, in a folder called b", "diff --git b/f b/f\n--- b/f\n+++ b/f\n", "b/f"],
    ["no prefix, in a folder called w", "diff --git w/f w/f\n--- w/f\n+++ w/f\n", "w/f"],
    ["prefixes of one's own", "diff --git old/d/f new/d/f\n--- old/d/f\n+++ new/d/f\n", "d/f"],
    ["a blank", "diff --git a/x y b/x y\n--- a/x y\t\n+++ b/x y\t\n", "x y"],
    ["a blank behind", "diff --git a/x  b/x \n--- a/x \t\n+++ b/x \t\n", "x "],
    ["what looks like another name", "diff --git a/x b/x b/x b/x\n--- a/x b/x\t\n+++ b/x b/x\t\n", "x b/x"],
    [
      "quotes",
      'diff --git "a/\\303\\251\\t\\"" "b/\\303\\251\\t\\""\n--- "a/\\303\\251\\t\\""\n+++ "b/\\303\\251\\t\\""\n',
      'é\t"',
    ],
    [
      "two trees with times",
      "--- p-1.0/d/f\t2026-01-01 00:00:00.000000000 +0000\n+++ p-1.1/d/f\t2026-01-02 00:00:00.000000000 +0000\n",
      "d/f",
    ],
    ["a copy kept beside", "--- f.orig\t2026-01-01 00:00:00\n+++ f\t2026-01-02 00:00:00\n", "f"],
    [
      "svn",
      "Index: d/f\n===================================================================\n--- d/f\t(revision 3)\n+++ d/f\t(working copy)\n",
      "d/f",
    ],
  ])("%s", (_, header, name) => {
    expect(files(header + hunk)).toEqual([edit(name)]);
  });

  test("a file that is made keeps the folder that only looks like a prefix", () => {
    const made =
      "diff --git b/f b/f\nnew file mode 100644\nindex 0000000..e69de29\n--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+x\n";
    expect(files(made)).toEqual([{ kind: "create", file: "b/f", to: "b/f", hunks: 1 }]);
  });

  test("bytes that are no UTF-8, and names that do not agree, are refused", () => {
    expect(refused(`diff --git "a/\\351" "b/\\351"\n--- "a/\\351"\n+++ "b/\\351"\n${hunk}`).code).toBe(
      "MALFORMED_DIFF",
    );
    expect(refused(`--- "a/\\351"\n+++ "b/\\351"\n${hunk}`).code).toBe("MALFORMED_DIFF");
    expect(refused(`diff --git a/f b/f\n--- a/f\n+++ b/g\n${hunk}`).error).toContain("do not agree");
    expect(refused(`diff --git a/f b/g\n--- a/f\n+++ b/g\n${hunk}`).error).toContain("rename from");
  });
});

describe("what becomes of a file", () => {
  const gone = "1970-01-01 00:00:00.000000000 +0000";
  const now = "2026-01-01 00:00:00.000000000 +0000";
  test.each([
    ["diff -N makes", `--- a/f\t${gone}\n+++ b/f\t${now}\n@@ -0,0 +1 @@\n+x\n`, "create"],
    ["diff -N deletes", `--- a/f\t${now}\n+++ b/f\t${gone}\n@@ -1 +0,0 @@\n-x\n`, "delete"],
    [
      "diff -N makes, west of Greenwich",
      `--- a/f\t1969-12-31 19:00:00.000000000 -0500\n+++ b/f\t${now}\n@@ -0,0 +1 @@\n+x\n`,
      "create",
    ],
    [
      "a file of 1970 that has lines is there",
      `--- a/f\t${gone}\n+++ b/f\t${now}\n@@ -1 +1 @@\n-x\n+y\n`,
      "edit",
    ],
    ["svn makes", "--- f\t(nonexistent)\n+++ f\t(working copy)\n@@ -0,0 +1 @@\n+x\n", "create"],
    ["svn deletes", "--- f\t(revision 2)\n+++ f\t(nonexistent)\n@@ -1 +0,0 @@\n-x\n", "delete"],
    [
      "git makes an empty file",
      "diff --git a/f b/f\nnew file mode 100644\nindex 0000000..e69de29\n",
      "create",
    ],
    [
      "git deletes an empty file",
      "diff --git a/f b/f\ndeleted file mode 100644\nindex e69de29..0000000\n",
      "delete",
    ],
  ])("%s", (_, diff, kind) => {
    expect(files(diff)).toMatchObject([{ kind, file: "f", to: "f" }]);
  });

  test("renames and copies are named by their own lines, blanks at the end included", () => {
    const header =
      "diff --git a/x y b/z \nsimilarity index 90%\nrename from x y\nrename to z \n--- a/x y\t\n+++ b/z \t\n";
    expect(files(header + hunk)).toEqual([{ kind: "rename", file: "x y", to: "z ", hunks: 1 }]);
    const copy = "diff --git a/f b/g\nsimilarity index 100%\ncopy from f\ncopy to g\n";
    expect(files(copy)).toEqual([{ kind: "copy", file: "f", to: "g", hunks: 0 }]);
  });

  test("a rename between folders called a and b, without prefixes", () => {
    expect(files("diff --git a/f b/f\nsimilarity index 100%\nrename from a/f\nrename to b/f\n")).toEqual([
      { kind: "rename", file: "a/f", to: "b/f", hunks: 0 },
    ]);
  });
});

describe("text around the diff", () => {
  const diff = `diff --git a/f b/f\n--- a/f\n+++ b/f\n${hunk}`;

  test("mails as git format-patch writes them: messages hold anything, a signature ends them", () => {
    const mail = (subject: string, body: string) =>
      `From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nSubject: [PATCH] ${subject}\n\n@@ -9 +9 @@ is what a hunk looks like\n--- so does this\n+++ b/nothing\n---\n f | 2 +-\n\n${body}-- \n2.39.5\n\n`;
    expect(files(mail("one", diff))).toEqual([edit("f")]);
    expect(files(mail("one", diff) + mail("two", diff.replaceAll("/f", "/g")))).toEqual([
      edit("f"),
      edit("g"),
    ]);
  });

  test("git show: the message is indented", () => {
    expect(files(`commit 0123\nAuthor: A\n\n    --- a/x\n    @@ -1 +1 @@\n\n${diff}`)).toEqual([edit("f")]);
  });

  test("a hunk above the first file is refused, as it belongs to none", () => {
    expect(refused(`${hunk}${diff}`).error).toContain("above the first file");
  });

  test("a whole diff with CRLF loses it, that of a pure rename too", () => {
    expect(files(diff.replaceAll("\n", "\r\n"))).toEqual([edit("f")]);
    const rename = "diff --git a/f b/g\nsimilarity index 100%\nrename from f\nrename to g\n";
    expect(files(rename.replaceAll("\n", "\r\n"))).toMatchObject([{ file: "f", to: "g" }]);
  });
});

describe("what a diff cannot carry is refused, never passed over", () => {
  const plain = `--- a/f\n+++ b/f\n${hunk}`;
  test.each([
    [
      "a binary file",
      `diff --git a/f b/f\nindex 1..2\nBinary files a/f and b/f differ\n`,
      "BINARY_PATCH",
      "binary",
    ],
    [
      "a binary file among others",
      `${plain}Binary files a/i.png and b/i.png differ\n`,
      "BINARY_PATCH",
      "leave it out",
    ],
    [
      "a binary patch",
      `diff --git a/f b/f\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKc$\n`,
      "BINARY_PATCH",
      "line 3",
    ],
    [
      "a link that is made",
      `diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+f\n`,
      "MALFORMED_DIFF",
      "symbolic link",
    ],
    [
      "a link that is changed",
      `diff --git a/l b/l\nindex 1234567..89abcde 120000\n--- a/l\n+++ b/l\n@@ -1 +1 @@\n-f\n+g\n`,
      "MALFORMED_DIFF",
      "symbolic link",
    ],
    [
      "a file that becomes a link",
      "diff --git a/l b/l\nold mode 100644\nnew mode 120000\n",
      "MALFORMED_DIFF",
      "symbolic link",
    ],
    [
      "a submodule",
      `diff --git a/s b/s\nindex 1234567..89abcde 160000\n--- a/s\n+++ b/s\n@@ -1 +1 @@\n-Subproject commit 1\n+Subproject commit 2\n`,
      "MALFORMED_DIFF",
      "submodule",
    ],
    [
      "a submodule, logged",
      `${plain}Submodule libs/x 1234567..89abcde:\n  > more\n`,
      "MALFORMED_DIFF",
      "submodule",
    ],
    [
      "a merge",
      "diff --cc f\nindex 1,2..3\n--- a/f\n+++ b/f\n@@@ -1,1 -1,1 +1,2 @@@\n- a\n++b\n",
      "MALFORMED_DIFF",
      "merge",
    ],
    [
      "a merge without its header",
      "--- a/f\n+++ b/f\n@@@ -1,1 -1,1 +1,2 @@@\n- a\n++b\n",
      "MALFORMED_DIFF",
      "merge",
    ],
    ["a file on one side alone", `Only in b: new.c\ndiff -ru a/f b/f\n${plain}`, "MALFORMED_DIFF", "-N"],
    [
      "a context diff",
      "*** f\t2026\n--- f\t2026\n***************\n*** 1 ****\n! a\n--- 1 ----\n! b\n",
      "MALFORMED_DIFF",
      "diff -u",
    ],
    [
      "colours",
      "\u001b[1mdiff --git a/f b/f\u001b[m\n\u001b[1m--- a/f\u001b[m\n",
      "MALFORMED_DIFF",
      "colour",
    ],
    ["a NUL", plain.replace("+b", "+b\0"), "BINARY_FILE", "NUL"],
    ["half a character", plain.replace("+b", "+\ud800"), "INVALID_INPUT", "surrogate"],
  ])("%s", (_, diff, code, words) => {
    const refusal = refused(diff);
    expect(refusal.code).toBe(code);
    expect(refusal.error).toContain(words);
  });

  test("lines that a numbered hunk would have lost are refused, also where they look like a header", () => {
    expect(refused("--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n--- a comment of SQL\n c\n").error).toContain(
      "counts",
    );
  });

  test("lines behind one without a mark are refused: a hunk without numbers has ended there", () => {
    const refusal = refused("--- a/f\n+++ b/f\n@@\n-a\n+b\nc\n-d\n+e\n");
    expect(refusal.error).toContain("line 7");
    expect(refusal.details).toMatchObject({ line: 7 });
  });

  test("a deleted file has no lines that stay, a new one none that were", () => {
    expect(refused("--- a/f\n+++ /dev/null\n@@ -1,2 +0,1 @@\n-a\n b\n").code).toBe("MALFORMED_DIFF");
    expect(refused("--- /dev/null\n+++ b/f\n@@ -1 +1,2 @@\n a\n+b\n").code).toBe("MALFORMED_DIFF");
  });

  test("a commit's message may speak of binary files and of what is only in one place", () => {
    const mail = `From 0123 Mon Sep 17 00:00:00 2001\nSubject: x\n\nOnly in here: x\nBinary files a and b differ\n---\n\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n${hunk}`;
    expect(files(mail)).toEqual([edit("f")]);
  });
});

describe("the envelope", () => {
  const envelope = (...lines: string[]) => ["*** Begin Patch", ...lines, "*** End Patch", ""].join("\n");

  test("several hunks, several @@ lines, the end of the file", () => {
    const parsed = parseDiff(
      envelope(
        "*** Update File: f",
        "@@ class A",
        "@@ def f",
        " a",
        "-b",
        "+c",
        "@@",
        "-x",
        "+y",
        "*** End of File",
        "*** Add File: g",
        "+one",
        "*** Delete File: h",
      ),
    );
    if (!parsed.ok) throw new Error(parsed.error);
    expect(parsed.files[0]!.hunks).toMatchObject([
      { anchors: ["class A", "def f"], diffLine: 3 },
      { anchors: [], atEnd: true },
    ]);
    expect(parsed.files.map(({ kind }) => kind)).toEqual(["edit", "create", "delete"]);
  });

  test("the first hunk may lack its @@; a move is a rename", () => {
    expect(files(envelope("*** Update File: f", "*** Move to: g", "-a", "+b"))).toEqual([
      { kind: "rename", file: "f", to: "g", hunks: 1 },
    ]);
  });

  test("a line of a hunk may read like the envelope's end", () => {
    const parsed = parseDiff(envelope("*** Update File: f", "@@", " *** End Patch", "-b", "+c"));
    expect(parsed).toMatchObject({
      ok: true,
      files: [{ hunks: [{ lines: [{ text: "*** End Patch" }, {}, {}] }] }],
    });
  });

  test.each([
    ["cut short", "*** Begin Patch\n*** Update File: f\n@@\n-a\n+b\n", "cut short"],
    ["text below its end", `${envelope("*** Delete File: f")}and more\n`, "outside"],
    ["lines below a deletion", envelope("*** Delete File: f", "-a"), "no lines below"],
    ["a new file's line without +", envelope("*** Add File: f", "a"), "begins with +"],
    ["a hunk without a change", envelope("*** Update File: f", "@@", " a"), "changes nothing"],
    ["a line without its mark", envelope("*** Update File: f", "@@", "-a", "+b", "c"), '"c"'],
  ])("%s is refused", (_, text, words) => {
    const refusal = refused(text);
    expect(refusal.code).toBe("MALFORMED_DIFF");
    expect(refusal.error).toContain(words);
  });
});
