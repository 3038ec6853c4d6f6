import { formatClock, formatDay, formatUtc } from "./time-format.ts";

/**
 * A moment: local clock, UTC on hover. `date` puts the day before a time that is not of today. The native
 * title is used on purpose: a stream of rows cannot afford a tooltip component each.
 */
export function Time({
  iso,
  milliseconds = false,
  date = false,
  className,
}: {
  iso: string;
  milliseconds?: boolean;
  date?: boolean;
  className?: string;
}) {
  const day = date ? formatDay(iso) : "";
  return (
    <time dateTime={iso} title={formatUtc(iso)} className={className}>
      {day && `${day} `}
      {formatClock(iso, milliseconds)}
    </time>
  );
}
