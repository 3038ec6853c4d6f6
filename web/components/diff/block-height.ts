import type { DiffBlock, DiffViewMode } from "./diff-blocks.ts";
import type { DiffLine } from "./diff-model.ts";
import { longestLine } from "./line-marks.ts";

/** Height of a line of code and width of a character of it, in px, as the stylesheet has them. */
export const lineHeight = 20;
export const characterWidth = 7.2;

/**
 * Estimated height of a piece in px where a side shows `columns` characters a line. Wrapping breaks between words, so
 * the truth may be a line more; it is measured once the piece is in sight. What matters is that the scroll bar of
 * thousands of unseen lines is about right.
 */
export function blockHeight(block: DiffBlock, view: DiffViewMode, columns: number): number {
  if (block.kind === "file") return 28;
  if (block.kind !== "rows") return lineHeight;
  const { oldLines, newLines } = block;
  let rows = 0;
  if (view === "unified") {
    const shown = oldLines === newLines ? oldLines : [...oldLines, ...newLines];
    for (const line of shown) rows += rowsOf(line, columns);
  } else {
    const length = Math.max(oldLines.length, newLines.length);
    for (let at = 0; at < length; at += 1)
      rows += Math.max(rowsOf(oldLines[at], columns), rowsOf(newLines[at], columns));
  }
  return rows * lineHeight;
}

/** A wrapped line goes on under its first letter, so its indent is paid on every row. */
function rowsOf(line: DiffLine | undefined, columns: number): number {
  if (!line) return 0;
  const length = Math.min(line.text.length, longestLine + 40);
  if (length <= columns) return 1;
  const indent = Math.min(line.text.search(/[^ \t]|$/), Math.floor(columns * 0.6));
  return Math.max(1, Math.ceil((length - indent) / Math.max(1, columns - indent)));
}
