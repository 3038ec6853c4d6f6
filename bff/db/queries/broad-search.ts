import { and, type SQL, sql } from "drizzle-orm";
import type { PatchFilter } from "../../../shared/operations/patches.ts";
import type { PatchPlace } from "../../../shared/patch-cursor.ts";
import type { Database } from "../../ports/database.ts";
import { type PatchRow, patchEvents } from "../schema.ts";
import type { PageQuery } from "./page-query.ts";
import { conditionsOf, indexedWords, likeConditions } from "./patch-conditions.ts";

/** Fewer finds than this are sorted faster than patches are read. */
const broadFrom = 5_000;
/** Patches that are read at once, some tens of milliseconds; between two windows others get their turn. */
const windowSize = 15_000;

/** Whether the index finds so much, or knows so little of the words, that reading from the page's place is quicker. */
export async function isBroad({ orm }: Database, search: string): Promise<boolean> {
  const match = indexedWords(search);
  // LIKE folds the case of ASCII only; the index that of every letter
  if ([...search].some((letter) => letter > "\x7f")) return false;
  if (match === null) return search.trim() !== "";
  const [row] = await orm.values<[number]>(
    sql`SELECT count(*) FROM (SELECT 1 FROM patch_search WHERE patch_search MATCH ${match} LIMIT ${broadFrom})`,
  );
  return row?.[0] === broadFrom;
}

/** The page of a broad search: patches in the order of the page, a window after another, until the page is full. */
export async function broadPage(
  { orm }: Database,
  { filter, order, limit, after }: Omit<PageQuery, "offset">,
  size = windowSize,
): Promise<PatchRow[]> {
  const { search = "", ...rest }: PatchFilter = filter;
  const wanted = and(conditionsOf(rest), ...likeConditions(search));
  const place = sql`(${patchEvents.created_at}, ${patchEvents.id})`;
  const [beyond, upTo] = order === "desc" ? [sql`<`, sql`>=`] : [sql`>`, sql`<=`];
  const direction = sql.raw(order);
  const inOrder = [sql`${patchEvents.created_at} ${direction}`, sql`${patchEvents.id} ${direction}`];
  const past = (at: PatchPlace | null): SQL | undefined =>
    at === null ? undefined : sql`${place} ${beyond} (${at.created_at}, ${at.id})`;
  const rows: PatchRow[] = [];
  for (let from = after; ; ) {
    const [edge]: PatchPlace[] = await orm
      .select({ created_at: patchEvents.created_at, id: patchEvents.id })
      .from(patchEvents)
      .where(past(from))
      .orderBy(...inOrder)
      .limit(1)
      .offset(size - 1);
    const within = edge === undefined ? undefined : sql`${place} ${upTo} (${edge.created_at}, ${edge.id})`;
    const found = await orm
      .select()
      .from(patchEvents)
      .where(and(past(from), within, wanted))
      .orderBy(...inOrder)
      .limit(limit - rows.length);
    rows.push(...found);
    if (edge === undefined || rows.length >= limit) return rows;
    from = edge;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
