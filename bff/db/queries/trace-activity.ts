import { sql } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";

export interface SourceMinute {
  minute: string;
  source: string;
  count: number;
  errors: number;
  avg_ms: number | null;
}

/** What each source did in each minute (`2026-11-20T12:34`) from `since` on, of the `most` that did most. */
export async function minutesOfSources(
  { orm }: Database,
  since: string,
  most: number,
): Promise<{ cells: SourceMinute[]; left_out: number }> {
  const busiest = await orm.values<[string]>(sql`
    SELECT source FROM span_minutes WHERE minute >= ${since} GROUP BY source ORDER BY sum(count) DESC, source`);
  const names = busiest.slice(0, most).map(([source]) => source);
  const rows = await orm.values<[string, string, number, number, number | null]>(sql`
    SELECT minute, source, count, errors, CASE WHEN timed > 0 THEN total_ms / timed END
    FROM span_minutes WHERE minute >= ${since} AND source IN (SELECT value FROM json_each(${JSON.stringify(names)}))
    ORDER BY minute, source`);
  return {
    cells: rows.map(([minute, source, count, errors, avg_ms]) => ({ minute, source, count, errors, avg_ms })),
    left_out: busiest.length - names.length,
  };
}

/** How many took up to so long, by bucket, ascending. */
export async function latencySince({ orm }: Database, since: string) {
  const rows = await orm.values<[number, number]>(sql`
    SELECT upto_ms, sum(count) FROM span_latency WHERE minute >= ${since} GROUP BY upto_ms ORDER BY upto_ms`);
  return rows.map(([upto_ms, count]) => ({ upto_ms, count }));
}

export async function countSince({ orm }: Database, since: string): Promise<number> {
  const [row] = await orm.values<[number | null]>(
    sql`SELECT sum(count) FROM span_minutes WHERE minute >= ${since}`,
  );
  return row?.[0] ?? 0;
}
