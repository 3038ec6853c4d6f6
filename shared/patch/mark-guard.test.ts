import { describe, expect, test } from "vitest";
import { commentStyle } from "./comment-style.ts";
import { openDocument } from "./document.ts";
import { guardsOf, stateOf } from "./guards.ts";
import { markGuard } from "./mark-guard.ts";
import { bytesOf, planFiles, sha256 } from "./testing/plan-files.ts";

/** Marks lines of a file and puts the diff through the engine, as `guard add` does. */
function mark(file: string, contents: string | Uint8Array, start: number, end: number, name = "core") {
  const bytes = typeof contents === "string" ? bytesOf(contents) : contents;
  const marked = markGuard({ bytes, executable: false }, { file, start, end, name }, sha256);
  if ("ok" in marked) return { refusal: marked, text: "", bytes: new Uint8Array() };
  const expected = { fileHash: sha256(bytes) };
  const plan = planFiles({ [file]: bytes }, [
    { op: "unified-diff", file, diff: marked.diff, expect: expected },
  ]);
  plan.done();
  const after = plan.bytes(file)!;
  const doc = openDocument(after);
  for (const guard of guardsOf(doc)) expect(stateOf(doc, guard, sha256).state).toBe("ok");
  return { refusal: null, text: plan.text(file), bytes: after };
}

describe("the markers of a new guard", () => {
  test("stand around the lines, indented as the first of them, with their hash", () => {
    const { text } = mark("src/a.ts", "f() {\n  a();\n    b();\n}\n", 2, 3);
    const digits = sha256(bytesOf("  a();\n    b();\n")).slice(0, 7);
    expect(text).toBe(
      `f() {\n  /* @hash:${digits} START:core */\n  a();\n    b();\n  /* @hash:${digits} END:core */\n}\n`,
    );
  });

  test.each([
    ["first and last line", "a\nb\nc\n", 1, 3],
    ["a last line without a newline", "a\nb", 2, 2],
    ["CRLF", "a\r\nb\r\nc\r\n", 2, 2],
    ["mixed endings", "a\r\nb\nc\r\nd\n", 2, 3],
    ["a byte order mark", "\ufeffa\nb\n", 1, 1],
    ["lines that stand twice", "x\ny\nx\ny\nx\ny\nx\ny\n", 5, 6],
  ])("change no other byte: %s", (_, contents, start, end) => {
    const { text } = mark("a.py", contents, start, end);
    const without = text
      .split(/(?<=\n)/)
      .filter((line) => !line.includes("@hash:"))
      .join("");
    expect(without.replace(/\n$/, "")).toBe(
      contents.replace("\ufeff", text.startsWith("\ufeff#") ? "" : "\ufeff").replace(/\n$/, ""),
    );
    expect(text.match(/@hash/g)).toHaveLength(2);
  });

  test("work in a file that is Latin-1", () => {
    const { bytes } = mark("a.py", Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a), 2, 2);
    expect([...bytes]).toContain(0xe9);
  });

  test.each([
    ["a.css", "/* "],
    ["a.java", "/* "],
    ["a.sh", "# "],
    ["a.yaml", "# "],
    ["a.toml", "# "],
    ["a.rb", "# "],
    ["a.html", "<!-- "],
    ["a.xml", "<!-- "],
    ["a.md", "<!-- "],
    ["a.vue", "<!-- "],
    ["a.sql", "-- "],
    ["a.lua", "-- "],
    ["a.hs", "-- "],
    ["a.ini", "; "],
    ["a.lisp", "; "],
    ["a.tex", "% "],
    ["Dockerfile", "# "],
    ["Makefile", "# "],
    [".env.local", "# "],
    [".gitignore", "# "],
    ["A.TS", "/* "],
  ])("are comments of the file's kind: %s", (file, open) => {
    expect(commentStyle(file, ["x"], 0)?.open).toBe(open);
  });

  test("are a script's own comments inside of a page", () => {
    const page = "<template>\n<p/>\n</template>\n<script>\nkeep();\nmore();\n</script>\n<p>end</p>\n";
    expect(mark("a.vue", page, 5, 5).text).toContain("/* @hash:");
    expect(mark("a.vue", page, 2, 2).text).toContain("<!-- @hash:");
    expect(mark("a.vue", page, 8, 8).text).toContain("<!-- @hash:");
    expect(mark("run", "#!/bin/sh\na\n", 2, 2).text).toContain("# @hash:");
  });
});

describe("a guard is refused", () => {
  const guarded = mark("a.ts", "a\nb\nc\nd\ne\n", 2, 3).text;
  test.each([
    [
      "where the file has no comments",
      mark("a.json", "{}\n", 1, 1),
      "INVALID_INPUT",
      "JSON, which has no comments",
    ],
    ["where its kind is not known", mark("a.txt", "x\n", 1, 1), "INVALID_INPUT", "patchctl does not know"],
    [
      "above a line that has to be the first",
      mark("a.sh", "#!/bin/sh\nx\n", 1, 2),
      "INVALID_INPUT",
      "guard from line 2 on",
    ],
    ["out of range", mark("a.ts", "x\n", 1, 2), "LINE_OUT_OF_RANGE", "lines 1 to 1"],
    ["the wrong way round", mark("a.ts", "x\ny\n", 2, 1), "SPAN_INVERTED", "start <= end"],
    ["in an empty file", mark("a.ts", "", 1, 1), "EMPTY_FILE", "nothing to guard"],
    ["under a name that is taken", mark("a.ts", guarded, 7, 7), "GUARD_EXISTS", "another name"],
    ["across another guard", mark("a.ts", guarded, 5, 6, "two"), "GUARD_EXISTS", "overlap"],
    ["around another guard", mark("a.ts", guarded, 1, 7, "two"), "GUARD_EXISTS", "overlap"],
  ])("%s", (_, { refusal }, code, words) => {
    expect(refusal).toMatchObject({ code, error: expect.stringContaining(words) });
  });

  test("but may stand beside another one", () => {
    expect(mark("a.ts", guarded, 6, 6, "two").text.match(/START/g)).toHaveLength(2);
  });
});
