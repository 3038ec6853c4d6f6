import { concatBytes } from "./bytes.ts";
import { diffLines } from "./diff-lines.ts";
import { indexLines, lineAt } from "./document.ts";
import type { LineEdit } from "./line-edit.ts";
import type { Splice } from "./splice.ts";

interface Region {
  fromLine: number;
  toLine: number;
  splices: Splice[];
}

/**
 * The smallest line edits that say what `ordered` splices did to `before`. Only the lines that a splice touches
 * are compared, so that the cost is that of the edit and not of the file.
 */
export function editsOfSplices(
  before: Uint8Array,
  starts: readonly number[],
  ordered: readonly Splice[],
): LineEdit[] {
  const edits: LineEdit[] = [];
  let lineDelta = 0;
  for (const region of regionsOf(before, starts, ordered)) {
    const from = starts[region.fromLine] ?? before.length;
    const to = starts[region.toLine] ?? before.length;
    const parts: Uint8Array[] = [];
    let at = from;
    for (const splice of region.splices) {
      parts.push(before.subarray(at, splice.from), splice.bytes);
      at = splice.to;
    }
    parts.push(before.subarray(at, to));
    const oldPart = before.subarray(from, to);
    const newPart = concatBytes(parts);
    const oldStarts = indexLines(oldPart);
    const newStarts = indexLines(newPart);
    for (const edit of diffLines(oldPart, oldStarts, newPart, newStarts))
      edits.push({
        ...edit,
        oldAt: edit.oldAt + region.fromLine,
        newAt: edit.newAt + region.fromLine + lineDelta,
      });
    lineDelta += newStarts.length - oldStarts.length;
  }
  return edits;
}

function regionsOf(before: Uint8Array, starts: readonly number[], ordered: readonly Splice[]): Region[] {
  const regions: Region[] = [];
  for (const splice of ordered) {
    const { fromLine, toLine } = linesTouched(before, starts, splice);
    const last = regions.at(-1);
    if (last && fromLine <= last.toLine) {
      last.toLine = Math.max(last.toLine, toLine);
      last.splices.push(splice);
    } else regions.push({ fromLine, toLine, splices: [splice] });
  }
  return regions;
}

/** The whole lines of the old file that a splice reaches into: [fromLine, toLine), empty for a clean insert. */
function linesTouched(before: Uint8Array, starts: readonly number[], splice: Splice) {
  const fromLine = lineAt(starts, before, splice.from);
  const atLineStart = splice.from === (starts[fromLine] ?? before.length);
  const lineBefore = lineAt(starts, before, splice.to);
  const endsAtBoundary = splice.to === (starts[lineBefore] ?? before.length);
  const leavesBoundary = splice.bytes.length > 0 ? splice.bytes[splice.bytes.length - 1] === 10 : atLineStart;
  const clean = endsAtBoundary && leavesBoundary;
  return { fromLine, toLine: clean ? lineBefore : Math.min(lineBefore + 1, starts.length) };
}
