import type { ComparisonColumns } from "../models/trace-comparison.ts";
import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import { isError } from "./skeleton.ts";

/**
 * What a replay made of each call of its original, as a comparison of the two has it: columns with an entry for each
 * matched pair, ascending by the span of the original. Typed, so that they pass between threads without being copied.
 */
export interface GhostColumns {
  /** `Span.id` in the original */
  id: Float64Array;
  /** microseconds after the replay's own base */
  start: Float64Array;
  /** microseconds; -1: open */
  duration: Float64Array;
  /** 1: ended in an error */
  failed: Uint8Array;
  /** rows that only the replay has; the bracket around it does not count */
  added: number;
}

/**
 * A replay laid over the trace that it repeats. One call stands where it stood in the original, the earliest that has a
 * match, and all else of the replay as far from it as it was.
 */
export interface Ghosts {
  columns: GhostColumns;
  /** taken from a time of the replay, it is one of the original; both in microseconds after their own base */
  shift_us: number;
  /** last moment of what has a match, on the original's time line: as far as the replay has come */
  end: number;
  matched: number;
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
 * The columns, of the comparison of an original with its replay, and the replay; O(n log n). Which spans are the same call
 * is the comparison's to say, so that the two never tell of different pairs. A pair of which the replay as it was read
 * does not have the span is left out: it came in between the two readings.
 */
export function ghostColumns(
  {
    a,
    b,
    counts,
  }: Pick<ComparisonColumns, "a" | "b"> & { counts: Pick<ComparisonColumns["counts"], "added"> },
  replay: TraceSkeleton,
): GhostColumns {
  const rowOf = new Map<number, number>();
  for (let row = 0; row < replay.id.length; row++) rowOf.set(replay.id[row]!, row);
  const pairs: { id: number; row: number }[] = [];
  for (let at = 0; at < a.length; at++) {
    const row = rowOf.get(b[at]!);
    if (a[at] !== 0 && row !== undefined) pairs.push({ id: a[at]!, row });
  }
  pairs.sort((one, other) => one.id - other.id);
  return {
    id: Float64Array.from(pairs, ({ id }) => id),
    start: Float64Array.from(pairs, ({ row }) => replay.start[row]!),
    duration: Float64Array.from(pairs, ({ row }) => replay.duration[row]!),
    failed: Uint8Array.from(pairs, ({ row }) => (isError(replay.flags[row]!) ? 1 : 0)),
    added: counts.added,
  };
}

/**
 * Lays them over the original; one quick walk of it. `called`: the operations that a live replay really had done again.
 * The first of them lays it, since what is around them was not done but only begins with them.
 */
export function layGhosts(
  original: TraceSkeleton,
  columns: GhostColumns,
  called: readonly { factory: string; operation: string }[] = [],
): Ghosts {
  const { start, duration, id, added } = columns;
  const anchor =
    (called.length === 0 ? null : earliest(original, columns, callsOf(original, called))) ??
    earliest(original, columns);
  const shift_us = anchor === null ? 0 : start[anchor.at]! - original.start[anchor.row]!;
  let until = 0;
  for (let at = 0; at < start.length; at++) until = Math.max(until, start[at]! + Math.max(0, duration[at]!));
  return { columns, shift_us, end: until - shift_us, matched: id.length, added };
}

/** The first row by time that has a match and is one of those looked for, and the entry of its match. */
function earliest(
  { id, start }: TraceSkeleton,
  columns: GhostColumns,
  isOne: (row: number) => boolean = () => true,
): { row: number; at: number } | null {
  let found: { row: number; at: number } | null = null;
  for (let row = 0; row < id.length; row++) {
    if ((found !== null && start[row]! >= start[found.row]!) || !isOne(row)) continue;
    const at = entryOf(columns, id[row]!);
    if (at !== -1) found = { row, at };
  }
  return found;
}

/** Whether a row is of an operation that was called. */
function callsOf(
  { source, operation, sources, operations }: TraceSkeleton,
  called: readonly { factory: string; operation: string }[],
): (row: number) => boolean {
  const named = new Set<number>();
  for (const one of called) {
    const [factory, name] = [sources.indexOf(one.factory), operations.indexOf(one.operation)];
    if (factory !== -1 && name !== -1) named.add(factory * operations.length + name);
  }
  return (row) => named.has(source[row]! * operations.length + operation[row]!);
}

/** Where a span of the original is in the columns; -1: it has no match. O(log n). */
function entryOf({ id }: GhostColumns, span: number): number {
  let [low, high] = [0, id.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (id[middle]! < span) low = middle + 1;
    else high = middle;
  }
  return id[low] === span ? low : -1;
}

/** The ghost of a span of the original; null where it has none. `end`: how far the replay has come, if further. */
export function ghostOf({ columns, shift_us, end: known }: Ghosts, span: number, end = known): Ghost | null {
  const at = entryOf(columns, span);
  if (at === -1) return null;
  const from_us = columns.start[at]! - shift_us;
  const duration = columns.duration[at]!;
  const open = duration === -1;
  return {
    from_us,
    to_us: open ? Math.max(from_us, end) : from_us + duration,
    open,
    error: columns.failed[at] === 1,
  };
}
