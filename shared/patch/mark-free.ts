import { equalBytes } from "./bytes.ts";
import { diffLines } from "./diff-lines.ts";
import { indexLines, openDocument } from "./document.ts";
import type { LineEdit } from "./line-edit.ts";

/**
 * The edits of a file as if no byte order mark stood in it. To a diff the mark is part of line 1, so that whatever
 * comes above that line, or goes, rewrites it; but the mark lies before line 1 and belongs to no edit, and a line that
 * only lost it or got it is the line it was.
 *
 * For the same reason a diff cannot tell a line that came above line 1 from one that came below it where both read the
 * same. Nobody knows then which of them is which: all that may be meant count as rewritten.
 */
export function markFree(
  edits: readonly LineEdit[],
  before: Uint8Array,
  after: Uint8Array,
): readonly LineEdit[] {
  const first = edits[0];
  const marks = { before: openDocument(before).bom, after: openDocument(after).bom };
  if (!first || marks.before + marks.after === 0) return edits;
  if (first.oldAt > 0) {
    const unsure =
      (first.removed === 0 && repeats(after, first.added, first.newAt)) ||
      (first.added === 0 && repeats(before, first.removed, first.oldAt));
    if (!unsure) return edits;
    const { oldAt, removed, newAt, added } = first;
    return [{ oldAt: 0, removed: oldAt + removed, newAt: 0, added: newAt + added }, ...edits.slice(1)];
  }
  const old = linesTo(before, marks.before, first.removed);
  const put = linesTo(after, marks.after, first.added);
  return [...diffLines(old, indexLines(old), put, indexLines(put)), ...edits.slice(1)];
}

/** Whether the first `count` lines read like those `apart` lines further down, the mark left out. */
function repeats(bytes: Uint8Array, apart: number, count: number): boolean {
  const { bom, starts } = openDocument(bytes);
  const line = (index: number) =>
    bytes.subarray(index === 0 ? bom : starts[index]!, starts[index + 1] ?? bytes.length);
  for (let index = 0; index < count; index++) if (!equalBytes(line(index), line(index + apart))) return false;
  return true;
}

const linesTo = (bytes: Uint8Array, mark: number, count: number): Uint8Array =>
  count === 0 ? new Uint8Array() : bytes.subarray(mark, indexLines(bytes)[count] ?? bytes.length);
