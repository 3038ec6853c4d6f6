import { and, asc, desc, type SQL, sql } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { type PatchRow, patchEvents } from "../schema.ts";
import { broadPage, isBroad } from "./broad-search.ts";
import type { PageQuery } from "./page-query.ts";
import { conditionsOf } from "./patch-conditions.ts";

/** One page of history. By key it costs the same on page 10,000 as on the first; `offset` does not. */
export async function historyPage(db: Database, query: PageQuery): Promise<PatchRow[]> {
  const { search } = query.filter;
  if (search !== undefined && query.offset === 0 && (await isBroad(db, search))) return broadPage(db, query);
  return historyQuery(db, query);
}

export function historyQuery({ orm }: Database, { filter, order, limit, offset, after }: PageQuery) {
  const conditions: (SQL | undefined)[] = [conditionsOf(filter)];
  if (after !== null) {
    const beyond = order === "desc" ? sql`<` : sql`>`;
    conditions.push(
      sql`(${patchEvents.created_at}, ${patchEvents.id}) ${beyond} (${after.created_at}, ${after.id})`,
    );
  }
  const direction = order === "desc" ? desc : asc;
  return orm
    .select()
    .from(patchEvents)
    .where(and(...conditions))
    .orderBy(direction(patchEvents.created_at), direction(patchEvents.id))
    .limit(limit)
    .offset(offset);
}
