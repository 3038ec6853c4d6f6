import { z } from "zod";
import type { TraceFilter } from "../../../shared/operations/traces.ts";

const name = z.string().min(1).max(2000);
const several = z
  .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(name).min(1).max(100))
  .optional()
  .catch(undefined);

/** What the address of the Traces screen holds beside the trace; a part that makes no sense is left out. */
export const TraceSearch = z.object({
  q: z.string().min(1).max(200).optional().catch(undefined),
  source: several,
  stage: several,
  operation: several,
  status: z.literal("error").optional().catch(undefined),
  /** milliseconds: traces with something that took so long or longer */
  min_ms: z.coerce.number().min(0).optional().catch(undefined),
  /** traces that began in this minute */
  minute: z.iso.datetime().optional().catch(undefined),
  /** the whole history; left out: what was active in the last 15 minutes */
  show: z.literal("history").optional().catch(undefined),
  /** the trace is out of a file that this page has opened; left out: it is the server's */
  from: z.literal("file").optional().catch(undefined),
  /** how the rows stand: source by source; left out: as a call tree */
  rows: z.literal("source").optional().catch(undefined),
  /** the span that is open: `Span.id` */
  span: z.coerce.number().int().min(1).optional().catch(undefined),
  /** the span to open, as its sender calls it: what a link from elsewhere knows. Gives way to `span` */
  span_id: z.string().min(1).max(200).optional().catch(undefined),
  /** what stands beside the waterfall; left out: the details of trace and span */
  tab: z.enum(["spans", "replay"]).optional().catch(undefined),
  /** the replay of this trace that is looked at, by its own trace id */
  replay: z.string().min(1).max(200).optional().catch(undefined),
  /** the bars of that replay under those of the trace; left out: they are shown */
  ghosts: z.literal("off").optional().catch(undefined),
  /** past replays are open: those of this trace, or of all */
  replays: z.enum(["this", "all"]).optional().catch(undefined),
  replay_mode: z.enum(["dry-run", "live"]).optional().catch(undefined),
  replay_status: z.enum(["running", "completed", "failed", "aborted"]).optional().catch(undefined),
});
export type TraceSearch = z.output<typeof TraceSearch>;

/** The facets of the filter, by their name in the address. */
export type TraceFacet = "source" | "stage" | "operation";

/** The part of the address that narrows the list, as the server's filter. */
export function filterOf({ q, source, stage, operation, status, min_ms, minute }: TraceSearch): TraceFilter {
  const to = minute && new Date(Date.parse(minute) + 59_999).toISOString();
  const filter = { search: q, source, stage, operation, status, min_ms, from: minute, to };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** The address with the value added to the facet, or taken out of it; a facet without values is left out. */
export function toggled(search: TraceSearch, facet: TraceFacet, value: string): TraceSearch {
  const held = search[facet] ?? [];
  const next = held.includes(value) ? held.filter((one) => one !== value) : [...held, value];
  const { [facet]: _, ...rest } = search;
  return next.length === 0 ? rest : { ...rest, [facet]: next };
}
