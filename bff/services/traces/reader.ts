import type { Span } from "../../../shared/models/span.ts";
import { rowsById } from "../../db/queries/trace-rows.ts";
import { summaryOf } from "../../db/queries/trace-summary.ts";
import type { TraceSummaryRow } from "../../db/schema.ts";
import { toLog } from "../../db/trace-wire.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Database } from "../../ports/database.ts";
import type { NotCompared, SpanWindow, TraceReader } from "../../ports/trace-reader.ts";
import { compareWhole, mostCompared } from "./compare-whole.ts";
import { pieceOf, withDetails } from "./fill-details.ts";
import { inheritPrints, type KnownPrints, knownPrints, printsOf } from "./prints.ts";
import { sameCallsOf } from "./same-calls.ts";
import { rowIdsOf } from "./span-rows.ts";
import { readWholeTrace, type WholeTrace } from "./whole-trace.ts";

/** Bytes of details that a window of spans shares; each row has its part of it. */
const windowBytes = 8 * 1024 * 1024;
const mostDetails = 16 * 1024;
const piece = { mostSpans: 500, mostBytes: 2 * 1024 * 1024 };

interface Known {
  /** how many rows the trace had when it was read */
  rows: number;
  whole: Promise<WholeTrace>;
}

/**
 * See the port. A trace that was put together is kept until it grows; of several, those asked for last, up to `mostRows`
 * log rows of all of them (a row takes some 250 bytes).
 */
export function createTraceReader(
  { db, clock }: { db: Pick<Database, "orm">; clock: Clock },
  mostRows = 20_000,
): TraceReader {
  const database = db as Database;
  const kept = new Map<string, Known>();

  function keep(traceId: string, known: Known): void {
    kept.delete(traceId);
    kept.set(traceId, known);
    let rows = 0;
    for (const one of kept.values()) rows += one.rows;
    for (const [id, one] of kept) {
      if (rows <= mostRows) break;
      kept.delete(id);
      rows -= one.rows;
    }
  }

  /** As it is now, read anew where it has grown. */
  function currentOf(summary: TraceSummaryRow): Known {
    const { trace_id, rows } = summary;
    const known = kept.get(trace_id);
    const next = known?.rows === rows ? known : { rows, whole: readAgain(summary, printsOfBefore(known)) };
    keep(trace_id, next);
    return next;
  }

  /** What it was before is let go meanwhile: both at once would be twice as much. */
  async function readAgain(
    summary: TraceSummaryRow,
    before: Promise<KnownPrints | null>,
  ): Promise<WholeTrace> {
    const prints = await before;
    const whole = await readWholeTrace(database, summary);
    if (prints !== null) inheritPrints(whole, prints);
    return whole;
  }

  async function wholeOf(traceId: string): Promise<WholeTrace | null> {
    const summary = await summaryOf(database, traceId);
    if (summary === undefined) {
      kept.delete(traceId);
      return null;
    }
    const current = currentOf(summary);
    try {
      const whole = await current.whole;
      // its rows have been swept away, its summary not yet
      return whole.arranged.length === 0 ? null : whole;
    } catch (error) {
      if (kept.get(traceId) === current) kept.delete(traceId);
      throw error;
    }
  }

  /** Null: it can be compared. */
  async function notCompared(trace_id: string): Promise<NotCompared | null> {
    const summary = await summaryOf(database, trace_id);
    if (summary === undefined) return { is: "unknown", trace_id };
    // the bracket of a replay is not compared
    const spans = summary.spans + summary.open - (summary.replay > 0 ? 1 : 0);
    return spans > mostCompared ? { is: "too-large", trace_id, spans, most: mostCompared } : null;
  }

  return {
    async skeleton(traceId) {
      const whole = await wholeOf(traceId);
      return whole && { trace: whole.summary(clock.now()), skeleton: whole.skeleton() };
    },
    async window(traceId, window) {
      const whole = await wholeOf(traceId);
      if (whole === null) return null;
      const { spans, total } = within(whole.byStart, window);
      const each = Math.min(mostDetails, Math.floor(windowBytes / Math.max(1, spans.length)));
      return {
        trace: whole.summary(clock.now()),
        spans: await withDetails(database, whole, spans, each),
        total,
      };
    },
    async span(traceId, id) {
      const whole = await wholeOf(traceId);
      if (whole === null) return null;
      const found = whole.spanById(id);
      if (found === undefined) return { span: null, logs: [] };
      const [span = null] = await withDetails(database, whole, [found]);
      return { span, logs: (await rowsById(database, rowIdsOf(whole.rowsOf(found)))).map(toLog) };
    },
    async find(traceId, spanId) {
      const whole = await wholeOf(traceId);
      if (whole === null) return null;
      return whole.byStart.flatMap(({ id, span_id }) => (span_id === spanId ? [id] : []));
    },
    async piece(traceId, from, most) {
      const whole = await wholeOf(traceId);
      if (whole === null) return null;
      const spans = await pieceOf(database, whole, from, piece);
      const next = from + spans.length;
      return {
        trace: whole.summary(clock.now()),
        spans: await withDetails(database, whole, spans, most),
        above: spans.map(whole.above),
        next: spans.length === 0 || next >= whole.byStart.length ? null : next,
      };
    },
    async compare(a, b, details = "with") {
      for (const trace_id of [a, b]) {
        const not = await notCompared(trace_id);
        if (not !== null) return not;
      }
      const first = await wholeOf(a);
      if (first === null) return { is: "unknown", trace_id: a };
      const second = a === b ? first : await wholeOf(b);
      if (second === null) return { is: "unknown", trace_id: b };
      const now = clock.now();
      const sides = [
        { trace_id: a, whole: first },
        { trace_id: b, whole: second },
      ] as const;
      const same = await sameCallsOf(database, ...sides);
      return {
        is: "compared",
        a: first.summary(now),
        b: second.summary(now),
        ...(await compareWhole(database, first, second, details, same)),
      };
    },
    async prints(traceId) {
      const not = await notCompared(traceId);
      if (not !== null) return not;
      const whole = await wholeOf(traceId);
      if (whole === null) return { is: "unknown", trace_id: traceId };
      const print = [...(await printsOf(database, whole))];
      return { is: "printed", id: whole.arranged.map(({ span }) => span.id), print };
    },
    async close() {
      kept.clear();
    },
  };
}

const printsOfBefore = async (known: Known | undefined): Promise<KnownPrints | null> =>
  known === undefined ? null : known.whole.then(knownPrints).catch(() => null);

function within(byStart: readonly Span[], { limit, offset, from_us, to_us }: SpanWindow) {
  const fitting =
    from_us === undefined && to_us === undefined
      ? byStart
      : byStart.filter(
          ({ start_us, shifted_us = 0, duration_us }) =>
            start_us + shifted_us <= (to_us ?? Number.POSITIVE_INFINITY) &&
            // one that has not ended is under way still
            (duration_us === null ||
              start_us + shifted_us + duration_us >= (from_us ?? Number.NEGATIVE_INFINITY)),
        );
  return { spans: fitting.slice(offset, offset + limit), total: fitting.length };
}
