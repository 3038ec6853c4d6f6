import type { ComparisonColumns } from "../models/trace-comparison.ts";
import { detailsDiffer, deviates, statusDiffers } from "./comparison-columns.ts";
import { type RowTree, rowTree } from "./row-list.ts";

/** What the two spans of a pair are to each other; of several the first of these. */
export type PairKind = "missing" | "added" | "status" | "duration" | "details" | "same";

/** The pairs of a comparison as the lines of a picture: a call tree in which a line is a pair. */
export interface ComparisonLines {
  tree: RowTree;
  kind: PairKind[];
  /** rows of the two traces as they were read; -1: it has none, or it was read before it had */
  rowA: Int32Array;
  rowB: Int32Array;
  /** the pairs that one goes to when one looks for differences, ascending */
  stops: number[];
}

/**
 * Lines of a comparison, O(n). `rowOfA` and `rowOfB`: row of each `Span.id`. Stops are what is missing, added, ended
 * otherwise or took longer or shorter; of calls that are missing with all below them the topmost alone; where there is
 * nothing of the kind, those whose details differ.
 */
export function comparisonLines(
  { a, b, above, flags }: ComparisonColumns,
  rowOfA: ReadonlyMap<number, number>,
  rowOfB: ReadonlyMap<number, number>,
): ComparisonLines {
  const kind: PairKind[] = [];
  const rowA = new Int32Array(a.length);
  const rowB = new Int32Array(a.length);
  const stops: number[] = [];
  const softStops: number[] = [];
  for (let at = 0; at < a.length; at++) {
    const own = kindOf(a[at]!, b[at]!, flags[at]!);
    kind.push(own);
    rowA[at] = rowOfA.get(a[at]!) ?? -1;
    rowB[at] = rowOfB.get(b[at]!) ?? -1;
    if (own === "details") softStops.push(at);
    else if (own !== "same" && !(isOneSided(own) && above[at] !== -1 && kind[above[at]!] === own))
      stops.push(at);
  }
  return { tree: rowTree({ parent: above }), kind, rowA, rowB, stops: stops.length > 0 ? stops : softStops };
}

const isOneSided = (kind: PairKind): boolean => kind === "missing" || kind === "added";

function kindOf(a: number, b: number, flags: number): PairKind {
  if (b === 0) return "missing";
  if (a === 0) return "added";
  if (statusDiffers(flags)) return "status";
  if (deviates(flags)) return "duration";
  return detailsDiffer(flags) ? "details" : "same";
}

/** The stop after or before a pair, round the end; null where there is none. `from` null: from the front, or the back. */
export function nextStop(stops: readonly number[], from: number | null, direction: 1 | -1): number | null {
  if (stops.length === 0) return null;
  if (direction === 1) return stops.find((stop) => from === null || stop > from) ?? stops[0]!;
  return stops.findLast((stop) => from === null || stop < from) ?? stops.at(-1)!;
}

/** Names a pair in a link: by its span in the first trace, else by that in the second. */
export const pairName = ({ a, b }: Pick<ComparisonColumns, "a" | "b">, pair: number): string =>
  a[pair] === 0 ? `b${b[pair]}` : `a${a[pair]}`;

/** The pair of such a name; -1 where there is none. */
export function pairNamed({ a, b }: Pick<ComparisonColumns, "a" | "b">, name: string): number {
  const id = Number(name.slice(1));
  if (!/^[ab][1-9]\d*$/.test(name)) return -1;
  return name.startsWith("b") ? b.findIndex((one, at) => one === id && a[at] === 0) : a.indexOf(id);
}

/** How much longer or shorter, for a reader: `+32 %`, `−8 %`, `×12` from ten times on. */
export function deviationText(deviation: number | null): string {
  if (deviation === null) return "";
  if (deviation >= 9) return `×${Math.round(deviation + 1)}`;
  const share = Math.round(Math.abs(deviation) * 100);
  if (share === 0) return deviation === 0 ? "±0 %" : "< 1 %";
  return `${deviation > 0 ? "+" : "−"}${share} %`;
}
