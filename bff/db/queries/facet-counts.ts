import { and, between, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { PatchFilter } from "../../../shared/operations/patches.ts";
import type { Database } from "../../ports/database.ts";
import { type Facet, facetColumns, facets } from "../facets.ts";
import { patchEvents, patchFacets } from "../schema.ts";
import { isBroad } from "./broad-search.ts";
import { conditionsOf, likeConditions } from "./patch-conditions.ts";

type Counted = { value: string; count: number };
export type FacetCounts = { total: number } & Record<Facet, Counted[]>;

/** No list on the screen is longer than this; the counts shown are still exact. */
const mostValues = 100;

/**
 * Counts of every value of every filter, the other filters applied. Where nothing narrows a facet its kept counts
 * are read; the facets that the same filters narrow are counted in one pass over the patches.
 */
export async function facetCounts(
  db: Database,
  filter: PatchFilter,
  atOnce = idsAtOnce,
): Promise<FacetCounts> {
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
  const { total, ...counted } = await countInTurns(db, filter, atOnce, undefined, rest);
  counts.total = total;
  Object.assign(counts, counted);
  for (const facet of own) {
    const others = conditionsOf(filter, facet);
    Object.assign(
      counts,
      others === undefined
        ? { [facet]: await kept(db, facet) }
        : await countInTurns(db, filter, atOnce, facet, [facet]),
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

type Counts = { total: number } & Partial<Record<Facet, Counted[]>>;

/** Patches that a search counts at once, by id; between two turns others get theirs. */
const idsAtOnce = 20_000;

/** One pass; a search that finds very much, or that the index does not know, is counted a range of ids at a time. */
async function countInTurns(
  db: Database,
  filter: PatchFilter,
  atOnce: number,
  without: Facet | undefined,
  wanted: readonly Facet[],
): Promise<Counts> {
  const { search, ...rest } = filter;
  const newest = search !== undefined && (await isBroad(db, search)) ? await newestId(db) : 0;
  if (newest <= atOnce) return countAll(db, conditionsOf(filter, without)!, wanted, mostValues);
  let total = 0;
  const sums = wanted.map((facet) => ({ facet, counts: new Map<string, number>() }));
  for (let from = 1; from <= newest; from += atOnce) {
    const ids = between(patchEvents.id, from, from + atOnce - 1);
    const where = and(ids, conditionsOf(rest, without), ...likeConditions(search ?? ""))!;
    const part = await countAll(db, where, wanted, -1);
    total += part.total;
    for (const { facet, counts } of sums)
      for (const { value, count } of part[facet] ?? []) counts.set(value, (counts.get(value) ?? 0) + count);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const most = (counts: Map<string, number>): Counted[] =>
    [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, mostValues);
  return { total, ...Object.fromEntries(sums.map(({ facet, counts }) => [facet, most(counts)])) };
}

async function newestId({ orm }: Database): Promise<number> {
  const [row] = await orm.values<[number | null]>(sql`SELECT max(id) FROM patch_events`);
  return row?.[0] ?? 0;
}

async function countAll(
  { orm }: Database,
  where: SQL,
  wanted: readonly Facet[],
  limit: number,
): Promise<Counts> {
  const columns = wanted.map((facet) => sql`${patchEvents[facetColumns[facet]]} AS ${sql.identifier(facet)}`);
  const each = wanted.map(
    (facet) => sql`SELECT * FROM (
      SELECT ${facet} AS facet, ${sql.identifier(facet)} AS value, count(*) AS n FROM found
      WHERE ${sql.identifier(facet)} IS NOT NULL GROUP BY 2 ORDER BY n DESC, value LIMIT ${sql.raw(String(limit))})`,
  );
  const rows = await orm.values<[string, string, number]>(sql`
    WITH found AS MATERIALIZED (SELECT ${sql.join([sql`1 AS one`, ...columns], sql`, `)} FROM ${patchEvents} WHERE ${where})
    ${sql.join([sql`SELECT 'total' AS facet, '' AS value, count(*) AS n FROM found`, ...each], sql` UNION ALL `)}`);
  const counts: Counts = { total: 0 };
  for (const facet of wanted) counts[facet] = [];
  for (const [facet, value, count] of rows) {
    if (facet === "total") counts.total = count;
    else counts[facet as Facet]?.push({ value, count });
  }
  return counts;
}
