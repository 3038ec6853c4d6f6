import type { ComparisonColumns, TraceDifference } from "../../../shared/models/trace-comparison.ts";
import { walkTraces } from "../../../shared/trace/compare-traces.ts";
import { comparisonColumns, differencesOf } from "../../../shared/trace/comparison-columns.ts";
import { detailsPrint } from "../../../shared/trace/details-print.ts";
import { spanOf } from "../../../shared/trace/pair-points.ts";
import { mostCopied } from "../../../shared/trace/replay/copied-details.ts";
import type { RowGroup } from "../../../shared/trace/row-group.ts";
import type { SameCalls } from "../../../shared/trace/same-calls.ts";
import { detailSizes, detailsOf, detailsUpTo } from "../../db/queries/trace-rows.ts";
import type { Database } from "../../ports/database.ts";
import type { CompareDetails } from "../../ports/trace-reader.ts";
import type { WholeTrace } from "./whole-trace.ts";

/** Spans of one trace that are compared at most, the bracket of a replay aside. */
export const mostCompared = 100_000;
/** Differences that are said in words. */
const mostInWords = 100;
/** Spans whose details are read at once, and bytes of one that is read with others: some 8 MB in the worst case. */
const spansAtOnce = 250;
const mostTogether = 16 * 1024;
/** Such reads without a break, some 10 ms. */
const readsInARow = 16;
/** Spans of both traces from which on reading their details is waited for. */
const longFrom = 20_000;

/**
 * Compares two traces, their details included, of which a few megabytes are in memory at a time. Without them all details
 * are alike, and most of the work is saved. `same`: which spans are known to be the same call. What was done is in the answer.
 */
export async function compareWhole(
  db: Database,
  a: WholeTrace,
  b: WholeTrace,
  details: CompareDetails,
  same: SameCalls | null = null,
): Promise<{
  comparison: ComparisonColumns;
  differences: TraceDifference[];
  details: "with" | "without";
}> {
  const without = details === "without" || (details === "if-soon" && !isSoon(a, b));
  const prints = without
    ? { a: new Float64Array(a.arranged.length), b: new Float64Array(b.arranged.length) }
    : { a: await printsOf(db, a), b: await printsOf(db, b) };
  const walked = walkTraces(a.arranged, b.arranged, prints, same);
  return {
    comparison: comparisonColumns(walked, a.arranged, b.arranged),
    differences: differencesOf(walked, a.arranged, b.arranged, mostInWords),
    details: without ? "without" : "with",
  };
}

/** A trace that does not grow is compared again with the same prints. */
const printed = new WeakMap<WholeTrace, Printed>();

interface Printed {
  prints: Promise<Float64Array>;
  done: boolean;
}

const isSoon = (a: WholeTrace, b: WholeTrace): boolean =>
  a.arranged.length + b.arranged.length < longFrom ||
  (printed.get(a)?.done === true && printed.get(b)?.done === true);

/** The print of the details of each row of the call tree. */
export function printsOf(db: Database, whole: WholeTrace): Promise<Float64Array> {
  let held = printed.get(whole);
  if (held === undefined) {
    const reading: Printed = { prints: readPrints(db, whole), done: false };
    printed.set(whole, reading);
    reading.prints.then(
      () => {
        reading.done = true;
      },
      () => printed.delete(whole),
    );
    held = reading;
  }
  return held.prints;
}

async function readPrints(db: Database, whole: WholeTrace): Promise<Float64Array> {
  const prints = new Float64Array(whole.arranged.length);
  for (let from = 0; from < prints.length; from += spansAtOnce) {
    const groups = whole.arranged.slice(from, from + spansAtOnce).map(({ span }) => whole.groupOf(span));
    const texts = await detailsUpTo(db, groups.flatMap(idsOf), mostTogether);
    for (const [at, group] of groups.entries()) {
      const long = idsOf(group).filter((id) => texts.get(id) === null);
      const own = long.length === 0 ? texts : new Map([...texts, ...(await copied(db, long))]);
      prints[from + at] = printOf(group, own);
    }
    // between two reads others get their turn: who looks at a span of the same trace does not wait for all details
    if ((from / spansAtOnce) % readsInARow === readsInARow - 1)
      await new Promise((resolve) => setTimeout(resolve, 0));
  }
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
  const text = textOf(base.id);
  if (text === "{}" && (close === null || textOf(close.id) === "{}")) return ofNothing;
  // what a sender calls so may be lifted out of the details
  if (close === null && !text.includes('"events"')) return detailsPrint(JSON.parse(text));
  const filled = <R extends { id: number }>(row: R) => ({
    ...row,
    details: JSON.parse(textOf(row.id)) as Record<string, unknown>,
  });
  return detailsPrint(
    spanOf({ base: filled(base), close: close === null ? null : filled(close), between: [] }).details,
  );
}
