/** Upper bounds of the buckets, milliseconds: 1, 2, 5 in every decade from 10 µs to some three hours. */
export const latencyBounds: readonly number[] = [-2, -1, 0, 1, 2, 3, 4, 5, 6]
  .flatMap((decade) => [1, 2, 5].map((step) => Number(`${step}e${decade}`)))
  .concat(1e7);

/** The bucket of a duration in milliseconds, as its upper bound. What took longer than any is in the last. */
export const latencyBucket = (ms: number): number => latencyBounds[bucketPlace(ms)]!;

/** The same as its place among the bounds. */
export function bucketPlace(ms: number): number {
  let [low, high] = [0, latencyBounds.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (latencyBounds[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
