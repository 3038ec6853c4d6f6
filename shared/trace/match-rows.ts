import type { ArrangedSpan } from "./arrange.ts";
import { doneInEarnest } from "./done-dry.ts";
import { isOfReplay, rowsBelow, topRows } from "./look-through.ts";
import { type MatchSide, matchSide, nameNumbers } from "./match-side.ts";
import { type Likeness, pairAlike } from "./pair-alike.ts";
import { type KnownPairs, knownPairs, type SameCalls } from "./same-calls.ts";

/**
 * One step of a walk through two call trees at once; one side is null where only the other has it. `above`: the pair that
 * it is below, by its index; -1: it is at the top.
 */
export type RowPair = { above: number } & (
  | { a: number; b: number }
  | { a: number; b: null }
  | { a: null; b: number }
);

/** Prints of the details of each row (`detailsPrint`), for rows that do not have their details with them. */
export interface RowPrints {
  a: ArrayLike<number>;
  b: ArrayLike<number>;
}

/**
 * Which rows of two traces are the same call: those with the same path of source and operation. Of several of one name
 * under one parent those belong together that carry the same details and ended alike, else by order (`pairAlike`); what
 * is known to be the same (`same`) is in no other pair, wherever it stands. All rows of both, each once, in the order of the call tree: that of the first, and what only the second has after the
 * sibling that it follows there. Below a row that has no match nothing has one.
 *
 * The brackets that replays put around what they repeat are looked through, so that a trace and its replays match
 * (`topRows`, `rowsBelow`). Such a bracket is in no pair. An edit that a replay only asked about is the one that its
 * original made (`doneInEarnest`).
 */
export function matchRows(
  a: readonly ArrangedSpan[],
  b: readonly ArrangedSpan[],
  prints?: RowPrints,
  same?: SameCalls | null,
): RowPair[] {
  const numbers = nameNumbers();
  // what a replay asks for dry is what its original did; of two traces of one kind, that is a difference
  const nameOf = isOfReplay(a) === isOfReplay(b) ? undefined : doneInEarnest;
  const [sideA, sideB] = [matchSide(a, numbers, prints?.a, nameOf), matchSide(b, numbers, prints?.b, nameOf)];
  const likenesses = likenessesOf(sideA, sideB);
  const known = same ? knownPairs(same) : null;
  const pairs: RowPair[] = [];
  const stack: RowPair[] = [];
  const enter = (ofA: ArrayLike<number>, ofB: ArrayLike<number>, above: number) => {
    const below = aligned(sideA, ofA, sideB, ofB, likenesses, known);
    for (let at = below.length - 1; at >= 0; at--) stack.push({ ...below[at]!, above } as RowPair);
  };
  enter(topRows(sideA), topRows(sideB), -1);
  while (stack.length > 0) {
    const pair = stack.pop()!;
    const above = pairs.push(pair) - 1;
    if (pair.a !== null && pair.b !== null) {
      const [ofA, ofB] = rowsBelow(sideA, pair.a, sideB, pair.b);
      if (ofA.length > 0 || ofB.length > 0) enter(ofA, ofB, above);
    } else if (pair.a !== null) {
      const below = sideA.children(pair.a);
      for (let at = below.length - 1; at >= 0; at--) stack.push({ a: below[at]!, b: null, above });
    } else {
      const below = sideB.children(pair.b);
      for (let at = below.length - 1; at >= 0; at--) stack.push({ a: null, b: below[at]!, above });
    }
  }
  return pairs;
}

/** What tells calls of one name apart, the surest first. */
function likenessesOf(a: MatchSide, b: MatchSide): Likeness[] {
  /** how it ended; one that has not is like neither: how it will end nobody knows */
  const ending = ({ rows }: MatchSide, row: number): number => {
    const { status, duration_us } = rows[row]!.span;
    return status === "error" ? 1 : duration_us === null ? 2 : 0;
  };
  const of = (like: (side: MatchSide, row: number) => number): Likeness => ({
    a: (row) => like(a, row),
    b: (row) => like(b, row),
  });
  return [
    of((side, row) => side.print(row) * 3 + ending(side, row)),
    of((side, row) => side.print(row)),
    of(ending),
  ];
}

type Sides = { a: number; b: number } | { a: number; b: null } | { a: null; b: number };

/** Rows of one parent each, side by side. */
function aligned(
  a: MatchSide,
  ofA: ArrayLike<number>,
  b: MatchSide,
  ofB: ArrayLike<number>,
  likenesses: readonly Likeness[],
  known: KnownPairs | null,
): Sides[] {
  if (known === null && ofA.length === 1 && ofB.length === 1 && a.names[ofA[0]!] === b.names[ofB[0]!])
    return [{ a: ofA[0]!, b: ofB[0]! }];
  const byName = new Map<number, [number[], number[]]>();
  const group = (name: number): [number[], number[]] => {
    let held = byName.get(name);
    if (held === undefined) {
      held = [[], []];
      byName.set(name, held);
    }
    return held;
  };
  const partnerOfA = new Map<number, number>();
  const paired = new Set<number>();
  const here = known === null ? null : new Set(Array.from(ofB));
  for (let at = 0; at < ofA.length; at++) {
    const row = ofA[at]!;
    const partner = known?.a[row] ?? -1;
    if (partner === -1) group(a.names[row]!)[0].push(row);
    else if (here?.has(partner)) {
      partnerOfA.set(row, partner);
      paired.add(partner);
    }
  }
  for (let at = 0; at < ofB.length; at++) {
    const row = ofB[at]!;
    if ((known?.b[row] ?? -1) === -1) group(b.names[row]!)[1].push(row);
  }
  for (const [rowsA, rowsB] of byName.values())
    pairAlike(rowsA, rowsB, likenesses, (rowA, rowB) => {
      partnerOfA.set(rowA, rowB);
      paired.add(rowB);
    });
  /** rows that only the second has, by the matched row of it that they follow; -1: at the front */
  const following = new Map<number, Sides[]>();
  let after = -1;
  for (let at = 0; at < ofB.length; at++) {
    const row = ofB[at]!;
    if (paired.has(row)) after = row;
    else {
      const list = following.get(after);
      if (list) list.push({ a: null, b: row });
      else following.set(after, [{ a: null, b: row }]);
    }
  }
  const pairs: Sides[] = [...(following.get(-1) ?? [])];
  for (let at = 0; at < ofA.length; at++) {
    const row = ofA[at]!;
    const match = partnerOfA.get(row);
    if (match === undefined) pairs.push({ a: row, b: null });
    else {
      pairs.push({ a: row, b: match });
      for (const pair of following.get(match) ?? []) pairs.push(pair);
    }
  }
  return pairs;
}
