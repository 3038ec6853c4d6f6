import { describe, expect, test } from "vitest";
import { planFiles } from "../../shared/patch/testing/plan-files.ts";
import { lineEdits } from "./line-edits.ts";

const edits = (old: string | Buffer, fresh: string | Buffer) =>
  lineEdits("f", Buffer.from(old as string), Buffer.from(fresh as string));
const ops = (old: string, fresh: string) => {
  const said = edits(old, fresh);
  return "why" in said ? said.why : said.operations.map(({ expect: _, file: __, ...rest }) => rest);
};

describe("line edits", () => {
  test("say each run of changed lines with the operation that a person would take", () => {
    expect(ops("a\nb\nc\n", "a\nB\nc\n")).toMatchObject([
      { op: "replace-block", start: 2, end: 2, block: "B\n" },
    ]);
    expect(ops("a\nb\nc\n", "a\nc\n")).toMatchObject([{ op: "replace-block", start: 2, end: 2, block: "" }]);
    expect(ops("a\nb\n", "a\nx\nb\n")).toMatchObject([{ op: "insert-after", line: 1, block: "x\n" }]);
    expect(ops("a\nb\n", "a\nx\n\nb\n")).toMatchObject([{ op: "insert-before", line: 2, block: "x\n\n" }]);
    expect(ops("a\n", "x\na\n")).toEqual([{ op: "prepend", block: "x\n" }]);
    expect(ops("a\n", "a\nx\n")).toEqual([{ op: "append", block: "x\n" }]);
    expect(ops("", "x\n")).toEqual([{ op: "append", block: "x\n" }]);
    expect(ops("a\nb", "a\nb\nc")).toEqual([{ op: "append", block: "c\n" }]);
  });

  test("name the file that they mean by its hash", () => {
    const said = edits("a\n", "b\n");
    expect("operations" in said && said.operations[0]!.expect?.fileHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("leave to a diff what a block cannot say", () => {
    expect(ops("a\nb\n", "a\nb")).toBe("the newline at the end comes or goes");
    expect(ops("a\nb", "a\nb\n")).toBe("the newline at the end comes or goes");
    expect(ops("a\n", "\ufeffa\n")).toBe("the byte order mark comes or goes");
    expect(ops("a\nb\n", "a\nB\r\n")).toBe("line endings other than those around");
    expect(ops("", "a\r\n")).toBe("line endings other than those around");
    expect(ops("a\nb\n", "a\nB\r\r\n")).toBe("a line that ends in a carriage return of its own");
    expect(edits("a\n", Buffer.from("\xe9\n", "latin1"))).toEqual({ why: "bytes" });
  });

  test("make of the old bytes the new ones, in every kind of file", () => {
    const latin = (text: string) => Buffer.from(text, "latin1");
    const pairs: [string | Buffer, string | Buffer][] = [
      ["a\r\nb\r\nc\r\n", "a\r\nx\r\ny\r\nc\r\nd\r\n"],
      ["\ufeffa\nb\n", "\ufeffnew\na\nB\n"],
      ["a\r\nb\nc\r\n", "A\r\nB\nC\r\nD\r\n"],
      ["a\nb", "a\nx\nb\nc\nd"],
      ["a\nb\nc", "a\n"],
      ["a\nb\n", ""],
      ["a\n\n\nb\n", "\na\n\nb\n\n"],
      [latin("\xe9\na\n"), latin("\xe9\n\xfc\xff\n")],
      ["x\ry\nb\n", "x\rz\nb\n"],
      ["", "\n"],
    ];
    for (const [old, fresh] of pairs) {
      const said = edits(old, fresh);
      if ("why" in said) throw new Error(`${JSON.stringify(old)}: ${said.why}`);
      const result = planFiles({ f: Buffer.from(old as string) }, said.operations, {
        coordinates: "original",
      });
      expect(Buffer.from(result.bytes("f")!)).toEqual(Buffer.from(fresh as string));
    }
  });
});
