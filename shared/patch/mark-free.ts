import { diffLines } from "./diff-lines.ts";
import { indexLines, openDocument } from "./document.ts";
import type { LineEdit } from "./line-edit.ts";

/**
 * The edits of a file as if no byte order mark stood in it. To a diff the mark is part of line 1, so that whatever
 * comes above that line, or goes, rewrites it; but the mark lies before line 1 and belongs to no edit, and a line that
 * only lost it or got it is the line it was.
 */
export function markFree(
  edits: readonly LineEdit[],
  before: Uint8Array,
  after: Uint8Array,
): readonly LineEdit[] {
  const first = edits[0];
  const marks = { before: openDocument(before).bom, after: openDocument(after).bom };
  if (!first || first.oldAt > 0 || marks.before + marks.after === 0) return edits;
  const old = linesTo(before, marks.before, first.removed);
  const put = linesTo(after, marks.after, first.added);
  return [...diffLines(old, indexLines(old), put, indexLines(put)), ...edits.slice(1)];
}

const linesTo = (bytes: Uint8Array, mark: number, count: number): Uint8Array =>
  count === 0 ? new Uint8Array() : bytes.subarray(mark, indexLines(bytes)[count] ?? bytes.length);
