/**
 * A number for each row of two traces by which those that are the same call are known to be, without a look at them: the
 * same on both sides; 0: nothing is known of it. No two rows of one side have the same.
 */
export interface SameCalls {
  a: ArrayLike<number>;
  b: ArrayLike<number>;
}

/** Which row of the other side each row is known to be; -1: it is not known. */
export interface KnownPairs {
  a: Int32Array;
  b: Int32Array;
}

export function knownPairs({ a, b }: SameCalls): KnownPairs {
  const pairs = { a: new Int32Array(a.length).fill(-1), b: new Int32Array(b.length).fill(-1) };
  const rowOf = new Map<number, number>();
  for (let row = 0; row < b.length; row++) if (b[row] !== 0) rowOf.set(b[row]!, row);
  for (let row = 0; row < a.length; row++) {
    const other = rowOf.get(a[row]!);
    if (other === undefined) continue;
    pairs.a[row] = other;
    pairs.b[other] = row;
  }
  return pairs;
}
