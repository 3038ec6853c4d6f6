import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";

export interface SourceMinute {
  minute: string;
  source: string;
  count: number;
  errors: number;
  avg_ms: number | null;
}

/** Which of the counts: minutes (`2026-11-20T12:34`) from `since` to `upto`, of these sources; where none is named, of all. */
export interface ActivityPart {
  since: string;
  upto: string;
  sources: readonly string[] | undefined;
}

const within = ({ since, upto, sources }: ActivityPart): SQL => {
  const minutes = sql`minute >= ${since} AND minute <= ${upto}`;
  return sources === undefined || sources.length === 0 ? minutes : sql`${minutes} AND ${isOf(sources)}`;
};
const isOf = (sources: readonly string[]): SQL =>
  sql`source IN (SELECT value FROM json_each(${JSON.stringify(sources)}))`;

/** What each source did in each minute, of the `most` that did most. */
export async function minutesOfSources(
  { orm }: Database,
  part: ActivityPart,
  most: number,
): Promise<{ cells: SourceMinute[]; left_out: number }> {
  const busiest = await orm.values<[string]>(sql`
    SELECT source FROM span_minutes WHERE ${within(part)} GROUP BY source ORDER BY sum(count) DESC, source`);
  const sources = busiest.slice(0, most).map(([source]) => source);
  if (sources.length === 0) return { cells: [], left_out: 0 };
  const rows = await orm.values<[string, string, number, number, number | null]>(sql`
    SELECT minute, source, count, errors, CASE WHEN timed > 0 THEN total_ms / timed END
    FROM span_minutes WHERE ${within({ ...part, sources })} ORDER BY minute, source`);
  return {
    cells: rows.map(([minute, source, count, errors, avg_ms]) => ({ minute, source, count, errors, avg_ms })),
    left_out: busiest.length - sources.length,
  };
}

/** How many took up to so long, by bucket, ascending. */
export async function latencyWithin({ orm }: Database, part: ActivityPart) {
  const rows = await orm.values<[number, number]>(sql`
    SELECT upto_ms, sum(count) FROM span_latency WHERE ${within(part)} GROUP BY upto_ms ORDER BY upto_ms`);
  return rows.map(([upto_ms, count]) => ({ upto_ms, count }));
}

export async function countWithin({ orm }: Database, part: ActivityPart): Promise<number> {
  const [row] = await orm.values<[number | null]>(
    sql`SELECT sum(count) FROM span_minutes WHERE ${within(part)}`,
  );
  return row?.[0] ?? 0;
}
