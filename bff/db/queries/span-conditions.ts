import { type SQL, sql } from "drizzle-orm";
import type { TraceFilter } from "../../../shared/operations/traces.ts";

/** What the search index holds of a row `r`, and what is searched where it does not have the row yet. */
export const searchedText =
  "r.operation || char(10) || r.source || char(10) || r.stage || char(10) || coalesce(r.task_uuid, '') || char(10) || substr(r.details, 1, 2000)";

const isOneOf = (column: string, values: readonly string[] | undefined): SQL[] =>
  values === undefined || values.length === 0
    ? []
    : [sql`${sql.raw(column)} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`];

/** Every word occurs in the row `r`. */
export const holdsWords = (words: readonly string[]): SQL =>
  all(
    words.map((word) => {
      const like = spellings(word).map((one) => {
        const pattern = `%${one.replace(/[\\%_]/g, "\\$&")}%`;
        return sql`(${sql.raw(searchedText)}) LIKE ${pattern} ESCAPE '\\'`;
      });
      return like.length === 1 ? like[0]! : sql`(${sql.join(like, sql` OR `)})`;
    }),
  );

/** LIKE folds the case of ASCII only: other letters are looked for as they are usually written. */
function spellings(word: string): string[] {
  if (![...word].some((letter) => letter > "\x7f")) return [word];
  const [first = "", ...rest] = word;
  return [...new Set([word, word.toUpperCase(), first.toUpperCase() + rest.join("")])];
}

export const all = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0 ? sql`1` : sql.join([...conditions], sql` AND `);

/** What one of a span's rows has to be, each looked for by itself: of a span logged by its moments each may say another. */
function rowConditions({ source, stage, operation, task_uuid, status, min_ms, max_ms }: TraceFilter): SQL[] {
  return [
    ...isOneOf("r.source", source),
    ...isOneOf("r.stage", stage),
    ...isOneOf("r.operation", operation),
    ...(task_uuid === undefined ? [] : [sql`r.task_uuid = ${task_uuid}`]),
    ...(status === "error" ? [sql`r.status = 'error'`] : []),
    ...(min_ms === undefined ? [] : [sql`r.duration_ms >= ${min_ms}`]),
    ...(max_ms === undefined ? [] : [sql`r.duration_ms <= ${max_ms}`]),
  ];
}

/**
 * Whether the trace `s` has a span that fits. `words`: what one row `r` of it has to be besides; null where nothing is
 * searched. Null where every trace fits.
 */
export function hasSpan(filter: TraceFilter, words: SQL | null): SQL | null {
  const some = [...rowConditions(filter), ...(words === null ? [] : [words])];
  // what went well is what no row says has failed
  const well = filter.status === "ok" ? [sql`min(r.status = 'ok')`] : [];
  if (some.length + well.length === 0) return null;
  const rows = sql`SELECT 1 FROM operation_logs r WHERE r.trace_id = s.trace_id`;
  if (some.length === 1 && well.length === 0) return sql`EXISTS (${rows} AND ${some[0]})`;
  const each = [...some.map((condition) => sql`max(${condition})`), ...well];
  return sql`EXISTS (${rows} GROUP BY ifnull(r.span_id, r.id) HAVING ${all(each)})`;
}

/** What the summary of a trace alone rules out, without a look at its rows. */
export function summaryConditions({ from, to, status, source }: TraceFilter): SQL[] {
  const conditions: SQL[] = [];
  if (from !== undefined) conditions.push(sql`s.start_us >= ${Date.parse(from) * 1000}`);
  if (to !== undefined) conditions.push(sql`s.start_us <= ${Date.parse(to) * 1000}`);
  if (status === "error") conditions.push(sql`s.errors > 0`);
  if (source !== undefined && source.length > 0) {
    // of a trace with very many sources only the first are listed
    conditions.push(sql`(json_array_length(s.sources) >= 200 OR EXISTS (
      SELECT 1 FROM json_each(s.sources) n WHERE n.value IN (SELECT value FROM json_each(${JSON.stringify(source)}))))`);
  }
  return conditions;
}
