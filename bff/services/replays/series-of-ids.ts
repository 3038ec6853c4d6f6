/**
 * New ids, 16 hex digits each, for spans that are numbered: always the same one for a number, without keeping any. Those
 * of two series have nothing to do with each other.
 */
export function seriesOfIds(): (id: number) => string {
  const [seed = 0n] = crypto.getRandomValues(new BigUint64Array(1));
  return (id) => (seed ^ BigInt(id)).toString(16).padStart(16, "0");
}
