import { formatClock, formatDay, formatMinute, formatUtc } from "./time-format.ts";

/**
 * A moment, local, with UTC on hover. `clock` has hours to seconds (`milliseconds` more). Of a moment before today
 * `day` shows the day alone, `short` the day and the minute. The native title is used on purpose: a stream of rows
 * cannot afford a tooltip component each.
 */
export function Time({
  iso,
  milliseconds = false,
  format = "clock",
  className,
}: {
  iso: string;
  milliseconds?: boolean;
  format?: "clock" | "day" | "short";
  className?: string;
}) {
  const day = format === "clock" ? "" : formatDay(iso);
  const text =
    day === "" ? formatClock(iso, milliseconds) : format === "day" ? day : `${day} ${formatMinute(iso)}`;
  return (
    <time dateTime={iso} title={formatUtc(iso)} className={className}>
      {text}
    </time>
  );
}
