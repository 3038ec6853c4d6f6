const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const day = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });

/** Local hours, minutes and seconds of an ISO time; with milliseconds where asked. */
export function formatClock(iso: string, milliseconds = false): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "—";
  const text = clock.format(at);
  return milliseconds ? `${text}.${String(at.getMilliseconds()).padStart(3, "0")}` : text;
}

/** Local hours and minutes of an ISO time. */
export const formatMinute = (iso: string): string => formatClock(iso).slice(0, 5);

/** Local month and day of an ISO time, or "" for the day of `now`: a stream of today need not repeat it. */
export function formatDay(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  return at.toDateString() === now.toDateString() ? "" : day.format(at);
}

/** The same moment in UTC, as shown on hover. */
export function formatUtc(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : at.toISOString().replace("T", " ").replace("Z", " UTC");
}

/** Milliseconds for a reader: `6 ms`, `1.24 s`, `3 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(2)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
