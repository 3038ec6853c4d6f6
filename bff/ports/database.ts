import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";

/** One SQL statement with its bound values, at most 100 of them (D1's limit). */
export interface Statement {
  sql: string;
  params: unknown[];
}

/**
 * SQLite, here or as D1. `orm` is for everything that is one statement. Writes that belong together go through
 * `atomically`: all of them or none, in order, without a chance to read in between, since D1 has no interactive
 * transaction. Both throw where the database itself fails; nothing here is an expected failure.
 */
export interface Database {
  /** Nobody else writes to it while it is open: what was read may be remembered until we write. */
  readonly sole: boolean;
  readonly orm: BaseSQLiteDatabase<"async", unknown>;
  atomically(statements: readonly Statement[]): Promise<void>;
  close(): Promise<void>;
}
