/** What calls of one name are told apart by: a number that two share where they are alike. */
export type Likeness = { a: (row: number) => number; b: (row: number) => number };

/**
 * Pairs calls of one name under one parent, as many as the shorter list has. Those that are most alike come first: by
 * each likeness in turn, the same begin and the same end of both lists, then the n-th of a kind with the n-th; what is
 * left then by order. The same the other way round, and linear in both lists.
 */
export function pairAlike(
  ofA: readonly number[],
  ofB: readonly number[],
  likenesses: readonly Likeness[],
  pair: (a: number, b: number) => void,
): void {
  let [restA, restB] = [ofA, ofB];
  for (const likeness of likenesses) {
    if (restA.length === 0 || restB.length === 0) return;
    if (restA.length === 1 && restB.length === 1) break;
    [restA, restB] = pairSame(restA, restB, likeness, pair);
  }
  for (let at = 0; at < Math.min(restA.length, restB.length); at++) pair(restA[at]!, restB[at]!);
}

/** What of both is not paired comes back, in its order. */
function pairSame(
  ofA: readonly number[],
  ofB: readonly number[],
  { a, b }: Likeness,
  pair: (a: number, b: number) => void,
): [number[], number[]] {
  let from = 0;
  let [endA, endB] = [ofA.length, ofB.length];
  while (from < endA && from < endB && a(ofA[from]!) === b(ofB[from]!)) {
    pair(ofA[from]!, ofB[from]!);
    from += 1;
  }
  while (endA > from && endB > from && a(ofA[endA - 1]!) === b(ofB[endB - 1]!))
    pair(ofA[--endA]!, ofB[--endB]!);
  const [middleA, middleB] = [ofA.slice(from, endA), ofB.slice(from, endB)];
  if (middleA.length === 0 || middleB.length === 0) return [middleA, middleB];

  /** the rows of the second by what they are like, last first */
  const kinds = new Map<number, number[]>();
  for (let at = middleB.length - 1; at >= 0; at--) {
    const kind = b(middleB[at]!);
    const same = kinds.get(kind);
    if (same) same.push(middleB[at]!);
    else kinds.set(kind, [middleB[at]!]);
  }
  const taken = new Set<number>();
  const restA = middleA.filter((row) => {
    const match = kinds.get(a(row))?.pop();
    if (match === undefined) return true;
    taken.add(match);
    pair(row, match);
    return false;
  });
  return [restA, middleB.filter((row) => !taken.has(row))];
}
