import { desc, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { TraceFilter } from "../../../shared/operations/traces.ts";
import type { TracePlace } from "../../../shared/trace-cursor.ts";
import type { Database } from "../../ports/database.ts";
import { type TraceSummaryRow, traceSummaries } from "../schema.ts";
import { searchWords } from "../search-words.ts";
import { all, hasSpan, holdsWords, summaryConditions } from "./span-conditions.ts";
import { rowsFound } from "./span-index.ts";

/** Log rows that are looked at in one go, some tens of milliseconds; between two goes others get their turn. */
const rowsAtOnce = 15_000;
const tracesAtOnce = 500;

export interface TracePage {
  rows: TraceSummaryRow[];
  /** where to go on; null: all was seen */
  next: TracePlace | null;
}

export interface TraceQuery {
  filter: TraceFilter;
  limit: number;
  /** the last trace of the page before */
  after: TracePlace | null;
  /** when to stop looking and answer what there is, however short the page; `performance.now()` */
  until: number;
}

/**
 * One page of the traces that fit, newest first. A search whose words are in few rows asks the index for them; any
 * other walks the history from its place, a window after another.
 */
export async function searchPage(db: Database, query: TraceQuery): Promise<TracePage> {
  const { filter, limit, after } = query;
  const { fits, few } = await traceFits(db, filter);
  if (fits === null || !few) return walk(db, query, fits);
  const rows = await tracesWhere(db, [...summaryConditions(filter), ...past(after), fits], limit + 1);
  return page(rows, limit);
}

/**
 * What makes a trace `s` fit, beside `summaryConditions`: null where nothing more is asked. `few`: the index has named
 * the rows, so that all of the history can be asked at once.
 */
export async function traceFits(
  db: Database,
  filter: TraceFilter,
): Promise<{ fits: SQL | null; few: boolean }> {
  const words = searchWords(filter.search);
  if (words.length === 0) return { fits: hasSpan(filter, null), few: false };
  const named = words.length === 1 ? hasIdFrom(filter, words[0]!) : null;
  const found = await rowsFound(db, words);
  if (found === null) return { fits: either(hasSpan(filter, holdsWords(words))!, named), few: false };
  const these = sql`s.trace_id IN (SELECT f.trace_id FROM operation_logs f WHERE f.id IN ${found})`;
  return { fits: either(all([these, hasSpan(filter, sql`r.id IN ${found}`)!]), named), few: true };
}

const either = (one: SQL, other: SQL | null): SQL => (other === null ? one : sql`(${one} OR ${other})`);

/** A word may be the begin of a trace's id. */
function hasIdFrom(filter: TraceFilter, word: string): SQL {
  const own = sql`(s.trace_id >= ${word} AND s.trace_id < ${`${word}\u{10ffff}`})`;
  const fits = hasSpan(filter, null);
  return fits === null ? own : sql`(${own} AND ${fits})`;
}

async function walk(
  db: Database,
  { filter, limit, after, until }: TraceQuery,
  fits: SQL | null,
): Promise<TracePage> {
  const always = summaryConditions(filter);
  if (fits === null) return page(await tracesWhere(db, [...always, ...past(after)], limit + 1), limit);
  const rows: TraceSummaryRow[] = [];
  for (let from = after; ; ) {
    const edge = await windowEnd(db, [...always, ...past(from)]);
    const within = edge === null ? [] : [sql`${place} >= (${edge.start_us}, ${edge.trace_id})`];
    const conditions = [...always, ...past(from), ...within, fits];
    rows.push(...(await tracesWhere(db, conditions, limit + 1 - rows.length)));
    if (rows.length > limit || edge === null) return page(rows, limit);
    if (performance.now() >= until) return { rows, next: edge };
    from = edge;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

const page = (rows: TraceSummaryRow[], limit: number): TracePage => ({
  rows: rows.slice(0, limit),
  next: rows.length > limit ? rows[limit - 1]! : null,
});

const place = sql`(s.start_us, s.trace_id)`;
const past = (after: TracePlace | null): SQL[] =>
  after === null ? [] : [sql`${place} < (${after.start_us}, ${after.trace_id})`];

/** The last of the next traces whose rows can be looked at in one go; null where those are all there are. */
async function windowEnd({ orm }: Database, conditions: readonly SQL[]): Promise<TracePlace | null> {
  const next = await orm.values<[number, string, number]>(sql`
    SELECT s.start_us, s.trace_id, s.rows FROM trace_summaries s WHERE ${all(conditions)}
    ORDER BY s.start_us DESC, s.trace_id DESC LIMIT ${tracesAtOnce}`);
  let rows = 0;
  const last = next.findIndex(([, , count]) => {
    rows += count;
    return rows >= rowsAtOnce;
  });
  if (last === -1 && next.length < tracesAtOnce) return null;
  const [start_us, trace_id] = next[last === -1 ? next.length - 1 : last]!;
  return { start_us, trace_id };
}

const s = alias(traceSummaries, "s");

const tracesWhere = (
  { orm }: Database,
  conditions: readonly SQL[],
  limit: number,
): PromiseLike<TraceSummaryRow[]> =>
  orm.select().from(s).where(all(conditions)).orderBy(desc(s.start_us), desc(s.trace_id)).limit(limit);
