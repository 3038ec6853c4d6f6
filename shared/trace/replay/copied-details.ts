import type { Span } from "../../models/span.ts";

/**
 * Bytes of JSON up to which the details of one log row are copied into a replay. Of longer ones it has what any list of
 * spans has: `{ "cut": bytes }`; the original has them whole.
 */
export const mostCopied = 256 * 1024;

const encoder = new TextEncoder();

/**
 * Details of the row that begins the copy of a span: its own, and its events `shiftUs` later, unless they make it longer
 * than `mostCopied`.
 */
export function copiedDetails({ details, events }: Span, shiftUs: number): Record<string, unknown> {
  // who has a field of that name that is no list of events keeps it
  if (events.length === 0 || "events" in details) return details;
  const moved = events.map((event) => ({ ...event, at_us: event.at_us + shiftUs }));
  const copied = { ...details, events: moved };
  return encoder.encode(JSON.stringify(copied)).length > mostCopied ? details : copied;
}
