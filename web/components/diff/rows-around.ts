import { defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import type { DiffBlock } from "./diff-blocks.ts";

/**
 * The pieces to have in the page: those in sight, and before and behind them as many as hold `rows` lines. Pieces are
 * of one line or of twenty, so a fixed number of them would be too few or too many.
 */
export function rowsAround(blocks: readonly DiffBlock[], range: Range, rows: number): number[] {
  let { startIndex, endIndex } = range;
  for (let left = rows; left > 0 && startIndex > 0; left -= blocks[startIndex]?.rows ?? rows) startIndex -= 1;
  for (let left = rows; left > 0 && endIndex < range.count - 1; left -= blocks[endIndex]?.rows ?? rows)
    endIndex += 1;
  return defaultRangeExtractor({ ...range, startIndex, endIndex, overscan: 0 });
}
