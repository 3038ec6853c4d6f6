/** Numbers from a seed (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014), so that a run can be had again. */
export function randomFrom(seed: number) {
  let state = BigInt(seed);
  const mask = (1n << 64n) - 1n;
  const next = (): number => {
    state = (state + 0x9e3779b97f4a7c15n) & mask;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    return Number((z ^ (z >> 31n)) >> 11n) / 2 ** 53;
  };
  return {
    /** 0 up to `below`, whole */
    whole: (below: number): number => Math.floor(next() * below),
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!,
    chance: (of: number): boolean => next() < of,
  };
}
export type Random = ReturnType<typeof randomFrom>;
