import type { TraceSummary } from "../../../../shared/models/span.ts";
import type { ComparisonColumns } from "../../../../shared/models/trace-comparison.ts";
import { endOf } from "../../../../shared/trace/bar.ts";
import { type ComparisonLines, comparisonLines } from "../../../../shared/trace/comparison-lines.ts";
import type { FileTrace } from "../files/file-store.ts";
import type { TraceModel } from "../waterfall/trace-model.ts";

/** One of two traces that are compared. Times are microseconds after the skeleton's base. */
export interface ComparedSide {
  trace: TraceSummary;
  model: TraceModel;
  /** that it is out of; null: it is the server's */
  file: FileTrace | null;
  /** row of each pair; -1: this trace does not have it */
  rowOf: Int32Array;
  /** when the first of its spans that are compared begins, and how long it is from there to the end of the last */
  base: number;
  length: number;
}

/** A comparison with what is worked out of it once. */
export interface CompareModel {
  columns: ComparisonColumns;
  /** false: the details of long traces are still being held against each other, and until then all are alike */
  withDetails: boolean;
  lines: ComparisonLines;
  a: ComparedSide;
  b: ComparedSide;
}

export function compareModel(
  { a, b, comparison }: { a: TraceSummary; b: TraceSummary; comparison: ComparisonColumns },
  modelA: TraceModel,
  modelB: TraceModel,
  {
    files = { a: null, b: null },
    withDetails = true,
  }: { files?: { a: FileTrace | null; b: FileTrace | null }; withDetails?: boolean } = {},
): CompareModel {
  const lines = comparisonLines(comparison, modelA.rowOf, modelB.rowOf);
  return {
    columns: comparison,
    withDetails,
    lines,
    a: side(a, modelA, files.a, lines.rowA),
    b: side(b, modelB, files.b, lines.rowB),
  };
}

/** The bracket of a replay is no part of what is compared, and no part of the time line. */
function side(
  trace: TraceSummary,
  model: TraceModel,
  file: FileTrace | null,
  rowOf: Int32Array,
): ComparedSide {
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  for (const row of rowOf) {
    if (row === -1) continue;
    from = Math.min(from, model.skeleton.start[row]!);
    to = Math.max(to, endOf(model.skeleton, row, model.end));
  }
  const base = Number.isFinite(from) ? from : 0;
  return { trace, model, file, rowOf, base, length: Math.max(0, to - base) };
}
