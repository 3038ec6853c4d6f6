import type { ComparisonColumns, TraceDifference } from "../../../shared/models/trace-comparison.ts";
import { walkTraces } from "../../../shared/trace/compare-traces.ts";
import { comparisonColumns, differencesOf } from "../../../shared/trace/comparison-columns.ts";
import type { SameCalls } from "../../../shared/trace/same-calls.ts";
import type { Database } from "../../ports/database.ts";
import type { CompareDetails } from "../../ports/trace-reader.ts";
import { arePrinted, printsOf } from "./prints.ts";
import type { WholeTrace } from "./whole-trace.ts";

/** Spans of one trace that are compared at most, the bracket of a replay aside. */
export const mostCompared = 100_000;
/** Differences that are said in words. */
const mostInWords = 100;
/** Spans of both traces from which on reading their details is waited for. */
const longFrom = 20_000;

/**
 * Compares two traces, their details included, of which a few megabytes are in memory at a time. Without them all details
 * are alike, and most of the work is saved. `same`: which spans are known to be the same call. What was done is in the answer.
 */
export async function compareWhole(
  db: Database,
  a: WholeTrace,
  b: WholeTrace,
  details: CompareDetails,
  same: SameCalls | null = null,
): Promise<{
  comparison: ComparisonColumns;
  differences: TraceDifference[];
  details: "with" | "without";
}> {
  const without = details === "without" || (details === "if-soon" && !isSoon(a, b));
  const prints = without
    ? { a: new Float64Array(a.arranged.length), b: new Float64Array(b.arranged.length) }
    : { a: await printsOf(db, a), b: await printsOf(db, b) };
  const walked = walkTraces(a.arranged, b.arranged, prints, same);
  return {
    comparison: comparisonColumns(walked, a.arranged, b.arranged),
    differences: differencesOf(walked, a.arranged, b.arranged, mostInWords),
    details: without ? "without" : "with",
  };
}

const isSoon = (a: WholeTrace, b: WholeTrace): boolean =>
  a.arranged.length + b.arranged.length < longFrom || (arePrinted(a) && arePrinted(b));
