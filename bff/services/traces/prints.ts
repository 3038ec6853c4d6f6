import { detailsPrint } from "../../../shared/trace/details-print.ts";
import { detailsOfSpan } from "../../../shared/trace/pair-points.ts";
import { mostCopied } from "../../../shared/trace/replay/copied-details.ts";
import { detailSizes, detailsOf, detailsUpTo } from "../../db/queries/trace-rows.ts";
import type { Database } from "../../ports/database.ts";
import type { SpanRows } from "./span-rows.ts";
import type { WholeTrace } from "./whole-trace.ts";

/** Spans whose details are read at once, and bytes of one that is read with others: some 8 MB in the worst case. */
const spansAtOnce = 250;
const mostTogether = 16 * 1024;
/** Such reads without a break, some 10 ms. */
const readsInARow = 16;

interface Printed {
  prints: Promise<Float64Array>;
  done: boolean;
}

/** A trace that does not grow is compared again with the same prints. */
const printed = new WeakMap<WholeTrace, Printed>();
/** What is known of a trace from when it was shorter. */
const inherited = new WeakMap<WholeTrace, KnownPrints>();

/** Prints of spans by the rows that they are made of, whose details do not change any more. */
export interface KnownPrints {
  base: Float64Array;
  /** 0: the span has no such row */
  close: Float64Array;
  print: Float64Array;
}

/** Whether the prints of a trace are known, so that nobody waits for them. */
export const arePrinted = (whole: WholeTrace): boolean => printed.get(whole)?.done === true;

/** The print of the details of each row of the call tree (`comparedPrint`), of which a few megabytes are in memory at a time. */
export function printsOf(db: Database, whole: WholeTrace): Promise<Float64Array> {
  let held = printed.get(whole);
  if (held === undefined) {
    const reading: Printed = { prints: readPrints(db, whole), done: false };
    printed.set(whole, reading);
    reading.prints.then(
      () => {
        reading.done = true;
        inherited.delete(whole);
      },
      () => printed.delete(whole),
    );
    held = reading;
  }
  return held.prints;
}

/** What is known of the prints of a trace that is about to be read again, as it has grown; null: nothing. */
export async function knownPrints(whole: WholeTrace): Promise<KnownPrints | null> {
  const held = printed.get(whole);
  if (held === undefined) return inherited.get(whole) ?? null;
  const print = await held.prints;
  const { arranged } = whole;
  return {
    base: Float64Array.from(arranged, ({ span }) => whole.rowsOf(span).base),
    close: Float64Array.from(arranged, ({ span }) => whole.rowsOf(span).close ?? 0),
    print,
  };
}

/** The details of these are not read again. */
export const inheritPrints = (whole: WholeTrace, known: KnownPrints): void => {
  inherited.set(whole, known);
};

async function readPrints(db: Database, whole: WholeTrace): Promise<Float64Array> {
  const prints = new Float64Array(whole.arranged.length);
  const unread = fillKnown(prints, whole, inherited.get(whole));
  for (let from = 0; from < unread.length; from += spansAtOnce) {
    const rows = unread.subarray(from, from + spansAtOnce);
    const made = Array.from(rows, (row) => whole.rowsOf(whole.arranged[row]!.span));
    const texts = await detailsUpTo(db, made.flatMap(idsOf), mostTogether);
    for (const [at, of] of made.entries()) {
      const long = idsOf(of).filter((id) => texts.get(id) === null);
      const own = long.length === 0 ? texts : new Map([...texts, ...(await copied(db, long))]);
      prints[rows[at]!] = printOf(of, own);
    }
    // between two reads others get their turn: who looks at a span of the same trace does not wait for all details
    if ((from / spansAtOnce) % readsInARow === readsInARow - 1)
      await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return prints;
}

/** Puts in what is known; answers the rows of which nothing is. A span that has ended since has more details. */
function fillKnown(prints: Float64Array, whole: WholeTrace, known: KnownPrints | undefined): Int32Array {
  const rows = Int32Array.from(prints.keys());
  if (known === undefined) return rows;
  const at = new Map<number, number>();
  for (let entry = 0; entry < known.base.length; entry++) at.set(known.base[entry]!, entry);
  return rows.filter((row) => {
    const { base, close } = whole.rowsOf(whole.arranged[row]!.span);
    const entry = at.get(base);
    if (entry === undefined || known.close[entry] !== (close ?? 0)) return true;
    prints[row] = known.print[entry]!;
    return false;
  });
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
const idsOf = ({ base, close }: SpanRows): number[] => (close === null ? [base] : [base, close]);

const ofNothing = detailsPrint({});

function printOf({ base, close }: SpanRows, texts: ReadonlyMap<number, string | null>): number {
  const [text, ending] = [texts.get(base) ?? "{}", close === null ? null : (texts.get(close) ?? "{}")];
  if (text === "{}" && (ending === null || ending === "{}")) return ofNothing;
  // what a sender calls so may be lifted out of the details
  if (ending === null && !text.includes('"events"')) return detailsPrint(JSON.parse(text));
  return detailsPrint(detailsOfSpan(JSON.parse(text), ending === null ? null : JSON.parse(ending)));
}
