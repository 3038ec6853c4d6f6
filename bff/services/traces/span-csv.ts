import type { Span } from "../../../shared/models/span.ts";

const columns = [
  "id",
  "trace_id",
  "span_id",
  "parent_span_id",
  "source",
  "stage",
  "operation",
  "task_uuid",
  "start",
  "start_us",
  "duration_ms",
  "status",
  "marks",
  "events",
  "details",
] as const;

/** The first line; lines end as RFC 4180 has it. */
export const csvHeader = `${columns.join(",")}\r\n`;

/** A span as a line of CSV. `start` is ISO-8601 UTC to the microsecond; `marks` in words; `events` and `details` are JSON. */
export function csvLine(span: Span): string {
  const { duration_us, events, marks, details } = span;
  const cells: Record<(typeof columns)[number], string | number | null> = {
    id: span.id,
    trace_id: span.trace_id,
    span_id: span.span_id,
    parent_span_id: span.parent_span_id,
    source: span.source,
    stage: span.stage,
    operation: span.operation,
    task_uuid: span.task_uuid,
    start: isoUs(span.start_us),
    start_us: span.start_us,
    duration_ms: duration_us === null ? null : duration_us / 1000,
    status: span.status,
    marks: marks.join(" "),
    events: events.length === 0 ? "" : JSON.stringify(events),
    details: JSON.stringify(details),
  };
  return `${columns.map((column) => cell(cells[column])).join(",")}\r\n`;
}

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it, which shows that it is text; other
 * programs wrote these texts.
 */
function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isoUs(us: number): string {
  const date = new Date(Math.floor(us / 1000));
  // what is no time of a calendar is still a number in the next column
  if (Number.isNaN(date.getTime())) return "";
  const micros = String(((us % 1000) + 1000) % 1000).padStart(3, "0");
  return date.toISOString().replace("Z", `${micros}Z`);
}
