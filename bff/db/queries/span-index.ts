import { type SQL, sql } from "drizzle-orm";
import type { Database, Statement } from "../../ports/database.ts";
import { holdsWords, searchedText } from "./span-conditions.ts";

/** More finds than this are quicker found by reading the history from the page's place. */
const fewRows = 2_000;
/** Rows that the index does not have yet and that are read instead; with more of them the history is read. */
const mostAhead = 100_000;
const rowsAtOnce = 15_000;

interface IndexState {
  since: number;
  upto: number;
  /** ids of the first and last log row there is */
  first: number;
  last: number;
}

export async function indexState({ orm }: Database): Promise<IndexState> {
  const [row] = await orm.values<[number, number, number | null, number | null]>(sql`
    SELECT since, upto, (SELECT min(id) FROM operation_logs), (SELECT max(id) FROM operation_logs)
    FROM span_search_state`);
  const [since, upto, first, last] = row!;
  return { since, upto, first: first ?? upto + 1, last: last ?? upto };
}

/** Puts the rows after `upto` in, as many as `count` ids have room for; takes out what is gone, as many. */
export function indexStep({ since, upto, first, last }: IndexState, count: number): Statement[] {
  const to = Math.min(last, upto + count);
  const gone = Math.min(first, upto + 1, since + count);
  const statements: Statement[] = [];
  if (to > upto) {
    statements.push({
      sql: `INSERT INTO span_search (rowid, text) SELECT r.id, ${searchedText} FROM operation_logs r WHERE r.id > ? AND r.id <= ?`,
      params: [upto, to],
    });
  }
  if (gone > since) {
    statements.push({
      sql: "DELETE FROM span_search WHERE rowid >= ? AND rowid < ?",
      params: [since, gone],
    });
  }
  if (statements.length === 0) return [];
  statements.push({
    sql: "UPDATE span_search_state SET upto = max(upto, ?), since = max(since, ?)",
    params: [to, gone],
  });
  return statements;
}

/**
 * The ids of the rows that hold all of the words, as a list for `IN`; null where the index does not know the words
 * (they are shorter than three letters), where too many rows hold them, or where it is far behind.
 */
export async function rowsFound(db: Database, words: readonly string[]): Promise<SQL | null> {
  const known = words.filter((word) => [...word].length >= 3);
  if (known.length === 0) return null;
  const { upto, last } = await indexState(db);
  if (last - upto > mostAhead) return null;
  const match = known.map((word) => `"${word.replaceAll('"', '""')}"`).join(" AND ");
  // a word that the index does not know is looked for in the rows that hold the others
  const rest = words.length > known.length ? holdsWords(words) : sql`1`;
  const found = await db.orm.values<[number]>(sql`
    SELECT r.id FROM operation_logs r
    WHERE r.id IN (SELECT rowid FROM span_search WHERE span_search MATCH ${match} LIMIT ${fewRows}) AND ${rest}`);
  const [all] = await db.orm.values<[number]>(sql`
    SELECT count(*) FROM (SELECT 1 FROM span_search WHERE span_search MATCH ${match} LIMIT ${fewRows})`);
  if (all![0] >= fewRows) return null;
  const ids = found.map(([id]) => id);
  for (let from = upto; from < last; from += rowsAtOnce) {
    const ahead = await db.orm.values<[number]>(sql`
      SELECT r.id FROM operation_logs r
      WHERE r.id > ${from} AND r.id <= ${from + rowsAtOnce} AND ${holdsWords(words)} LIMIT ${fewRows}`);
    for (const [id] of ahead) ids.push(id);
    if (ids.length >= fewRows) return null;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}
