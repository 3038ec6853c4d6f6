/**
 * How long to wait before attempt `n` (0 is the first retry), in milliseconds: doubling from half a second to
 * fifteen, half of it fixed and half by chance, so that a thousand browsers cut at once do not come back at once.
 * `random` is in [0, 1).
 */
export function retryDelay(n: number, random: number): number {
  const whole = Math.min(15_000, 500 * 2 ** Math.min(n, 10));
  return Math.round(whole / 2 + (whole / 2) * random);
}
