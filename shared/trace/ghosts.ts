import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import type { ArrangedSpan } from "./arrange.ts";
import { matchRows } from "./match-rows.ts";
import { isError } from "./skeleton.ts";
import { skeletonRows } from "./skeleton-rows.ts";

/**
 * A replay laid over the trace that it repeats. One call stands where it stood in the original, the earliest that has a
 * match, and all else of the replay as far from it as it was.
 */
export interface Ghosts {
  replay: TraceSkeleton;
  /** for each row of the original its row in the replay; -1: none, or not yet */
  rowOf: Int32Array;
  /** taken from a time of the replay, it is one of the original; both in microseconds after their own base */
  shift_us: number;
  /** last moment of what has a match, on the original's time line: as far as the replay has come */
  end: number;
  matched: number;
  /** rows that only the replay has; the bracket around it does not count */
  added: number;
}

/** One row of a replay on the original's time line, microseconds after its base. */
export interface Ghost {
  from_us: number;
  to_us: number;
  /** it has begun and not ended; `to_us` is then as far as the replay has come */
  open: boolean;
  error: boolean;
}

/**
 * Lays them over each other; O(n) of both. What is the same call is `matchRows`' to say. `called`: the operations that a
 * live replay really had done again. The first of them lays it, since what is around them was not done but only begins
 * with them.
 */
export function layGhosts(
  original: TraceSkeleton,
  replay: TraceSkeleton,
  called: readonly { factory: string; operation: string }[] = [],
): Ghosts {
  const rowOf = new Int32Array(original.id.length).fill(-1);
  let [matched, added, until] = [0, 0, 0];
  const names = new Set(called.map(({ factory, operation }) => `${factory}\n${operation}`));
  const wasCalled = (row: number) =>
    names.has(`${original.sources[original.source[row]!]}\n${original.operations[original.operation[row]!]}`);
  let first: number | null = null;
  let firstCalled: number | null = null;
  const earlier = (row: number, than: number | null) =>
    than === null || original.start[row]! < original.start[than]!;
  const ofOriginal = sideOf(original);
  const prints = { a: ofOriginal.occurrences, b: occurrences(replay) };
  for (const { a, b } of matchRows(ofOriginal.rows, skeletonRows(replay), prints)) {
    if (a === null) added += 1;
    else if (b !== null) {
      rowOf[a] = b;
      matched += 1;
      until = Math.max(until, replay.start[b]! + Math.max(0, replay.duration[b]!));
      if (earlier(a, first)) first = a;
      if (names.size > 0 && earlier(a, firstCalled) && wasCalled(a)) firstCalled = a;
    }
  }
  const anchor = firstCalled ?? first;
  const shift_us = anchor === null ? 0 : replay.start[rowOf[anchor]!]! - original.start[anchor]!;
  return { replay, rowOf, shift_us, end: until - shift_us, matched, added };
}

interface Side {
  rows: ArrangedSpan[];
  occurrences: Int32Array;
}

/** While a replay runs it is laid again and again, always over the same original. */
const known = new WeakMap<TraceSkeleton, Side>();

function sideOf(original: TraceSkeleton): Side {
  const held = known.get(original) ?? {
    rows: skeletonRows(original),
    occurrences: occurrences(original),
  };
  known.set(original, held);
  return held;
}

/**
 * How many of its name came before each row under its parent. It stands for the details, which a skeleton does not have:
 * a replay keeps the order of what it repeats, so that the n-th is the n-th again however it ended.
 */
function occurrences({ parent, source, operation, sources, operations }: TraceSkeleton): Int32Array {
  const seen = new Map<number, number>();
  return Int32Array.from(parent, (above, row) => {
    const name = source[row]! * operations.length + operation[row]!;
    const key = (above + 1) * sources.length * operations.length + name;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before;
  });
}

/** The ghost under a row of the original; null where it has none. `end`: how far the replay has come, if further. */
export function ghostOf(
  { replay, rowOf, shift_us, end: known }: Ghosts,
  row: number,
  end = known,
): Ghost | null {
  const at = rowOf[row] ?? -1;
  if (at === -1) return null;
  const from_us = replay.start[at]! - shift_us;
  const open = replay.duration[at] === -1;
  return {
    from_us,
    to_us: open ? Math.max(from_us, end) : from_us + replay.duration[at]!,
    open,
    error: isError(replay.flags[at]!),
  };
}
