import type { OperationLog, Span } from "../../../shared/models/span.ts";
import { spanOf } from "../../../shared/trace/pair-points.ts";
import type { RowGroup } from "../../../shared/trace/row-group.ts";
import { detailSizes, detailsOf } from "../../db/queries/trace-rows.ts";
import type { Database } from "../../ports/database.ts";
import type { WholeTrace } from "./whole-trace.ts";

const rowsOf = ({ base, between, close }: RowGroup): OperationLog[] => [
  base,
  ...between,
  ...(close === null ? [] : [close]),
];

/** Ids of the log rows that a span is made of. */
export const rowIdsOf = (group: RowGroup): number[] => rowsOf(group).map(({ id }) => id);

/**
 * The spans with their details and events. Details of a row that have more than `most` bytes are left out: `cut` says
 * how many there are.
 */
export async function withDetails(
  db: Database,
  whole: WholeTrace,
  spans: readonly Span[],
  most = Number.POSITIVE_INFINITY,
): Promise<Span[]> {
  const ids = spans.flatMap((span) => rowIdsOf(whole.groupOf(span)));
  const sizes = most === Number.POSITIVE_INFINITY ? new Map<number, number>() : await detailSizes(db, ids);
  const texts = await detailsOf(
    db,
    ids.filter((id) => (sizes.get(id) ?? 0) <= most),
  );
  const filled = (row: OperationLog): OperationLog => {
    const text = texts.get(row.id);
    if (text === undefined) return { ...row, details: { cut: sizes.get(row.id) ?? 0 } };
    return text === "{}" ? row : { ...row, details: JSON.parse(text) as Record<string, unknown> };
  };
  return spans.map((span) => {
    const { base, between, close } = whole.groupOf(span);
    const { details, events } = spanOf({
      base: filled(base),
      between: between.map(filled),
      close: close === null ? null : filled(close),
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
  const sizes = await detailSizes(
    db,
    next.flatMap((span) => rowIdsOf(whole.groupOf(span))),
  );
  let bytes = 0;
  const fits = next.findIndex((span, at) => {
    for (const id of rowIdsOf(whole.groupOf(span))) bytes += sizes.get(id) ?? 0;
    return at > 0 && bytes > mostBytes;
  });
  return fits === -1 ? next : next.slice(0, fits);
}
