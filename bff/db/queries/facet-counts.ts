import { and, count, desc, eq, gt, isNotNull } from "drizzle-orm";
import type { PatchFilter } from "../../../shared/operations/patches.ts";
import type { Database } from "../../ports/database.ts";
import { type Facet, facetColumns, facets } from "../facets.ts";
import { patchEvents, patchFacets } from "../schema.ts";
import { conditionsOf, isFiltered } from "./patch-conditions.ts";

export type FacetCounts = { total: number } & Record<Facet, { value: string; count: number }[]>;

/** No list on the screen is longer than this; the counts shown are still exact. */
const mostValues = 100;

/** Counts of every value of every filter, the other filters applied; without any, from the kept counts. */
export async function facetCounts(db: Database, filter: PatchFilter): Promise<FacetCounts> {
  const counts: FacetCounts = {
    total: await total(db, filter),
    status: [],
    factory: [],
    file: [],
    op: [],
    requester: [],
    order_id: [],
  };
  for (const facet of facets) {
    const alone = conditionsOf(filter, facet) === undefined;
    counts[facet] = alone ? await kept(db, facet) : await counted(db, filter, facet);
  }
  return counts;
}

async function total({ orm }: Database, filter: PatchFilter): Promise<number> {
  if (isFiltered(filter)) {
    const [row] = await orm.select({ n: count() }).from(patchEvents).where(conditionsOf(filter));
    return row?.n ?? 0;
  }
  const [row] = await orm
    .select({ n: patchFacets.count })
    .from(patchFacets)
    .where(and(eq(patchFacets.facet, "total"), eq(patchFacets.value, "")));
  return row?.n ?? 0;
}

const kept = ({ orm }: Database, facet: Facet) =>
  orm
    .select({ value: patchFacets.value, count: patchFacets.count })
    .from(patchFacets)
    .where(and(eq(patchFacets.facet, facet), gt(patchFacets.count, 0)))
    .orderBy(desc(patchFacets.count), patchFacets.value)
    .limit(mostValues);

async function counted({ orm }: Database, filter: PatchFilter, facet: Facet) {
  const column = patchEvents[facetColumns[facet]];
  const rows = await orm
    .select({ value: column, count: count() })
    .from(patchEvents)
    .where(and(conditionsOf(filter, facet), isNotNull(column)))
    .groupBy(column)
    .orderBy(desc(count()), column)
    .limit(mostValues);
  return rows.map((row) => ({ value: row.value!, count: row.count }));
}
