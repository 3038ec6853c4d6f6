import { fillPlaceholders, getTableColumns, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Statement } from "../ports/database.ts";

type Row<T extends SQLiteTable> = T["$inferSelect"];

/**
 * Builds the SQL of a query once and fills in its `sql.placeholder(name)`s a call: the builder costs more than
 * SQLite does, which matters where a thousand events a second are written.
 */
export function compile(query: { toSQL(): Statement }): (values: Record<string, unknown>) => Statement {
  const { sql: text, params } = query.toSQL();
  return (values) => ({ sql: text, params: fillPlaceholders(params, values) });
}

/** A placeholder a column, named as the column. */
export function placeholders<T extends SQLiteTable>(
  table: T,
): { [K in keyof Row<T>]: ReturnType<typeof sql.placeholder> } {
  const names = Object.keys(getTableColumns(table));
  return Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as never;
}
