import { describe, expect, test } from "vitest";
import { bytesOf, planFiles, sha256 } from "./testing/plan-files.ts";

const digits = (text: string) => sha256(bytesOf(text)).slice(0, 7);
const region = (name: string, inner: string, hash = digits(inner)) =>
  `/* @hash:${hash} START:${name} */\n${inner}/* @hash:${hash} END:${name} */\n`;

const core = region("core", "const a = 1;\nkeep();\n");
const file = `one\n${core}two\nthree\n`;
const six = "1\n2\n3\n4\n5\n6\n";
const violation = (guard = "core") => ({ code: "GUARD_VIOLATION", details: { file: "f", guard } });

const plan = (op: Record<string, unknown> | Record<string, unknown>[], text = file, options = {}) =>
  planFiles(
    { f: text },
    [op].flat().map((one) => ({ file: "f", ...one })),
    options,
  );

const diff = (body: string, header = "--- a/f\n+++ b/f\n") => ({ op: "unified-diff", diff: header + body });

describe("a guarded region", () => {
  test.each([
    ["changed", { op: "replace-block", start: 3, end: 3, block: "x" }],
    ["added to", { op: "insert-after", line: 2, block: "x" }],
    ["added to above its END", { op: "insert-before", line: 5, block: "x" }],
    [
      "given another hash",
      { op: "replace-text", oldText: `${digits("const a = 1;\nkeep();\n")} START`, block: "0000000 START" },
    ],
    ["robbed of a marker", { op: "replace-block", start: 5, end: 5, block: "" }],
    ["deleted", { op: "replace-block", start: 2, end: 5, block: "" }],
    ["moved past more lines than it has", { op: "replace-block", start: 2, end: 11, block: `${six}${core}` }],
  ])("is not %s", (_, op) => {
    const { refusal } = plan(op, `one\n${core}${six}`);
    expect(refusal()).toMatchObject({ ...violation(), details: { start: 2, end: 5 } });
    expect(refusal().error).toContain("lines 2-5 of f");
  });

  test.each([
    ["in the file", { op: "append", block: core }],
    ["above it", { op: "prepend", block: region("core", "other\n") }],
  ])("is not doubled %s", (_, op) => {
    const { error, code } = plan(op).refusal();
    expect([code, error]).toEqual(["GUARD_VIOLATION", expect.stringContaining("second guarded region")]);
  });

  test("stays where the same name stands twice: each of them", () => {
    const twice = `${core}between\n${core}`;
    for (const start of [1, 6])
      expect(plan({ op: "replace-block", start, end: start + 3, block: "" }, twice).refusal()).toMatchObject(
        violation(),
      );
    expect(plan({ op: "replace-block", start: 5, end: 5, block: "x" }, twice).text("f")).toBe(
      `${core}x\n${core}`,
    );
  });

  test("lets every edit beside it through, and edits that only pass over it", () => {
    expect(plan({ op: "insert-before", line: 2, block: "x" }).text("f")).toBe(
      file.replace("one\n", "one\nx\n"),
    );
    expect(plan({ op: "insert-after", line: 5, block: "x" }).text("f")).toBe(file.replace("two", "x\ntwo"));
    const over = plan({ op: "replace-block", start: 1, end: 7, block: `1\n${core}2\n3` });
    expect(over.text("f")).toBe(`1\n${core}2\n3\n`);
    expect(over.done().checks).toContainEqual({
      name: "guards",
      ok: true,
      text: "1 guarded region keeps its bytes",
    });
  });

  test("that ends a file without a newline is not touched by what is appended", () => {
    const bare = file.slice(0, file.indexOf("two") - 1);
    expect(plan({ op: "append", block: "x" }, bare).text("f")).toBe(`${bare}\nx`);
    expect(plan({ op: "insert-before", line: 5, block: "x" }, bare).refusal()).toMatchObject(violation());
  });

  test("in a CRLF file keeps its bytes as well", () => {
    const inner = "a\r\n";
    const crlf = `one\r\n# @hash:${digits(inner)} START:core\r\n${inner}# @hash:${digits(inner)} END:core\r\ntwo\r\n`;
    expect(plan({ op: "append", block: "x" }, crlf).text("f")).toBe(`${crlf}x\r\n`);
    expect(plan({ op: "replace-block", start: 3, end: 3, block: "a" }, `${crlf}\n`).refusal().code).toBe(
      "NOTHING_TO_CHANGE",
    );
    expect(plan({ op: "replace-block", start: 3, end: 3, block: "b" }, crlf).refusal()).toMatchObject(
      violation(),
    );
  });

  test("in another one: each is named by itself", () => {
    const inner = region("inner", "x\n");
    const nested = region("outer", `a\n${inner}b\n`);
    expect(plan({ op: "replace-block", start: 4, end: 4, block: "y" }, nested).refusal()).toMatchObject(
      violation("outer"),
    );
    const only = plan({ op: "replace-block", start: 4, end: 4, block: "y" }, nested, {
      unlock: ["inner"],
    }).refusal();
    expect(only).toMatchObject(violation("outer"));
    expect(only.error).toContain('"unlock": ["inner","outer"]');
  });

  test("without an END guards what is below, without a START what is above", () => {
    const open = "a\n# @hash:0000000 START:core\nb\n";
    expect(plan({ op: "append", block: "x" }, open).refusal()).toMatchObject(violation());
    expect(plan({ op: "prepend", block: "x" }, open).text("f")).toBe(`x\n${open}`);
    const closed = "a\n# @hash:0000000 END:core\nb\n";
    expect(plan({ op: "prepend", block: "x" }, closed).refusal()).toMatchObject(violation());
    expect(plan({ op: "append", block: "x" }, closed).text("f")).toBe(`${closed}x\n`);
  });

  test("whose hash was wrong before lets edits elsewhere through, and the check says so", () => {
    const wrong = `one\n${region("core", "x\n", "0000000")}two\n`;
    const { checks } = plan({ op: "append", block: "y" }, wrong).done();
    expect(checks.find(({ name }) => name === "guards")).toEqual({
      name: "guards",
      ok: false,
      text: `1 guarded region keeps its bytes; broken before this edit: "core" (lines 2-4) carries 0000000, but its lines hash to ${digits("x\n")}`,
    });
    expect(plan({ op: "replace-block", start: 3, end: 3, block: "y" }, wrong).refusal()).toMatchObject(
      violation(),
    );
  });
});

describe("whole files with guards", () => {
  const git = (body: string) => ({ op: "unified-diff", diff: body });
  test("are not deleted, but renamed and copied", () => {
    const lines = file.split("\n").slice(0, -1);
    const gone = git(
      `diff --git a/f b/f\ndeleted file mode 100644\n--- a/f\n+++ /dev/null\n@@ -1,${lines.length} +0,0 @@\n${lines.map((line) => `-${line}\n`).join("")}`,
    );
    const refusal = plan(gone).refusal();
    expect(refusal).toMatchObject(violation());
    expect(refusal.error).toContain("f cannot be deleted");
    const renamed = plan({
      ...git("diff --git a/f b/g\nsimilarity index 100%\nrename from f\nrename to g\n"),
      file: "g",
    });
    expect(renamed.text("g")).toBe(file);
    const copied = plan({
      ...git("diff --git a/f b/g\nsimilarity index 100%\ncopy from f\ncopy to g\n"),
      file: "g",
    });
    expect(copied.done().checks).toContainEqual({ name: "guards", ok: true, text: "new: core" });
  });

  test("a rename that changes the region on the way is refused", () => {
    const op = {
      ...git(
        "diff --git a/f b/g\nsimilarity index 90%\nrename from f\nrename to g\n--- a/f\n+++ b/g\n@@ -3 +3 @@\n-const a = 1;\n+const a = 2;\n",
      ),
      file: "g",
    };
    expect(plan(op).refusal()).toMatchObject(violation());
  });

  test("a new region has to hold: its hash is told", () => {
    expect(plan({ op: "create-file", file: "n", block: core }).text("n")).toBe(core);
    const wrong = plan({ op: "create-file", file: "n", block: region("fresh", "x\n", "0000000") }).refusal();
    expect(wrong).toMatchObject({
      code: "GUARD_VIOLATION",
      details: { guard: "fresh", hash: digits("x\n"), state: "changed" },
    });
    expect(wrong.error).toContain(`write @hash:${digits("x\n")} into both`);
    expect(plan({ op: "append", block: "# @hash:0000000 START:fresh" }).refusal()).toMatchObject({
      details: { state: "no_end" },
    });
    expect(plan({ op: "append", block: region("fresh", "x\n") }).text("f")).toBe(
      file + region("fresh", "x\n"),
    );
  });

  test("may be put around lines", () => {
    const start = `/* @hash:${digits("two\n")} START:around */`;
    const end = `/* @hash:${digits("two\n")} END:around */`;
    const result = plan(diff(`@@ -6 +6,3 @@\n+${start}\n two\n+${end}\n`));
    expect(result.text("f")).toBe(`one\n${core}${region("around", "two\n")}three\n`);
  });
});

describe("unlock", () => {
  const unlocked = (
    op: Record<string, unknown> | Record<string, unknown>[],
    text = file,
    unlock = ["core"],
  ) => plan(op, text, { unlock });

  test("lets the region change, and both markers carry the new hash", () => {
    const result = unlocked({ op: "replace-block", start: 3, end: 3, block: "const a = 2;" });
    expect(result.text("f")).toBe(`one\n${region("core", "const a = 2;\nkeep();\n")}two\nthree\n`);
    expect(result.done()).toMatchObject({ unlocked: ["core"], facts: { added: 3, removed: 3 } });
    expect(result.done().checks).toContainEqual({ name: "guards", ok: true, text: "unlocked: core" });
  });

  test("counts in a batch, whichever coordinates it is in", () => {
    for (const coordinates of ["original", "sequential"] as const) {
      const ops = [
        { op: "insert-before", line: 3, block: "first();" },
        {
          op: "replace-block",
          start: coordinates === "original" ? 4 : 5,
          end: coordinates === "original" ? 4 : 5,
          block: "drop();",
        },
        { op: "append", block: "end" },
      ];
      const { text } = plan(ops, file, { unlock: ["core"], coordinates });
      expect(text("f")).toBe(`one\n${region("core", "first();\nconst a = 1;\ndrop();\n")}two\nthree\nend\n`);
    }
  });

  test("unlocks what is named and nothing else", () => {
    const two = `${core}${region("other", "x\n")}`;
    expect(unlocked({ op: "replace-block", start: 6, end: 6, block: "y" }, two).refusal()).toMatchObject(
      violation("other"),
    );
    expect(unlocked({ op: "append", block: "y" }).done()).toMatchObject({ unlocked: [] });
  });

  test("rehashes inner regions before outer ones, and refuses two that cross", () => {
    const nested = region("outer", `a\n${region("inner", "x\n")}b\n`);
    const both = unlocked({ op: "replace-block", start: 4, end: 4, block: "y" }, nested, ["outer", "inner"]);
    expect(both.text("f")).toBe(region("outer", `a\n${region("inner", "y\n")}b\n`));
    const cross =
      "# @hash:0000000 START:a\n1\n# @hash:0000000 START:b\n2\n# @hash:0000000 END:a\n3\n# @hash:0000000 END:b\n";
    const refusal = unlocked({ op: "replace-block", start: 4, end: 4, block: "y" }, cross, [
      "a",
      "b",
    ]).refusal();
    expect(refusal.error).toContain("crosses another one");
  });

  test("heals a hash that was wrong, and a pair that lacked a marker", () => {
    const wrong = `one\n${region("core", "x\n", "0000000")}`;
    expect(unlocked({ op: "replace-block", start: 1, end: 1, block: "1" }, wrong).text("f")).toBe(
      `1\n${region("core", "x\n")}`,
    );
    const open = "a\n# @hash:0000000 START:core\nb\n";
    const healed = unlocked({ op: "append", block: "# @hash:0000000 END:core" }, open);
    expect(healed.text("f")).toBe(
      `a\n# @hash:${digits("b\n")} START:core\nb\n# @hash:${digits("b\n")} END:core\n`,
    );
    expect(unlocked({ op: "append", block: "c" }, open).refusal()).toMatchObject({
      details: { state: "no_end" },
    });
  });

  test("may take a region away, whole", () => {
    const result = unlocked({ op: "replace-block", start: 2, end: 5, block: "" });
    expect(result.text("f")).toBe("one\ntwo\nthree\n");
    expect(result.done().unlocked).toEqual(["core"]);
    expect(unlocked({ op: "replace-block", start: 2, end: 2, block: "" }).refusal()).toMatchObject({
      details: { state: "no_start" },
    });
  });

  test("names a region that is there, or the batch is refused with those that are", () => {
    const refusal = unlocked({ op: "append", block: "x" }, file, ["core", "cor"]).refusal();
    expect(refusal).toMatchObject({
      code: "GUARD_NOT_FOUND",
      details: { unlock: ["cor"], guards: [{ file: "f", name: "core" }] },
    });
    expect(refusal.error).toContain("there is core (f)");
  });

  test("is a reviewer's alone", () => {
    const refusal = plan({ op: "append", block: "x" }, file, {
      unlock: ["core"],
      mayUnlock: false,
    }).refusal();
    expect(refusal).toMatchObject({ code: "FORBIDDEN", details: { needs: "reviewer" } });
  });
});
