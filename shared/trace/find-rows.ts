import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import { isError } from "./skeleton.ts";

/** Rows whose operation, source or stage holds the text, whatever the case; ascending. Each name is looked at once. */
export function findRows(skeleton: TraceSkeleton, text: string): number[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  const hits = (names: readonly string[]) => names.map((name) => name.toLowerCase().includes(wanted));
  const operations = hits(skeleton.operations);
  const sources = hits(skeleton.sources);
  const stages = hits(skeleton.stages);
  return rowsThat(
    skeleton,
    (row) =>
      operations[skeleton.operation[row]!]! ||
      sources[skeleton.source[row]!]! ||
      stages[skeleton.stage[row]!]!,
  );
}

export const errorRows = (skeleton: TraceSkeleton): number[] =>
  rowsThat(skeleton, (row) => isError(skeleton.flags[row]!));

function rowsThat({ id }: TraceSkeleton, fits: (row: number) => boolean): number[] {
  const found: number[] = [];
  for (let row = 0; row < id.length; row++) if (fits(row)) found.push(row);
  return found;
}

/** The match after `row`, or before it, round the end; null where there is none. `at`: which one it is. O(log n). */
export function nextMatch(
  matches: readonly number[],
  row: number,
  direction: 1 | -1,
): { row: number; at: number } | null {
  if (matches.length === 0) return null;
  let [low, high] = [0, matches.length];
  // first match after the row, or first at or after it
  while (low < high) {
    const middle = (low + high) >> 1;
    if (direction === 1 ? matches[middle]! <= row : matches[middle]! < row) low = middle + 1;
    else high = middle;
  }
  const at = direction === 1 ? low % matches.length : (low - 1 + matches.length) % matches.length;
  return { row: matches[at]!, at };
}
