import { DatabaseSync, type StatementSync } from "node:sqlite";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { Database, Statement } from "../../ports/database.ts";

/** D1 takes no more; holding to it here means that no query has to be rewritten to move there. */
const maxParams = 100;
const maxPrepared = 300;

/**
 * Opens (or makes) a SQLite file; ":memory:" for a database that ends with it. WAL, and `synchronous = FULL`: what
 * was acknowledged survives a power cut. Throws where the file cannot be opened.
 */
export function openDatabase(path: string): Database {
  const db = new DatabaseSync(path, { timeout: 5000 });
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
  const prepared = new Map<string, StatementSync>();

  const prepare = (sql: string, params: readonly unknown[]): StatementSync => {
    if (params.length > maxParams)
      throw new Error(`${params.length} bound parameters; ${maxParams} is the limit`);
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    if (prepared.size >= maxPrepared) prepared.delete(prepared.keys().next().value!);
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    prepared.set(sql, statement);
    return statement;
  };
  const run = ({ sql, params }: Statement): void => {
    prepare(sql, params).run(...(params as Parameters<StatementSync["run"]>));
  };

  return {
    // its folder is locked to one server
    sole: true,
    orm: drizzle(async (sql, params, method) => {
      const statement = prepare(sql, params);
      switch (method) {
        case "run":
          statement.run(...params);
          return { rows: [] };
        case "get":
          return { rows: statement.get(...params) as unknown as unknown[] };
        default:
          return { rows: statement.all(...params) as unknown[] };
      }
    }),
    async atomically(statements) {
      db.exec("BEGIN IMMEDIATE");
      try {
        for (const statement of statements) run(statement);
        db.exec("COMMIT");
      } catch (error) {
        // a full disk has rolled back by itself already
        if (db.isTransaction) db.exec("ROLLBACK");
        throw error;
      }
    },
    async close() {
      prepared.clear();
      db.close();
    },
  };
}
