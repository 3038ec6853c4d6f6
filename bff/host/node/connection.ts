import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Statement } from "../../ports/database.ts";

/** D1 takes no more; holding to it here means that no query has to be rewritten to move there. */
const maxParams = 100;
const maxPrepared = 300;

/** One connection to a SQLite file. Everything here blocks, and throws where the database itself fails. */
export interface Connection {
  /** The statement, prepared once; its rows are arrays. */
  prepare(sql: string, params: readonly unknown[]): StatementSync;
  /** All of the statements or none. */
  transaction(statements: readonly Statement[]): void;
  close(): void;
}

/**
 * Opens (or makes) a SQLite file; ":memory:" for a database that ends with it. WAL, and `synchronous = FULL`: what
 * was committed survives a power cut.
 */
export function openConnection(path: string): Connection {
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

  return {
    prepare,
    transaction(statements) {
      db.exec("BEGIN IMMEDIATE");
      try {
        for (const { sql, params } of statements)
          prepare(sql, params).run(...(params as Parameters<StatementSync["run"]>));
        db.exec("COMMIT");
      } catch (error) {
        // a full disk has rolled back by itself already
        if (db.isTransaction) db.exec("ROLLBACK");
        throw error;
      }
    },
    close() {
      prepared.clear();
      db.close();
    },
  };
}
