import type { Span } from "../../../shared/models/span.ts";
import type { TraceFilter } from "../../../shared/operations/traces.ts";
import { fittingAmong, tracesHeardSince } from "../../db/queries/active-traces.ts";
import type { TraceSummaryRow } from "../../db/schema.ts";
import type { Ports } from "../../ports/ports.ts";
import { spanFits } from "./span-fits.ts";

/** How long a trace counts as active after it was last heard of: as long as the live cache keeps a span. */
const heardWithinMs = 15 * 60_000;
/** Most traces that are active at once: those heard of last. */
const mostTraces = 1000;
/** How long the store is asked which traces fit. */
const askMs = 500;

/** What happened lately: the spans of the live cache, and every trace that was heard of, whatever the cache still holds of it. */
export interface Lately {
  spans: readonly Span[];
  traces: readonly TraceSummaryRow[];
}

export async function readLately({ clock, db, live }: Pick<Ports, "clock" | "db" | "live">): Promise<Lately> {
  const spans = await live.recent();
  const since = new Date(clock.now() - heardWithinMs).toISOString();
  return { spans, traces: await tracesHeardSince(db, since, mostTraces) };
}

/**
 * The traces with a span that fits. The cache answers for those it holds whole; one large trace leaves it no room for
 * others, and of these the store is asked, for half a second: where that is too short, the largest are left out.
 */
export async function fittingLately(
  { db }: Pick<Ports, "db">,
  { spans, traces }: Lately,
  filter: TraceFilter,
): Promise<TraceSummaryRow[]> {
  const fits = spanFits(filter);
  const held = new Map<string, number>();
  const fitting = new Set<string>();
  for (const span of spans) {
    held.set(span.trace_id, (held.get(span.trace_id) ?? 0) + 1);
    if (fits(span, span.details)) fitting.add(span.trace_id);
  }
  const rest = traces
    .filter((row) => !fitting.has(row.trace_id) && (held.get(row.trace_id) ?? 0) < row.spans + row.open)
    .sort((a, b) => a.rows - b.rows);
  for (const id of await fittingAmong(db, rest, filter, performance.now() + askMs)) fitting.add(id);
  return traces.filter(({ trace_id }) => fitting.has(trace_id));
}
