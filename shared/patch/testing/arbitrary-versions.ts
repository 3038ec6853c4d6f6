import fc from "fast-check";
import { concatBytes, equalBytes, utf8 } from "../bytes.ts";
import type { Encoding } from "../encoding.ts";

/** Three versions of one file: a diff of the first two is applied to the first, or to the third. */
export interface Versions {
  /** how the bytes of all three read as text */
  encoding: Encoding;
  before: Uint8Array;
  after: Uint8Array;
  /** `before` as somebody else has changed it in the meantime */
  drifted: Uint8Array;
}

interface Line {
  text: Uint8Array;
  ending: "\n" | "\r\n";
}

// few and short, so that places repeat and are told apart by what surrounds them alone
const plainTexts = [
  "",
  " ",
  "}",
  "a",
  "b",
  "c",
  "d",
  "e",
  "\ta",
  "a ",
  "-x",
  "+x",
  "- ",
  "-- a",
  "++ b",
  "@@ -1 +1 @@",
  "\\ x",
  "x\ry",
  "\r",
];
const utf8Texts = ["é", "“a”", "日本", "a\u00a0", "\u2028", "\ufeffx", "😀"];
/** what makes a file no UTF-8, and so Latin-1 */
const latin1 = Uint8Array.of(0x63, 0xe9, 0xff);

const lineOf = (encoding: "ascii" | Encoding): fc.Arbitrary<Uint8Array> => {
  const plain = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...plainTexts) },
    { weight: 2, arbitrary: fc.stringMatching(/^[a-z]{1,3}$/) },
  );
  const own =
    encoding === "latin-1"
      ? fc
          .uint8Array({ minLength: 1, maxLength: 3 })
          .map((bytes) => bytes.map((byte) => (byte === 0 || byte === 10 ? 0xe4 : byte)))
      : fc.constantFrom(...utf8Texts).map(utf8);
  return encoding === "ascii"
    ? plain.map(utf8)
    : fc.oneof({ weight: 3, arbitrary: plain.map(utf8) }, { weight: 1, arbitrary: own });
};

type Edit =
  | { kind: "replace" | "insert"; at: number; count: number; lines: Line[] }
  | { kind: "ending"; at: number }
  | { kind: "close" };

const edits = (line: fc.Arbitrary<Line>): fc.Arbitrary<Edit> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constantFrom("replace", "insert"),
        at: fc.nat(60),
        count: fc.nat(3),
        lines: fc.array(line, { maxLength: 3 }),
      }) as fc.Arbitrary<Edit>,
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("ending" as const), at: fc.nat(60) }) },
    { weight: 1, arbitrary: fc.constant({ kind: "close" as const }) },
  );

interface Contents {
  lines: Line[];
  closed: boolean;
}

function edited({ lines, closed }: Contents, changes: readonly Edit[]): Contents {
  let now = [...lines];
  let ends = closed;
  for (const edit of changes) {
    if (edit.kind === "close") {
      ends = !ends;
      continue;
    }
    const at = edit.at % (now.length + 1);
    if (edit.kind === "ending")
      now = now.map((line, i) =>
        i === at ? { text: line.text, ending: line.ending === "\n" ? "\r\n" : "\n" } : line,
      );
    else now.splice(at, edit.kind === "insert" ? 0 : edit.count, ...edit.lines);
  }
  return { lines: now, closed: ends };
}

function bytesOf({ lines, closed }: Contents, head: Uint8Array): Uint8Array {
  const parts = lines.flatMap(({ text, ending }, i) =>
    closed || i < lines.length - 1 ? [text, utf8(ending)] : [text],
  );
  return concatBytes([head, ...parts]);
}

/** Versions in any encoding, with any line endings, with or without a byte order mark and a final newline. */
export const arbitraryVersions: fc.Arbitrary<Versions> = fc
  .record({
    encoding: fc.constantFrom("ascii" as const, "utf-8" as const, "latin-1" as const),
    endings: fc.constantFrom(["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"]) as fc.Arbitrary<("\n" | "\r\n")[]>,
    bom: fc.nat(7).map((n) => n === 0),
    closed: fc.nat(3).map((n) => n > 0),
  })
  .chain(({ encoding, endings, bom, closed }) => {
    const line: fc.Arbitrary<Line> = fc.record({
      text: lineOf(encoding),
      ending: fc.constantFrom(...endings),
    });
    return fc.record({
      encoding: fc.constant(encoding === "latin-1" ? encoding : ("utf-8" as const)),
      head: fc.constant(
        encoding === "latin-1"
          ? concatBytes([latin1, utf8(endings[0]!)])
          : bom
            ? utf8("\ufeff")
            : new Uint8Array(),
      ),
      contents: fc.record({ lines: fc.array(line, { maxLength: 40 }), closed: fc.constant(closed) }),
      asked: fc.array(edits(line), { minLength: 1, maxLength: 4 }),
      others: fc.array(edits(line), { minLength: 1, maxLength: 3 }),
    });
  })
  .map(({ encoding, head, contents, asked, others }) => ({
    encoding,
    before: bytesOf(contents, head),
    after: bytesOf(edited(contents, asked), head),
    drifted: bytesOf(edited(contents, others), head),
  }))
  .filter(({ before, after }) => !equalBytes(before, after));
