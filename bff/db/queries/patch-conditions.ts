import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { PatchFilter } from "../../../shared/operations/patches.ts";
import { type Facet, facetColumns, facets } from "../facets.ts";
import { patchEvents } from "../schema.ts";

const searched = [
  patchEvents.patch_id,
  patchEvents.file_path,
  patchEvents.op,
  patchEvents.requester,
  patchEvents.reason,
  patchEvents.task_id,
  patchEvents.order_id,
  patchEvents.error,
];

/** Every text that is searched, a line each. */
const allText = sql.join(
  searched.map((column) => sql`coalesce(${column}, '')`),
  sql` || char(10) || `,
);

/** More values than this travel as one JSON list, since a statement binds at most 100. */
const boundOneByOne = 8;

const isOneOf = (column: SQLiteColumn, values: readonly string[]): SQL =>
  values.length <= boundOneByOne
    ? inArray(column, [...values])
    : sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;

const wordsOf = (search: string): string[] =>
  search
    // SQLite ends a text at NUL, which would leave a quote open
    .split(/[\s\0]+/)
    .filter((word) => word !== "")
    .slice(0, 10);

const isIndexed = (word: string): boolean => [...word].length >= 3;

/** The query for the trigram index, its words quoted, so that nothing in them is syntax; null where it knows none. */
export function indexedWords(search: string): string | null {
  const long = wordsOf(search).filter(isIndexed);
  return long.length === 0 ? null : long.map((word) => `"${word.replaceAll('"', '""')}"`).join(" AND ");
}

const isLike = (word: string): SQL => {
  const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`${allText} LIKE ${pattern} ESCAPE '\\'`;
};

/** The same search without the index: every patch is read. */
export const likeConditions = (search: string): SQL[] => wordsOf(search).map(isLike);

/**
 * A search text is words that must all occur somewhere in a patch. Words of three letters and more are looked up in
 * the trigram index; shorter ones, which it does not know, by LIKE.
 */
function searchConditions(search: string): SQL[] {
  const conditions = wordsOf(search)
    .filter((word) => !isIndexed(word))
    .map(isLike);
  const query = indexedWords(search);
  if (query !== null) {
    conditions.push(
      sql`${patchEvents.id} IN (SELECT rowid FROM patch_search WHERE patch_search MATCH ${query})`,
    );
  }
  return conditions;
}

/** The WHERE of a filter; `without` leaves one facet's own filter out, for counting what else could be chosen. */
export function conditionsOf(filter: PatchFilter, without?: Facet): SQL | undefined {
  const conditions: SQL[] = [];
  for (const facet of facets) {
    const values = filter[facet];
    if (values === undefined || values.length === 0 || facet === without) continue;
    conditions.push(isOneOf(patchEvents[facetColumns[facet]], values));
  }
  if (filter.task_id !== undefined) conditions.push(eq(patchEvents.task_id, filter.task_id));
  if (filter.trace_id !== undefined) conditions.push(eq(patchEvents.trace_id, filter.trace_id));
  if (filter.search !== undefined) conditions.push(...searchConditions(filter.search));
  return and(...conditions);
}
