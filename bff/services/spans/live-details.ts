import type { OperationLog } from "../../../shared/models/span.ts";

/** Most characters of details, as JSON, that the live views carry. */
export const mostLiveDetails = 16 * 1024;

/**
 * The row as the live views have it: where its details are long, the names of what is in them, those values that are
 * short, and under `cut` how many characters the whole has; the whole is in the store.
 */
export function forLive(log: OperationLog, length: number): OperationLog {
  if (length <= mostLiveDetails) return log;
  const short: Record<string, unknown> = { cut: length };
  for (const [name, value] of Object.entries(log.details).slice(0, 100))
    short[name.slice(0, 200)] =
      typeof value === "string" ? value.slice(0, 200) : typeof value === "object" ? "…" : value;
  return { ...log, details: short };
}
