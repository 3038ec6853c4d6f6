import type { ComparisonColumns, TraceDifference } from "../../../shared/models/trace-comparison.ts";
import { walkTraces } from "../../../shared/trace/compare-traces.ts";
import { comparisonColumns, differencesOf } from "../../../shared/trace/comparison-columns.ts";
import { detailsPrint } from "../../../shared/trace/details-print.ts";
import { spanOf } from "../../../shared/trace/pair-points.ts";
import { mostCopied } from "../../../shared/trace/replay/copied-details.ts";
import type { RowGroup } from "../../../shared/trace/row-group.ts";
import { detailSizes, detailsOf, detailsUpTo } from "../../db/queries/trace-rows.ts";
import type { Database } from "../../ports/database.ts";
import type { WholeTrace } from "./whole-trace.ts";

/** Spans of one trace that are compared at most, the bracket of a replay aside. */
export const mostCompared = 100_000;
/** Differences that are said in words. */
const mostInWords = 100;
/** Spans whose details are read at once, and bytes of one that is read with others: some 8 MB in the worst case. */
const spansAtOnce = 250;
const mostTogether = 16 * 1024;

/** Compares two traces, their details included, of which a few megabytes are in memory at a time. */
export async function compareWhole(
  db: Database,
  a: WholeTrace,
  b: WholeTrace,
): Promise<{ comparison: ComparisonColumns; differences: TraceDifference[] }> {
  const prints = { a: await printsOf(db, a), b: await printsOf(db, b) };
  const walked = walkTraces(a.arranged, b.arranged, prints);
  return {
    comparison: comparisonColumns(walked, a.arranged, b.arranged),
    differences: differencesOf(walked, a.arranged, b.arranged, mostInWords),
  };
}

/** A trace that does not grow is compared again with the same prints. */
const known = new WeakMap<WholeTrace, Float64Array>();

/** The print of the details of each row of the call tree. */
export async function printsOf(db: Database, whole: WholeTrace): Promise<Float64Array> {
  const held = known.get(whole);
  if (held) return held;
  const prints = new Float64Array(whole.arranged.length);
  for (let from = 0; from < prints.length; from += spansAtOnce) {
    const groups = whole.arranged.slice(from, from + spansAtOnce).map(({ span }) => whole.groupOf(span));
    const texts = await detailsUpTo(db, groups.flatMap(idsOf), mostTogether);
    for (const [at, group] of groups.entries()) {
      const long = idsOf(group).filter((id) => texts.get(id) === null);
      const own = long.length === 0 ? texts : new Map([...texts, ...(await copied(db, long))]);
      prints[from + at] = printOf(group, own);
    }
  }
  known.set(whole, prints);
  return prints;
}

/** Details of these rows as JSON, as far as a replay would copy them: of longer ones their length is compared. */
async function copied(db: Database, ids: readonly number[]): Promise<Map<number, string>> {
  const sizes = await detailSizes(db, ids);
  const texts = await detailsOf(
    db,
    ids.filter((id) => sizes.get(id)! <= mostCopied),
  );
  for (const [id, cut] of sizes) if (cut > mostCopied) texts.set(id, JSON.stringify({ cut }));
  return texts;
}

/** What lies between the begin and the end of a span are its events, not its details. */
const idsOf = ({ base, close }: RowGroup): number[] => (close === null ? [base.id] : [base.id, close.id]);

const ofNothing = detailsPrint({});

function printOf({ base, close }: RowGroup, texts: ReadonlyMap<number, string | null>): number {
  const textOf = (id: number): string => texts.get(id) ?? "{}";
  if (textOf(base.id) === "{}" && (close === null || textOf(close.id) === "{}")) return ofNothing;
  const filled = <R extends { id: number }>(row: R) => ({
    ...row,
    details: JSON.parse(textOf(row.id)) as Record<string, unknown>,
  });
  return detailsPrint(
    spanOf({ base: filled(base), close: close === null ? null : filled(close), between: [] }).details,
  );
}
