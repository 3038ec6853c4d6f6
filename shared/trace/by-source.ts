import type { TraceSkeleton } from "../models/trace-skeleton.ts";

/**
 * The same rows worker by worker instead of by call: sources in the order in which they first had a part, and within
 * each its own call tree, where the parent of a row is the nearest above it of the same source. The rows are depth
 * first as in any skeleton, so that all that works on rows works on these.
 *
 * `rowOf`: for each row of the call tree its row here.
 */
export function bySource(skeleton: TraceSkeleton): { skeleton: TraceSkeleton; rowOf: Int32Array } {
  const order = skeleton.id.map((_, row) => row);
  const first = firstStarts(skeleton);
  const rank = first.map((_, source) => source).sort((a, b) => first[a]! - first[b]! || a - b);
  const rankOf = new Int32Array(rank.length);
  rank.forEach((source, at) => {
    rankOf[source] = at;
  });
  order.sort((a, b) => rankOf[skeleton.source[a]!]! - rankOf[skeleton.source[b]!]! || a - b);
  const rowOf = new Int32Array(order.length);
  order.forEach((row, at) => {
    rowOf[row] = at;
  });
  const nearest = nearestOfSource(skeleton);
  const column = (of: readonly number[]) => order.map((row) => of[row]!);
  return {
    skeleton: {
      ...skeleton,
      id: column(skeleton.id),
      parent: order.map((row) => (nearest[row] === -1 ? -1 : rowOf[nearest[row]!]!)),
      start: column(skeleton.start),
      duration: column(skeleton.duration),
      source: column(skeleton.source),
      stage: column(skeleton.stage),
      operation: column(skeleton.operation),
      flags: column(skeleton.flags),
    },
    rowOf,
  };
}

function firstStarts({ source, start, sources }: TraceSkeleton): number[] {
  const first = sources.map(() => Number.POSITIVE_INFINITY);
  source.forEach((one, row) => {
    first[one] = Math.min(first[one]!, start[row]!);
  });
  return first;
}

/**
 * For each row the nearest row above it of its source, -1 where there is none. Down the tree the last row of every
 * source is kept, and put back on the way up, so that a row costs no more where the tree is deep.
 */
function nearestOfSource({ parent, source, sources }: TraceSkeleton): Int32Array {
  const nearest = new Int32Array(parent.length).fill(-1);
  const last = new Int32Array(sources.length).fill(-1);
  const way: number[] = [];
  for (let row = 0; row < parent.length; row++) {
    while (way.length > 0 && way.at(-1) !== parent[row]) {
      const left = way.pop()!;
      last[source[left]!] = nearest[left]!;
    }
    nearest[row] = last[source[row]!]!;
    last[source[row]!] = row;
    way.push(row);
  }
  return nearest;
}
