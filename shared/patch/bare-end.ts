import { openDocument } from "./document.ts";
import { type Splice, shiftPast } from "./splice.ts";

/** Splices of one operation in the coordinates of the file as it is now, and what has landed with them. */
export interface Settled {
  splices: Splice[];
  /** in the coordinates of the file as the batch found it */
  landed: Splice[];
}

/**
 * Takes splices that were placed in the file as the batch found it (`base`) to the file as the operations before left
 * it (`now`).
 *
 * Where `base` ends without a newline, operations at its end were placed without knowing of each other: what is to
 * stand below the last line begins with the newline which that line lacks. It goes where another operation takes the
 * line away, or has given the file a final newline: nobody asked for a blank line.
 */
export function settle(
  asked: readonly Splice[],
  base: Uint8Array,
  now: Uint8Array,
  landed: readonly Splice[],
): Settled {
  const end = base.length;
  const bare = end > openDocument(base).bom && base[end - 1] !== 10;
  const settled: Settled = { splices: [], landed: [...landed] };
  for (const splice of asked) {
    const there = shiftPast(splice, landed);
    if (!bare || splice.to !== end) put(settled, there, splice);
    else if (splice.from === end) {
      const closed = there.from === openDocument(now).bom || now[there.from - 1] === 10;
      const bytes = closed ? withoutNewline(splice.bytes) : splice.bytes;
      put(settled, { ...there, bytes }, { ...splice, bytes });
    } else {
      const below = leavesClosed(splice) ? settled.landed.findIndex((one) => belowEnd(one, end)) : -1;
      const waiting = settled.landed[below];
      const newline = waiting ? newlineOf(waiting.bytes) : 0;
      if (waiting) settled.landed[below] = { ...waiting, bytes: withoutNewline(waiting.bytes) };
      put(settled, { ...there, to: there.to + newline }, splice);
    }
  }
  return settled;
}

function put({ splices, landed }: Settled, there: Splice, splice: Splice): void {
  splices.push(there);
  landed.push(splice);
}

const belowEnd = ({ from, to, bytes }: Splice, end: number): boolean =>
  from === end && to === end && bytes.length > 0;

const leavesClosed = ({ bytes }: Splice): boolean => bytes.length === 0 || bytes[bytes.length - 1] === 10;

const newlineOf = (bytes: Uint8Array): number =>
  bytes[0] === 10 ? 1 : bytes[0] === 13 && bytes[1] === 10 ? 2 : 0;

const withoutNewline = (bytes: Uint8Array): Uint8Array => bytes.subarray(newlineOf(bytes));
