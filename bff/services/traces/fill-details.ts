import type { Span } from "../../../shared/models/span.ts";
import { spanOf } from "../../../shared/trace/pair-points.ts";
import { detailSizes, rowsUpTo } from "../../db/queries/trace-rows.ts";
import type { Database } from "../../ports/database.ts";
import { rowIdsOf } from "./span-rows.ts";
import type { WholeTrace } from "./whole-trace.ts";

const idsOf = (whole: WholeTrace, spans: readonly Span[]): number[] =>
  spans.flatMap((span) => rowIdsOf(whole.rowsOf(span)));

/**
 * The spans with their details and events. Details of a row that have more than `most` bytes are left out: `cut` says
 * how many there are.
 */
export async function withDetails(
  db: Database,
  whole: WholeTrace,
  spans: readonly Span[],
  most = Number.MAX_SAFE_INTEGER,
): Promise<Span[]> {
  const rows = await rowsUpTo(db, idsOf(whole, spans), most);
  return spans.map((span) => {
    const { base: baseId, between, close: closeId } = whole.rowsOf(span);
    const base = rows.get(baseId);
    // it has been swept away since the trace was read
    if (base === undefined) return span;
    const { details, events } = spanOf({
      base,
      between: between.flatMap((id) => rows.get(id) ?? []),
      close: closeId === null ? null : (rows.get(closeId) ?? null),
    });
    return { ...span, details, events };
  });
}

/** How many of the spans from `from` on are exported at once: few where their details are long, so that memory is bounded. */
export async function pieceOf(
  db: Database,
  whole: WholeTrace,
  from: number,
  { mostSpans, mostBytes }: { mostSpans: number; mostBytes: number },
): Promise<readonly Span[]> {
  const next = whole.byStart.slice(from, from + mostSpans);
  const sizes = await detailSizes(db, idsOf(whole, next));
  let bytes = 0;
  const fits = next.findIndex((span, at) => {
    for (const id of rowIdsOf(whole.rowsOf(span))) bytes += sizes.get(id) ?? 0;
    return at > 0 && bytes > mostBytes;
  });
  return fits === -1 ? next : next.slice(0, fits);
}
