import { and, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { PatchFilter } from "../../../shared/operations/patches.ts";
import type { Database } from "../../ports/database.ts";
import { type Facet, facetColumns, facets } from "../facets.ts";
import { patchEvents, patchFacets } from "../schema.ts";
import { conditionsOf } from "./patch-conditions.ts";

type Counted = { value: string; count: number };
export type FacetCounts = { total: number } & Record<Facet, Counted[]>;

/** No list on the screen is longer than this; the counts shown are still exact. */
const mostValues = 100;

/**
 * Counts of every value of every filter, the other filters applied. Where nothing narrows a facet its kept counts
 * are read; the facets that the same filters narrow are counted in one pass over the patches.
 */
export async function facetCounts(db: Database, filter: PatchFilter): Promise<FacetCounts> {
  const counts: FacetCounts = {
    total: 0,
    status: [],
    factory: [],
    file: [],
    op: [],
    requester: [],
    order_id: [],
  };
  const whole = conditionsOf(filter);
  const own = facets.filter((facet) => (filter[facet] ?? []).length > 0);
  const rest = facets.filter((facet) => !own.includes(facet));
  if (whole === undefined) {
    counts.total = await keptTotal(db);
    for (const facet of facets) counts[facet] = await kept(db, facet);
    return counts;
  }
  const { total, ...counted } = await countAll(db, whole, rest);
  counts.total = total;
  Object.assign(counts, counted);
  for (const facet of own) {
    const others = conditionsOf(filter, facet);
    Object.assign(
      counts,
      others === undefined ? { [facet]: await kept(db, facet) } : await countAll(db, others, [facet]),
    );
    counts.total = total;
  }
  return counts;
}

async function keptTotal({ orm }: Database): Promise<number> {
  const [row] = await orm
    .select({ n: patchFacets.count })
    .from(patchFacets)
    .where(and(eq(patchFacets.facet, "total"), eq(patchFacets.value, "")));
  return row?.n ?? 0;
}

const kept = ({ orm }: Database, facet: Facet): PromiseLike<Counted[]> =>
  orm
    .select({ value: patchFacets.value, count: patchFacets.count })
    .from(patchFacets)
    .where(and(eq(patchFacets.facet, facet), gt(patchFacets.count, 0)))
    .orderBy(desc(patchFacets.count), patchFacets.value)
    .limit(mostValues);

async function countAll(
  { orm }: Database,
  where: SQL,
  wanted: readonly Facet[],
): Promise<{ total: number } & Partial<Record<Facet, Counted[]>>> {
  const columns = wanted.map((facet) => sql`${patchEvents[facetColumns[facet]]} AS ${sql.identifier(facet)}`);
  const each = wanted.map(
    (facet) => sql`SELECT * FROM (
      SELECT ${facet} AS facet, ${sql.identifier(facet)} AS value, count(*) AS n FROM found
      WHERE ${sql.identifier(facet)} IS NOT NULL GROUP BY 2 ORDER BY n DESC, value LIMIT ${sql.raw(String(mostValues))})`,
  );
  const rows = await orm.values<[string, string, number]>(sql`
    WITH found AS MATERIALIZED (SELECT ${sql.join([sql`1 AS one`, ...columns], sql`, `)} FROM ${patchEvents} WHERE ${where})
    ${sql.join([sql`SELECT 'total' AS facet, '' AS value, count(*) AS n FROM found`, ...each], sql` UNION ALL `)}`);
  const counts: { total: number } & Partial<Record<Facet, Counted[]>> = { total: 0 };
  for (const facet of wanted) counts[facet] = [];
  for (const [facet, value, count] of rows) {
    if (facet === "total") counts.total = count;
    else counts[facet as Facet]?.push({ value, count });
  }
  return counts;
}
