import type { ArrangedSpan } from "./arrange.ts";
import { type RowChildren, rowChildren } from "./row-children.ts";

/** One step of a walk through two call trees at once; one side is null where only the other has it. */
export type RowPair = { a: number; b: number } | { a: number; b: null } | { a: null; b: number };

/**
 * Which rows of two traces are the same call: those with the same path of source, operation and how many of that name
 * came before it under one parent. All rows of both, each once, in the order of the call tree: that of the first, and
 * what only the second has after the sibling that it follows there. Below a row that has no match nothing has one.
 *
 * The bracket that a replay puts around what it repeats (`replay_start` at the top) is looked through, so that a trace
 * and its replay match. It is in no pair.
 */
export function matchRows(a: readonly ArrangedSpan[], b: readonly ArrangedSpan[]): RowPair[] {
  const [ofA, ofB] = [childrenIn(a), childrenIn(b)];
  const pairs: RowPair[] = [];
  const stack: RowPair[] = aligned(a, ofA(-1), b, ofB(-1)).reverse();
  while (stack.length > 0) {
    const pair = stack.pop()!;
    pairs.push(pair);
    const below = aligned(a, pair.a === null ? [] : ofA(pair.a), b, pair.b === null ? [] : ofB(pair.b));
    for (let at = below.length - 1; at >= 0; at--) stack.push(below[at]!);
  }
  return pairs;
}

/** Children of a row, where the brackets of replays at the top are not there. */
function childrenIn(rows: readonly ArrangedSpan[]): (row: number) => ArrayLike<number> {
  const children: RowChildren = rowChildren(rows.map(({ parent }) => parent));
  const tops = [...children(-1)].flatMap((row) =>
    rows[row]!.span.stage === "replay_start" ? [...children(row)] : [row],
  );
  return (row) => (row === -1 ? tops : children(row));
}

/** Rows of one parent each, side by side. */
function aligned(
  a: readonly ArrangedSpan[],
  ofA: ArrayLike<number>,
  b: readonly ArrangedSpan[],
  ofB: ArrayLike<number>,
): RowPair[] {
  if (ofA.length === 0 && ofB.length === 0) return [];
  const inB = new Map<string, number[]>();
  for (let at = ofB.length - 1; at >= 0; at--) {
    const key = nameOf(b[ofB[at]!]!);
    const same = inB.get(key);
    if (same) same.push(ofB[at]!);
    else inB.set(key, [ofB[at]!]);
  }
  const matchOf = new Map<number, number>();
  const partner = Array.from(ofA, (row) => {
    const match = inB.get(nameOf(a[row]!))?.pop() ?? null;
    if (match !== null) matchOf.set(match, row);
    return match;
  });
  /** rows that only the second has, by the matched row of it that they follow; -1: at the front */
  const following = new Map<number, RowPair[]>();
  let after = -1;
  for (let at = 0; at < ofB.length; at++) {
    const row = ofB[at]!;
    if (matchOf.has(row)) after = row;
    else {
      const list = following.get(after) ?? [];
      list.push({ a: null, b: row });
      following.set(after, list);
    }
  }
  const pairs = [...(following.get(-1) ?? [])];
  partner.forEach((match, at) => {
    const row = ofA[at]!;
    if (match === null) pairs.push({ a: row, b: null });
    else {
      pairs.push({ a: row, b: match });
      for (const pair of following.get(match) ?? []) pairs.push(pair);
    }
  });
  return pairs;
}

const nameOf = ({ span: { source, operation } }: ArrangedSpan): string => `${source}\n${operation}`;
