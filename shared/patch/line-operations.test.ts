import { describe, expect, test } from "vitest";
import { bytesOf, planFiles, sha256 } from "./testing/plan-files.ts";

const three = "one\ntwo\nthree\n";
const edit = (text: string | Uint8Array, op: Record<string, unknown>) =>
  planFiles({ f: text }, [{ file: "f", ...op }]);

describe("blocks and lines", () => {
  test("a block that lacks its final newline gets one", () => {
    expect(edit(three, { op: "replace-block", start: 2, end: 2, block: "TWO" }).text("f")).toBe(
      "one\nTWO\nthree\n",
    );
    expect(edit(three, { op: "insert-after", line: 1, block: "x" }).text("f")).toBe("one\nx\ntwo\nthree\n");
  });

  test("an empty block deletes the span, a newline is one blank line", () => {
    expect(edit(three, { op: "replace-block", start: 1, end: 2, block: "" }).text("f")).toBe("three\n");
    expect(edit(three, { op: "replace-block", start: 2, end: 2, block: "\n" }).text("f")).toBe(
      "one\n\nthree\n",
    );
  });

  test("an insert of nothing is refused, as is a replacement by the same lines", () => {
    expect(edit(three, { op: "insert-after", line: 1, block: "" }).refusal().code).toBe("NOTHING_TO_CHANGE");
    expect(edit(three, { op: "replace-block", start: 2, end: 2, block: "two\n" }).refusal().code).toBe(
      "NOTHING_TO_CHANGE",
    );
  });

  test("out of range is refused with the number of lines there are", () => {
    const refusal = edit(three, { op: "replace-block", start: 3, end: 9, block: "x" }).refusal();
    expect(refusal).toMatchObject({ code: "LINE_OUT_OF_RANGE", details: { line: 9, lines: 3 } });
    expect(edit(three, { op: "insert-after", line: 4, block: "x" }).refusal().code).toBe("LINE_OUT_OF_RANGE");
    expect(edit(three, { op: "replace-block", start: 3, end: 2, block: "x" }).refusal().code).toBe(
      "SPAN_INVERTED",
    );
  });

  test("an empty file has no lines, but takes appends and prepends", () => {
    expect(edit("", { op: "replace-block", start: 1, end: 1, block: "x" }).refusal().code).toBe("EMPTY_FILE");
    expect(edit("", { op: "append", block: "x" }).text("f")).toBe("x\n");
    expect(edit("", { op: "prepend", block: "x" }).text("f")).toBe("x\n");
  });

  test("openSpace leaves blank lines below the block", () => {
    expect(edit(three, { op: "insert-after", line: 1, block: "x\ny", openSpace: true }).text("f")).toBe(
      "one\nx\ny\n\n\n\ntwo\nthree\n",
    );
    const planned = planFiles(
      { f: three },
      [{ op: "replace-block", file: "f", start: 2, end: 2, block: "x", openSpace: true }],
      {
        policy: { openSpacePadding: 1, maxChangedShare: 1 },
      },
    );
    expect(planned.text("f")).toBe("one\nx\n\nthree\n");
  });

  test("a block of another size than the limit allows is refused before anything is looked at", () => {
    const refusal = edit(three, { op: "append", block: "x".repeat(10 * 1024 * 1024) }).refusal();
    expect(refusal).toMatchObject({ code: "BLOCK_TOO_LARGE", details: { bytes: 10 * 1024 * 1024 } });
  });

  test("a block with a NUL would make the file binary", () => {
    expect(edit(three, { op: "append", block: "a\0b" }).refusal().code).toBe("BINARY_FILE");
  });

  test("a blockFile that nobody has read is refused, with what to send", () => {
    expect(edit(three, { op: "append", blockFile: "x.txt" }).refusal()).toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});

describe("the file's own form is kept", () => {
  test("the block takes CRLF from a CRLF file, whatever it came with", () => {
    expect(edit("a\r\nb\r\n", { op: "insert-after", line: 1, block: "x\ny\n" }).text("f")).toBe(
      "a\r\nx\r\ny\r\nb\r\n",
    );
    expect(edit("a\nb\n", { op: "insert-after", line: 1, block: "x\r\n" }).text("f")).toBe("a\nx\nb\n");
  });

  test("in a mixed file each replaced line keeps its own ending", () => {
    expect(
      edit("a\r\nb\nc\r\nd\n", { op: "replace-block", start: 1, end: 3, block: "A\nB\nC\n" }).text("f"),
    ).toBe("A\r\nB\nC\r\nd\n");
  });

  test("a missing final newline stays missing", () => {
    expect(edit("a\nb", { op: "append", block: "c\n" }).text("f")).toBe("a\nb\nc");
    expect(edit("a\nb", { op: "replace-block", start: 2, end: 2, block: "B\nC\n" }).text("f")).toBe(
      "a\nB\nC",
    );
    expect(edit("a\nb", { op: "insert-before", line: 2, block: "x" }).text("f")).toBe("a\nx\nb");
  });

  test("deleting a last line without newline leaves the lines above to the byte", () => {
    expect(edit("a\nb", { op: "replace-block", start: 2, end: 2, block: "" }).text("f")).toBe("a\n");
  });

  test("a byte order mark stays in front of line 1", () => {
    expect(edit("\ufeffa\nb\n", { op: "replace-block", start: 1, end: 1, block: "A" }).text("f")).toBe(
      "\ufeffA\nb\n",
    );
    expect(edit("\ufeffa\nb\n", { op: "prepend", block: "x" }).text("f")).toBe("\ufeffx\na\nb\n");
  });

  test("a Latin-1 file stays Latin-1", () => {
    const file = Uint8Array.from([0xe9, 10, 0x62, 10]);
    const result = edit(file, { op: "insert-after", line: 1, block: "ü" });
    expect([...result.bytes("f")!]).toEqual([0xe9, 10, 0xfc, 10, 0x62, 10]);
    expect(edit(file, { op: "append", block: "→" }).refusal()).toMatchObject({ code: "INVALID_INPUT" });
  });
});

describe("stale coordinates", () => {
  test("an unknown file hash is refused, the current one is not", () => {
    const at = (fileHash: string) =>
      edit(three, { op: "replace-block", start: 2, end: 2, block: "x", expect: { fileHash } });
    const other = sha256(bytesOf("something else"));
    expect(at(other).refusal()).toMatchObject({ code: "STALE_BASE", details: { expected: other } });
    expect(at(sha256(bytesOf(three))).text("f")).toBe("one\nx\nthree\n");
  });

  test("in a batch the hash is that of the file as the batch found it", () => {
    const expectation = { fileHash: sha256(bytesOf(three)) };
    for (const coordinates of ["original", "sequential"] as const) {
      const result = planFiles(
        { f: three },
        [
          { op: "prepend", file: "f", block: "top", expect: expectation },
          { op: "append", file: "f", block: "end", expect: expectation },
        ],
        { coordinates },
      );
      expect(result.text("f")).toBe("top\none\ntwo\nthree\nend\n");
    }
  });

  test("the hash of the old lines may have been made with or without the last newline", () => {
    for (const old of ["two\n", "two"]) {
      const spanHash = sha256(bytesOf(old));
      expect(
        edit(three, { op: "replace-block", start: 2, end: 2, block: "x", expect: { spanHash } }).text("f"),
      ).toBe("one\nx\nthree\n");
    }
    const spanHash = sha256(bytesOf("zwei"));
    expect(
      edit(three, { op: "insert-after", line: 2, block: "x", expect: { spanHash } }).refusal().code,
    ).toBe("STALE_SPAN");
  });

  test("an operation without old lines cannot expect any", () => {
    expect(edit(three, { op: "append", block: "x", expect: { spanText: "two" } }).refusal().code).toBe(
      "INVALID_INPUT",
    );
  });

  test("old lines that differ are refused with both versions", () => {
    const op = { op: "replace-block", start: 2, end: 2, block: "x", expect: { spanText: "zwei" } };
    expect(edit(three, op).refusal()).toMatchObject({
      code: "STALE_SPAN",
      details: { expected: "zwei", actual: "two\n", start: 2, end: 2 },
    });
    expect(edit("one\r\ntwo\r\n", { ...op, expect: { spanText: "two\n" } }).text("f")).toBe("one\r\nx\r\n");
  });
});

describe("batches", () => {
  test("original coordinates mean the file as the batch found it", () => {
    const result = planFiles({ f: three }, [
      { op: "insert-after", file: "f", line: 1, block: "x\ny" },
      { op: "replace-block", file: "f", start: 3, end: 3, block: "THREE" },
    ]);
    expect(result.text("f")).toBe("one\nx\ny\ntwo\nTHREE\n");
  });

  test("sequential coordinates mean the file as the operation before left it", () => {
    const result = planFiles(
      { f: three },
      [
        { op: "insert-after", file: "f", line: 1, block: "x\ny" },
        { op: "replace-block", file: "f", start: 3, end: 3, block: "Y" },
      ],
      { coordinates: "sequential" },
    );
    expect(result.text("f")).toBe("one\nx\nY\ntwo\nthree\n");
  });

  test("two operations that overlap are both refused, each naming both", () => {
    const result = planFiles({ f: three }, [
      { op: "replace-block", file: "f", start: 1, end: 2, block: "x" },
      { op: "replace-block", file: "f", start: 2, end: 3, block: "y" },
      { op: "append", file: "f", block: "end" },
    ]);
    for (const index of [0, 1])
      expect(result.refusal(index)).toMatchObject({
        code: "OPERATIONS_OVERLAP",
        details: { patches: [1, 2] },
      });
    expect(result.text("f")).toBe("one\ntwo\nthree\nend\n");
  });

  test("an insert at the edge of a replaced span is no overlap", () => {
    const result = planFiles({ f: three }, [
      { op: "insert-before", file: "f", line: 3, block: "after two" },
      { op: "replace-block", file: "f", start: 2, end: 2, block: "TWO" },
      { op: "insert-after", file: "f", line: 1, block: "before two" },
    ]);
    expect(result.text("f")).toBe("one\nbefore two\nTWO\nafter two\nthree\n");
  });

  test("a file that the batch creates can be edited by it", () => {
    const result = planFiles({}, [
      { op: "create-file", file: "n", block: "a\nb" },
      { op: "replace-text", file: "n", oldText: "b", block: "B" },
    ]);
    expect(result.text("n")).toBe("a\nB\n");
  });

  test("two edits within one line land both", () => {
    const result = planFiles({ f: "let a = 1, b = 2;\n" }, [
      { op: "replace-text", file: "f", oldText: "b = 2", block: "b = 3" },
      { op: "replace-text", file: "f", oldText: "a = 1", block: "alpha = 1" },
    ]);
    expect(result.text("f")).toBe("let alpha = 1, b = 3;\n");
  });

  test("a file that exists is not created, one that does not is not edited", () => {
    expect(edit(three, { op: "create-file", block: "x" }).refusal().code).toBe("FILE_EXISTS");
    expect(planFiles({}, [{ op: "append", file: "g", block: "x" }]).refusal().code).toBe("FILE_NOT_FOUND");
  });
});
