import { formatClock, formatDay, formatUtc } from "./time-format.ts";

/**
 * A moment: local clock, UTC on hover. `date` puts the day before a time that is not of today. The native
 * title is used on purpose: a stream of rows cannot afford a tooltip component each.
 */
export function Time({
  iso,
  milliseconds = false,
  date = false,
  format = "clock",
  className,
}: {
  iso: string;
  milliseconds?: boolean;
  date?: boolean;
  /** `day`: the clock today, the day alone before, where there is no room for both */
  format?: "clock" | "day";
  className?: string;
}) {
  const day = date || format === "day" ? formatDay(iso) : "";
  return (
    <time dateTime={iso} title={formatUtc(iso)} className={className}>
      {day && `${day} `}
      {(format === "clock" || day === "") && formatClock(iso, milliseconds)}
    </time>
  );
}
