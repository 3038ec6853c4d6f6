import type { ComparisonColumns } from "../models/trace-comparison.ts";
import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import { walkTraces } from "./compare-traces.ts";
import { comparisonColumns } from "./comparison-columns.ts";
import { skeletonRows } from "./skeleton-rows.ts";

/** A trace as columns, with the print of the details of each row (`comparedPrint`). */
export interface PrintedSkeleton {
  skeleton: TraceSkeleton;
  prints: ArrayLike<number>;
}

/** How the second of two traces differs from the first, where nothing but their columns is at hand. */
export function compareSkeletons(a: PrintedSkeleton, b: PrintedSkeleton): ComparisonColumns {
  const [rowsA, rowsB] = [skeletonRows(a.skeleton), skeletonRows(b.skeleton)];
  return comparisonColumns(walkTraces(rowsA, rowsB, { a: a.prints, b: b.prints }), rowsA, rowsB);
}
