import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Document, endingOf, lineEnd, openDocument, textEnd, textStart } from "./document.ts";
import { arbitraryVersions } from "./testing/arbitrary-versions.ts";
import { planFiles } from "./testing/plan-files.ts";
import { textOf } from "./text-view.ts";

/** An operation on a file, and the bytes of it that may change: [from, to). */
interface Aimed {
  op: Record<string, unknown>;
  from: number;
  to: number;
}

const token = "###FINAL_MILE_PROMPT__X###";

/** Operations of every kind that are about line `at`, or about that line to line `end`. */
function aimed(doc: Document, at: number, end: number, block: string): Aimed[] {
  const text = textOf(doc).lines;
  const size = doc.bytes.length;
  const line = { from: textStart(doc, at), to: lineEnd(doc, at) };
  const span = { from: line.from, to: lineEnd(doc, end) };
  const above = { from: line.from, to: line.from };
  const below = { from: line.to, to: line.to };
  const old = text.slice(at, end + 1);
  // with a newline that the last line lacks, the text may stand to the byte on a line above
  const ending = textEnd(doc, end) === lineEnd(doc, end) ? "" : "\n";
  // as git writes it, the carriage return of an ending is part of the line
  const minus = old.map((one, n) => `-${one}${endingOf(doc, at + n) === "\r\n" ? "\r" : ""}\n`).join("");
  const bare = ending === "" ? "\\ No newline at end of file\n" : "";
  const diff = `@@ -${at + 1},${old.length} +${at + 1},1 @@\n${minus}${bare}+${block.replaceAll("\n", "")}\n`;
  return [
    { op: { op: "append", block }, from: size, to: size },
    { op: { op: "prepend", block }, from: doc.bom, to: doc.bom },
    { op: { op: "insert-before", line: at + 1, block }, ...above },
    { op: { op: "insert-after", line: at + 1, block }, ...below },
    { op: { op: "replace-block", start: at + 1, end: end + 1, block }, ...span },
    { op: { op: "replace-block", start: at + 1, end: end + 1, block, openSpace: true }, ...span },
    ...(text[at] === ""
      ? []
      : [{ op: { op: "replace-text", oldText: text[at], block }, from: line.from, to: textEnd(doc, at) }]),
    {
      op: { op: "replace-text", oldText: `${old.join("\n")}${ending}`, block },
      from: span.from,
      to: span.to,
    },
    ...(text[at]!.trim() === ""
      ? []
      : [
          { op: { op: "insert-at-anchor", anchor: text[at], position: "before", block }, ...above },
          { op: { op: "insert-at-anchor", anchor: text[at], position: "after", block }, ...below },
          ...(end > at && text[end]!.trim() !== ""
            ? [
                {
                  op: { op: "replace-between", startMarker: text[at], endMarker: text[end], block },
                  from: line.to,
                  to: textStart(doc, end),
                },
              ]
            : []),
        ]),
    ...(text[at]!.includes(token)
      ? [{ op: { op: "fill-placeholder", placeholder: "X", block }, ...line }]
      : []),
    { op: { op: "unified-diff", diff }, ...span },
  ];
}

test("bytes outside of what an operation names never change, whatever the operation and the file", () => {
  const landed = new Map<unknown, number>();
  const block = fc.constantFrom("", "\n", "new", "new\n", "one\ntwo", "one\r\ntwo\r\n", "é\n");
  fc.assert(
    fc.property(
      arbitraryVersions,
      fc.nat(),
      fc.nat(3),
      block,
      fc.boolean(),
      (versions, pick, more, put, executable) => {
        const first = openDocument(versions.before);
        // a line with a placeholder in every other file
        const bytes =
          pick % 2 === 0 ? versions.before : Buffer.concat([versions.before, Buffer.from(`\n// ${token}`)]);
        const doc = pick % 2 === 0 ? first : openDocument(bytes);
        const count = doc.starts.length;
        if (count === 0) return;
        const at = pick % count;
        for (const { op, from, to } of aimed(doc, at, Math.min(count - 1, at + more), put)) {
          const result = planFiles({ f: { bytes, executable } }, [{ ...op, file: "f" }]);
          if ("ok" in result.plan.outcomes[0]!) continue;
          landed.set(op.op, (landed.get(op.op) ?? 0) + 1);
          const after = result.bytes("f")!;
          expect(result.state("f")!.executable).toBe(executable);
          expect(Buffer.compare(after.subarray(0, from), bytes.subarray(0, from)), JSON.stringify(op)).toBe(
            0,
          );
          const tail = bytes.length - to;
          expect(
            Buffer.compare(after.subarray(after.length - tail), bytes.subarray(to)),
            JSON.stringify(op),
          ).toBe(0);
        }
      },
    ),
    { numRuns: 500 },
  );
  // every kind of operation has been seen to land, and often
  expect([...landed.keys()].sort()).toEqual([
    "append",
    "fill-placeholder",
    "insert-after",
    "insert-at-anchor",
    "insert-before",
    "prepend",
    "replace-between",
    "replace-block",
    "replace-text",
    "unified-diff",
  ]);
  for (const [op, times] of landed) expect(times, String(op)).toBeGreaterThan(20);
});

describe("what a file is made of stays", () => {
  const edit = (op: Record<string, unknown>, text: string | Uint8Array) =>
    planFiles({ f: text }, [{ file: "f", ...op }]);
  const replace = { op: "replace-text", oldText: "b", block: "B" };

  test.each([
    ["a byte order mark", "\ufeffa\nb\n", "\ufeffa\nB\n"],
    ["CRLF", "a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n"],
    ["a lone CR, which ends no line", "a\rb\rc", "a\rB\rc"],
    ["no final newline", "a\nb", "a\nB"],
    ["a CR before the line's own CRLF", "a\r\r\nb\r\r\n", "a\r\r\nB\r\r\n"],
  ])("%s", (_, before, after) => {
    expect(edit(replace, before).text("f")).toBe(after);
  });

  test("Latin-1, and a block in its characters", () => {
    const before = Uint8Array.from(Buffer.from("caf\xe9\nb\n", "latin1"));
    const after = edit({ ...replace, block: "\xfc" }, before).bytes("f")!;
    expect(Buffer.from(after).toString("latin1")).toBe("caf\xe9\n\xfc\n");
    expect(edit({ ...replace, block: "€" }, before).refusal()).toMatchObject({
      code: "INVALID_INPUT",
      details: { character: "€" },
    });
  });

  test("text over several lines leaves each line its own ending", () => {
    const op = { op: "replace-text", oldText: "a\nb\nc", block: "A\nB\nC\nD" };
    expect(edit(op, "a\r\nb\nc\r\nd").text("f")).toBe("A\r\nB\nC\nD\r\nd");
  });

  test("a line of five megabytes is edited in its middle, and its neighbours stay", () => {
    const long = "x".repeat(2_500_000);
    const text = `a\n${long}|${long}\nz`;
    const result = edit({ op: "replace-text", oldText: "x|x", block: "y" }, text);
    expect(result.text("f") === text.replace("x|x", "y")).toBe(true);
    const diff = `@@ -1,2 +1,2 @@\n-a\n+b\n ${long}|${long}\n`;
    expect(edit({ op: "unified-diff", diff }, text).text("f") === `b${text.slice(1)}`).toBe(true);
  });

  test("an empty file takes what is added to it, and has no line to name", () => {
    expect(edit({ op: "append", block: "a" }, "").text("f")).toBe("a\n");
    expect(edit({ op: "unified-diff", diff: "@@ -0,0 +1 @@\n+a\n" }, "").text("f")).toBe("a\n");
    expect(edit({ op: "insert-after", line: 1, block: "a" }, "").refusal().code).toBe("EMPTY_FILE");
    expect(edit({ ...replace }, "").refusal().code).toBe("NO_MATCH");
  });

  test("a NUL is taken by no operation", () => {
    expect(edit({ op: "append", block: "a\0" }, "a\n").refusal().code).toBe("BINARY_FILE");
    expect(edit({ op: "unified-diff", diff: "@@ -1 +1 @@\n-a\n+a\0\n" }, "a\n").refusal().code).toBe(
      "BINARY_FILE",
    );
  });
});
