import type { Expect } from "../models/patch-operation.ts";
import { type Refusal, refuse } from "../result.ts";
import { type Document, lineCount, lineEnd, textEnd, textStart } from "./document.ts";
import { readable } from "./encoding.ts";
import type { Hash } from "./hash.ts";

/**
 * Whether `expect` names another version than those that count as current: the file as the batch found it, and, in
 * sequential coordinates, as the operations before left it.
 */
export const namesEarlier = (expect: Expect | undefined, accepted: readonly string[]): boolean =>
  expect?.fileHash !== undefined && !accepted.includes(expect.fileHash);

/** Holds `spanHash` and `spanText` against lines `start` to `end` (1-based, inclusive). */
export function checkSpan(
  expect: Expect | undefined,
  doc: Document,
  file: string,
  span: { start: number; end: number },
  hash: Hash,
): Refusal | null {
  if (expect?.spanHash === undefined && expect?.spanText === undefined) return null;
  if (span.start > lineCount(doc) || span.end < span.start) return stale(doc, file, span, expect);
  const from = textStart(doc, span.start - 1);
  const to = lineEnd(doc, span.end - 1);
  const actual = readable(doc.bytes.subarray(from, to));
  if (expect.spanText !== undefined && plainLines(expect.spanText) !== plainLines(actual))
    return stale(doc, file, span, expect);
  if (expect.spanHash === undefined) return null;
  // the same lines may have been hashed with or without their last newline, with LF or as they are on disk
  const forms = [
    hash(doc.bytes.subarray(from, to)),
    hash(doc.bytes.subarray(from, textEnd(doc, span.end - 1))),
    hash(new TextEncoder().encode(plainLines(actual))),
    hash(new TextEncoder().encode(`${plainLines(actual)}\n`)),
  ];
  return forms.includes(expect.spanHash) ? null : stale(doc, file, span, expect);
}

/** The refusal of an expectation about old lines where the operation has none. */
export function noSpanToExpect(expect: Expect | undefined, op: string): Refusal | null {
  if (expect?.spanHash === undefined && expect?.spanText === undefined) return null;
  return refuse("INVALID_INPUT", `${op} has no old lines to expect; use expect.fileHash`, { path: "expect" });
}

const plainLines = (text: string): string => text.replace(/\r\n/g, "\n").replace(/\n$/, "");

function stale(doc: Document, file: string, span: { start: number; end: number }, expect: Expect): Refusal {
  const end = Math.min(span.end, lineCount(doc));
  const actual =
    span.start > end
      ? ""
      : readable(doc.bytes.subarray(textStart(doc, span.start - 1), lineEnd(doc, end - 1)));
  const place = span.end > span.start ? `lines ${span.start}-${span.end}` : `line ${span.start}`;
  return refuse(
    "STALE_SPAN",
    `${place} of ${file} are not the lines you expected. Read them again; both versions are in details.`,
    {
      file,
      start: span.start,
      end: span.end,
      expected: expect.spanText ?? null,
      ...(expect.spanHash === undefined ? {} : { expectedHash: expect.spanHash }),
      actual: actual.slice(0, 20_000),
    },
  );
}
