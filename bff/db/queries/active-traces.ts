import { desc, gte, sql } from "drizzle-orm";
import type { TraceFilter } from "../../../shared/operations/traces.ts";
import type { Database } from "../../ports/database.ts";
import { type TraceSummaryRow, traceSummaries } from "../schema.ts";
import { all, summaryConditions } from "./span-conditions.ts";
import { traceFits } from "./trace-search.ts";

/** Log rows that are looked at in one go, as in a search of the history. */
const rowsAtOnce = 15_000;

/** Traces of which something came at or after `since` (ISO-8601 UTC), those heard of last first, at most `limit`. */
export const tracesHeardSince = (
  { orm }: Database,
  since: string,
  limit: number,
): PromiseLike<TraceSummaryRow[]> =>
  orm
    .select()
    .from(traceSummaries)
    .where(gte(traceSummaries.updated_at, since))
    .orderBy(desc(traceSummaries.updated_at))
    .limit(limit);

/**
 * The ids of those of these traces that have a span which fits, as a search of the history would find them. Looks at
 * some of them at a time, in their order, until `until` (`performance.now()`), at the first of them in any case; those
 * it does not come to are not named.
 */
export async function fittingAmong(
  db: Database,
  traces: readonly Pick<TraceSummaryRow, "trace_id" | "rows">[],
  filter: TraceFilter,
  until: number,
): Promise<string[]> {
  if (traces.length === 0) return [];
  const { fits } = await traceFits(db, filter);
  const conditions = [...summaryConditions(filter), ...(fits === null ? [] : [fits])];
  const found: string[] = [];
  for (let from = 0; from < traces.length && (from === 0 || performance.now() < until); ) {
    const ids: string[] = [];
    for (let rows = 0; from < traces.length && (ids.length === 0 || rows < rowsAtOnce); from += 1) {
      ids.push(traces[from]!.trace_id);
      rows += traces[from]!.rows;
    }
    const some = await db.orm.values<[string]>(sql`
      SELECT s.trace_id FROM trace_summaries s
      WHERE s.trace_id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) AND ${all(conditions)}`);
    for (const [id] of some) found.push(id);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return found;
}
