import { concatBytes } from "./bytes.ts";

/** Replaces the bytes from `from` up to `to` (exclusive) by `bytes`; nothing else of the file is touched. */
export interface Splice {
  from: number;
  to: number;
  bytes: Uint8Array;
}

/** In the order in which they stand in the file; inserts at one place keep the order they were given in. */
export function inFileOrder(splices: readonly Splice[]): Splice[] {
  return splices
    .map((splice, index) => ({ splice, index }))
    .sort((a, b) => (comesBefore(a.splice, b.splice, a.index < b.index) ? -1 : 1))
    .map(({ splice }) => splice);
}

/**
 * Whether `a` stands before `b` in the file. Both in the same coordinates and not overlapping; `first` says
 * that `a` was asked for first, which decides between two inserts at one place.
 */
export function comesBefore(a: Splice, b: Splice, first: boolean): boolean {
  const aIsInsert = a.from === a.to;
  const bIsInsert = b.from === b.to;
  if (aIsInsert && bIsInsert) return a.from === b.from ? first : a.from < b.from;
  // an insert at the edge of a replaced span stays outside it
  if (aIsInsert) return a.from <= b.from;
  return a.to <= b.from;
}

export function overlap(a: Splice, b: Splice): boolean {
  const aIsInsert = a.from === a.to;
  const bIsInsert = b.from === b.to;
  if (aIsInsert && bIsInsert) return false;
  if (aIsInsert) return b.from < a.from && a.from < b.to;
  if (bIsInsert) return a.from < b.from && b.from < a.to;
  return a.from < b.to && b.from < a.to;
}

/** Splices in file order, none overlapping. */
export function applySplices(bytes: Uint8Array, ordered: readonly Splice[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const splice of ordered) {
    if (splice.from < at || splice.to < splice.from) throw new Error("splices overlap or run backwards");
    parts.push(bytes.subarray(at, splice.from), splice.bytes);
    at = splice.to;
  }
  parts.push(bytes.subarray(at));
  return concatBytes(parts);
}

/**
 * `later`, given in the coordinates of the file before `landed` were applied to it, in the coordinates after.
 * All of `landed` were asked for before `later`.
 */
export function shiftPast(later: Splice, landed: readonly Splice[]): Splice {
  let delta = 0;
  for (const earlier of landed)
    if (comesBefore(earlier, later, true)) delta += earlier.bytes.length - (earlier.to - earlier.from);
  return delta === 0 ? later : { from: later.from + delta, to: later.to + delta, bytes: later.bytes };
}
