import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { Database } from "../../ports/database.ts";
import { openConnection } from "./connection.ts";
import { createShortHere } from "./write-thread/short-here.ts";
import { createWhileBusy, type WhileBusyOptions } from "./write-thread/while-busy.ts";

/**
 * Opens (or makes) a SQLite file; ":memory:" for a database that ends with it. What was acknowledged survives a power
 * cut. While many transactions come, a thread does those of many statements; it and this connection take turns, so that
 * neither ever waits for the other's lock. Throws where the file cannot be opened.
 */
export function openDatabase(path: string, options: WhileBusyOptions = {}): Database {
  const connection = openConnection(path);
  const busy = path === ":memory:" ? null : createWhileBusy(path, options);
  const short = createShortHere(options.shortStatements);
  /** what the thread does now */
  let under: Promise<void> | null = null;
  const over = (): void => {
    under = null;
  };

  return {
    // its folder is locked to one server
    sole: true,
    orm: drizzle(async (sql, params, method) => {
      if (under !== null && !isRead.test(sql)) while (under !== null) await under;
      const statement = connection.prepare(sql, params);
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
      while (under !== null) await under;
      const thread = short.isHere(statements.length) ? null : (busy?.thread() ?? null);
      if (thread === null) {
        const begun = performance.now();
        connection.transaction(statements);
        return short.took(statements.length, performance.now() - begun);
      }
      const done = thread.transaction(statements);
      under = done.then(over, over);
      return done;
    },
    async close() {
      while (under !== null) await under;
      await busy?.close();
      connection.close();
    },
  };
}

/** Sees what was committed, whoever writes at the time; everything else waits for its turn. */
const isRead = /^\s*select\b/i;
