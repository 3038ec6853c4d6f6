import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import type { ComparisonLines } from "./comparison-lines.ts";
import { findRows } from "./find-rows.ts";

/** Pairs of which either span has the text in its operation, source or stage, whatever the case; ascending. */
export function findPairs(
  { rowA, rowB }: Pick<ComparisonLines, "rowA" | "rowB">,
  a: TraceSkeleton,
  b: TraceSkeleton,
  text: string,
): number[] {
  const [inA, inB] = [new Set(findRows(a, text)), new Set(findRows(b, text))];
  const found: number[] = [];
  if (inA.size === 0 && inB.size === 0) return found;
  for (let pair = 0; pair < rowA.length; pair++)
    if (inA.has(rowA[pair]!) || inB.has(rowB[pair]!)) found.push(pair);
  return found;
}
