import type { TraceSkeleton } from "../models/trace-skeleton.ts";

/** Rows that begin within a stretch of time: how many of those listed, and the line of the first of them. */
export interface RowsInWindow {
  count: number;
  /** index in the list */
  line: number;
}

/**
 * Where to find, in a list of rows, those that begin in a stretch of time (microseconds after base, both ends included);
 * null where none does, or where one that does is among the lines from `shown.from` until before `shown.to`: then the
 * reader has found them.
 */
export function rowsInWindow(
  { start }: Pick<TraceSkeleton, "start">,
  listed: ArrayLike<number>,
  { from_us, to_us }: { from_us: number; to_us: number },
  shown: { from: number; to: number },
): RowsInWindow | null {
  let count = 0;
  let line = -1;
  for (let at = 0; at < listed.length; at++) {
    const begins = start[listed[at]!]!;
    if (begins < from_us || begins > to_us) continue;
    if (at >= shown.from && at < shown.to) return null;
    if (count === 0) line = at;
    count += 1;
  }
  return count === 0 ? null : { count, line };
}
