import fc from "fast-check";

/** Lines that trip up programs that read diffs, beside plain ones that repeat. */
const tricky = [
  "",
  " ",
  "a",
  "a",
  "b",
  "}",
  "\t}",
  "-",
  "+",
  "--- a/x",
  "+++ b/x",
  "@@ -1 +1 @@",
  "\\ No newline",
  "diff --git a/x b/x",
  "x\ry",
];

const asciiLine = fc.oneof(fc.constantFrom(...tricky), fc.stringMatching(/^[ -~]{0,12}$/));
const byteLine = fc
  .uint8Array({ minLength: 0, maxLength: 8 })
  .map((bytes) => Uint8Array.from(bytes, (byte) => (byte === 0 || byte === 10 ? 0xe9 : byte)));

const line = fc.oneof(
  { weight: 4, arbitrary: asciiLine.map((text) => new TextEncoder().encode(text)) },
  { weight: 1, arbitrary: byteLine },
);

/** A file of any line endings, with or without a byte order mark and a final newline, in any encoding. */
export const arbitraryFile: fc.Arbitrary<Uint8Array> = fc
  .record({
    lines: fc.array(line, { maxLength: 30 }),
    endings: fc.oneof(
      fc.constant(["\n"]),
      fc.constant(["\r\n"]),
      fc.array(fc.constantFrom("\n", "\r\n"), { minLength: 1, maxLength: 30 }),
    ),
    closed: fc.boolean(),
    bom: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
  .map(({ lines, endings, closed, bom }) => {
    const parts: number[] = bom ? [0xef, 0xbb, 0xbf] : [];
    lines.forEach((text, index) => {
      parts.push(...text);
      if (closed || index < lines.length - 1)
        parts.push(...new TextEncoder().encode(endings[index % endings.length]!));
    });
    return Uint8Array.from(parts);
  });

/** The same, of text that a JSON request can hold. */
export const arbitraryText: fc.Arbitrary<string> = fc
  .record({
    lines: fc.array(
      fc.oneof(
        asciiLine,
        fc.string({ unit: "grapheme", maxLength: 6 }).map((s) => s.replace(/[\0\r\n]/g, "é")),
      ),
      { maxLength: 25 },
    ),
    ending: fc.constantFrom("\n", "\n", "\r\n"),
    closed: fc.boolean(),
  })
  .map(({ lines, ending, closed }) => lines.join(ending) + (closed && lines.length > 0 ? ending : ""));

const block = fc
  .array(
    asciiLine.filter((text) => !text.includes("\r")),
    { maxLength: 4 },
  )
  .map((lines) => lines.map((l) => `${l}\n`).join(""));

/** Operations by line number on a file of `lines` lines; they may overlap. */
export const arbitraryEdits = (lines: number) =>
  fc.array(
    fc.oneof(
      fc.record({ op: fc.constantFrom("append", "prepend"), block }),
      ...(lines === 0
        ? []
        : [
            fc.record({
              op: fc.constantFrom("insert-before", "insert-after"),
              line: fc.integer({ min: 1, max: lines }),
              block,
            }),
            fc
              .tuple(fc.integer({ min: 1, max: lines }), fc.integer({ min: 0, max: 4 }), block)
              .map(([start, more, text]) => ({
                op: "replace-block",
                start,
                end: Math.min(lines, start + more),
                block: text,
              })),
          ]),
    ) as fc.Arbitrary<Record<string, unknown>>,
    { minLength: 1, maxLength: 4 },
  );
