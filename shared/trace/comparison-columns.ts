import type {
  ComparisonColumns,
  ComparisonCounts,
  SpanMatch,
  TraceDifference,
} from "../models/trace-comparison.ts";
import type { ArrangedSpan } from "./arrange.ts";
import type { WalkedComparison } from "./compare-traces.ts";

const bits = { deviates: 1, status: 2, details: 4 };

export const deviates = (flags: number): boolean => (flags & bits.deviates) !== 0;
export const statusDiffers = (flags: number): boolean => (flags & bits.status) !== 0;
export const detailsDiffer = (flags: number): boolean => (flags & bits.details) !== 0;

/** A comparison as it is sent, see the model. `a` and `b` are the rows that were compared. */
export function comparisonColumns(
  { pairs, matches, first_divergence }: WalkedComparison,
  a: readonly ArrangedSpan[],
  b: readonly ArrangedSpan[],
): ComparisonColumns {
  const counts: ComparisonCounts = {
    matched: matches.length,
    slower: 0,
    faster: 0,
    otherwise: 0,
    missing: 0,
    added: 0,
    status: 0,
    details: 0,
  };
  const columns = { a: [] as number[], b: [] as number[], above: [] as number[], flags: [] as number[] };
  const deviation: (number | null)[] = [];
  let first: ComparisonColumns["first_divergence"] = null;
  let match = 0;
  pairs.forEach((pair, at) => {
    columns.a.push(pair.a === null ? 0 : a[pair.a]!.span.id);
    columns.b.push(pair.b === null ? 0 : b[pair.b]!.span.id);
    columns.above.push(pair.above);
    if (first_divergence && pair.a === first_divergence.a && pair.b === first_divergence.b)
      first = { kind: first_divergence.kind, at };
    if (pair.b === null) counts.missing += 1;
    else if (pair.a === null) counts.added += 1;
    else {
      const one = matches[match++]!;
      count(counts, one);
      columns.flags.push(flagsOf(one));
      deviation.push(one.deviation === null ? null : Math.round(one.deviation * 1e4) / 1e4);
      return;
    }
    columns.flags.push(0);
    deviation.push(null);
  });
  return { ...columns, deviation, counts, first_divergence: first };
}

function count(
  counts: ComparisonCounts,
  { deviation, deviates: does, status_differs, details_differ }: SpanMatch,
) {
  if (does)
    if (deviation === null) counts.otherwise += 1;
    else if (deviation > 0) counts.slower += 1;
    else counts.faster += 1;
  if (status_differs) counts.status += 1;
  if (details_differ) counts.details += 1;
}

const flagsOf = ({ deviates: does, status_differs, details_differ }: SpanMatch): number =>
  (does ? bits.deviates : 0) | (status_differs ? bits.status : 0) | (details_differ ? bits.details : 0);

/** The first pairs that differ, in the order of the walk. */
export function differencesOf(
  { pairs, matches }: WalkedComparison,
  a: readonly ArrangedSpan[],
  b: readonly ArrangedSpan[],
  most: number,
): TraceDifference[] {
  const found: TraceDifference[] = [];
  let match = 0;
  for (const pair of pairs) {
    if (found.length >= most) break;
    const one = pair.a !== null && pair.b !== null ? matches[match++]! : null;
    const kinds = one === null ? [pair.a === null ? ("added" as const) : ("missing" as const)] : kindsOf(one);
    if (kinds.length === 0) continue;
    const spanA = pair.a === null ? null : a[pair.a]!.span;
    const spanB = pair.b === null ? null : b[pair.b]!.span;
    const { source, operation } = (spanA ?? spanB)!;
    found.push({
      kinds,
      source,
      operation,
      a: spanA?.id ?? null,
      b: spanB?.id ?? null,
      a_us: spanA?.duration_us ?? null,
      b_us: spanB?.duration_us ?? null,
    });
  }
  return found;
}

function kindsOf({ deviates: does, status_differs, details_differ }: SpanMatch): TraceDifference["kinds"] {
  const kinds: TraceDifference["kinds"] = [];
  if (status_differs) kinds.push("status");
  if (does) kinds.push("duration");
  if (details_differ) kinds.push("details");
  return kinds;
}
