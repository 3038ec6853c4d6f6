import type { Comparison, SpanMatch } from "../models/trace-comparison.ts";
import type { ArrangedSpan } from "./arrange.ts";
import { detailsPrint } from "./details-print.ts";
import { matchRows, type RowPair, type RowPrints } from "./match-rows.ts";
import type { SameCalls } from "./same-calls.ts";

/** How much longer or shorter a span may take before it deviates, as a share of the first. */
export const durationTolerance = 0.1;

/** A comparison with the walk that it was made in, see `matchRows`. */
export interface WalkedComparison extends Comparison {
  pairs: RowPair[];
}

/** How the second trace differs from the first. See the model, and `matchRows` for which spans are the same call. */
export function compareTraces(a: readonly ArrangedSpan[], b: readonly ArrangedSpan[]): Comparison {
  const { pairs: _, ...comparison } = walkTraces(a, b);
  return comparison;
}

/** The same with the pairs. `prints`: of details that are not in the rows; `same`: what is known beforehand. */
export function walkTraces(
  a: readonly ArrangedSpan[],
  b: readonly ArrangedSpan[],
  prints?: RowPrints,
  same?: SameCalls | null,
): WalkedComparison {
  const pairs = matchRows(a, b, prints, same);
  const differ = prints
    ? (rowA: number, rowB: number) => prints.a[rowA] !== prints.b[rowB]
    : (rowA: number, rowB: number) =>
        detailsPrint(a[rowA]!.span.details) !== detailsPrint(b[rowB]!.span.details);
  const matches: SpanMatch[] = [];
  const missing: number[] = [];
  const added: number[] = [];
  for (const pair of pairs) {
    if (pair.b === null) missing.push(pair.a);
    else if (pair.a === null) added.push(pair.b);
    else matches.push(matched(pair.a, a[pair.a]!, pair.b, b[pair.b]!, differ(pair.a, pair.b)));
  }
  return {
    pairs,
    matches,
    missing,
    added,
    first_divergence: firstOf(pairs, matches) ?? firstSlow(a, matches),
  };
}

function matched(
  rowA: number,
  { span: one }: ArrangedSpan,
  rowB: number,
  { span: other }: ArrangedSpan,
  details_differ: boolean,
): SpanMatch {
  const [before, after] = [one.duration_us, other.duration_us];
  const both = before !== null && after !== null;
  const deviates = both ? Math.abs(after - before) > before * durationTolerance : before !== after;
  return {
    a: rowA,
    b: rowB,
    deviation:
      both && (before > 0 || after === 0) ? (after === before ? 0 : (after - before) / before) : null,
    deviates,
    status_differs: one.status !== other.status,
    details_differ,
  };
}

/** The first pair of which one side is not there or ended otherwise. */
function firstOf(pairs: readonly RowPair[], matches: readonly SpanMatch[]): Comparison["first_divergence"] {
  let at = 0;
  for (const { a, b } of pairs) {
    if (b === null) return { kind: "missing", a, b };
    if (a === null) return { kind: "added", a, b };
    if (matches[at++]!.status_differs) return { kind: "status", a, b };
  }
  return null;
}

/** The first that deviates while nothing below it does: that is where the time was spent or saved. */
function firstSlow(
  a: readonly ArrangedSpan[],
  matches: readonly SpanMatch[],
): Comparison["first_divergence"] {
  const above = new Uint8Array(a.length);
  for (const { a: row, deviates } of matches)
    if (deviates)
      for (let at = a[row]!.parent; at !== -1 && above[at] === 0; at = a[at]!.parent) above[at] = 1;
  const first = matches.find(({ a: row, deviates }) => deviates && above[row] === 0);
  return first === undefined ? null : { kind: "duration", a: first.a, b: first.b };
}
