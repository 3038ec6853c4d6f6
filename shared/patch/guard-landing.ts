import { concatBytes, equalBytes, utf8 } from "./bytes.ts";
import { diffLines } from "./diff-lines.ts";
import { type Document, endsInNewline, indexLines, lineEnd } from "./document.ts";
import type { Guard } from "./guards.ts";
import type { LineEdit } from "./line-edit.ts";

/**
 * The edits of a file as guards see them: the line ending that a bare last line gains or loses is no change of that
 * line, or nothing could ever be appended below a marker that ends a file without a newline.
 */
export function editsForGuards(
  before: Document,
  after: Document,
  edits: readonly LineEdit[],
): readonly LineEdit[] {
  if (endsInNewline(before) && endsInNewline(after)) return edits;
  const from = ended(before);
  const to = ended(after);
  return diffLines(from, indexLines(from), to, indexLines(to));
}

const ended = (doc: Document): Uint8Array =>
  endsInNewline(doc) ? doc.bytes : concatBytes([doc.bytes, utf8("\n")]);

/** Lines (1-based) that a guard takes up after these edits; null where one of them reaches into it. */
export function landingOf(guard: Guard, edits: readonly LineEdit[]): { start: number; end: number } | null {
  // a missing marker leaves its side open: nothing is above the one, nothing below the other
  const from = guard.opens ? guard.start - 1 : -1;
  const to = guard.closes ? guard.end : Number.POSITIVE_INFINITY;
  let delta = 0;
  for (const edit of edits) {
    if (edit.oldAt + edit.removed <= from) delta += edit.added - edit.removed;
    else if (edit.oldAt < to) return null;
  }
  return { start: guard.start + delta, end: guard.end + delta };
}

/** Whether these lines (1-based) hold the same bytes; the ending of a last line, which it may lack, aside. */
export function sameLines(
  a: Document,
  first: { start: number; end: number },
  b: Document,
  second: { start: number; end: number },
): boolean {
  return equalBytes(bytesOf(a, first), bytesOf(b, second));
}

function bytesOf(doc: Document, { start, end }: { start: number; end: number }): Uint8Array {
  const bytes = doc.bytes.subarray(doc.starts[start - 1], lineEnd(doc, end - 1));
  const feed = bytes[bytes.length - 1] === 10 ? 1 : 0;
  const cr = feed === 1 && bytes[bytes.length - 2] === 13 ? 1 : 0;
  return bytes.subarray(0, bytes.length - feed - cr);
}
