import type { LiveRow } from "../../ports/live-spans.ts";

/** Most characters of details, as JSON, that the live views carry. */
export const mostLiveDetails = 16 * 1024;

/**
 * The row as the live views have it: where its details are long, the names of what is in them, those values that are
 * short, and under `cut` how many characters the whole has; the whole is in the store.
 */
export function forLive(row: LiveRow): LiveRow {
  const { log, text } = row;
  if (text.length <= mostLiveDetails) return row;
  const short: Record<string, unknown> = { cut: text.length };
  const details = JSON.parse(text) as Record<string, unknown>;
  for (const [name, value] of Object.entries(details).slice(0, 100))
    short[name.slice(0, 200)] =
      typeof value === "string" ? value.slice(0, 200) : typeof value === "object" ? "…" : value;
  return { log, text: JSON.stringify(short) };
}
