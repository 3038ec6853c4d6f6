/** The day of a reader whose clock is `utcOffset` minutes east of UTC, as ISO-8601 UTC from (included) to (excluded). */
export function dayOf(now: number, utcOffset: number): { from: string; to: string } {
  const shift = utcOffset * 60_000;
  const day = 86_400_000;
  const start = Math.floor((now + shift) / day) * day - shift;
  return { from: new Date(start).toISOString(), to: new Date(start + day).toISOString() };
}
