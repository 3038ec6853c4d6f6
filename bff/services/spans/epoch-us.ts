/**
 * Microseconds since the epoch of an ISO-8601 time with its offset; a `Date` would cut them to milliseconds. Digits
 * beyond microseconds are dropped.
 */
export function epochUs(iso: string): number {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? "";
  const seconds = Math.floor(Date.parse(iso) / 1000);
  return seconds * 1_000_000 + Number(fraction.padEnd(6, "0").slice(0, 6));
}
