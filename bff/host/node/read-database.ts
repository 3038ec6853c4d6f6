import { existsSync } from "node:fs";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { Database } from "../../ports/database.ts";

export interface ReadDatabase extends Pick<Database, "orm" | "close"> {}

/**
 * A server's database as it is at this moment, for reading: whatever a server that runs writes meanwhile is not seen,
 * and nothing of it is held up. Words say why it cannot be read.
 */
export async function readDatabase(path: string): Promise<ReadDatabase | string> {
  if (!existsSync(path)) return "there is no database of a server in the data folder";
  let sqlite: typeof import("node:sqlite");
  try {
    sqlite = await import("node:sqlite");
  } catch {
    return `Node ${process.versions.node} cannot read the server's database; Node 22.13 or later can`;
  }
  try {
    const db = new sqlite.DatabaseSync(path, { readOnly: true, timeout: 5000 });
    // one moment for all that follows
    db.exec("BEGIN");
    return {
      orm: drizzle(async (sql, params, method) => {
        const statement = db.prepare(sql);
        statement.setReturnArrays(true);
        const rows = method === "get" ? statement.get(...params) : statement.all(...params);
        return { rows: rows as unknown as unknown[] };
      }),
      async close() {
        db.close();
      },
    };
  } catch (error) {
    return `the server's database cannot be opened (${(error as NodeJS.ErrnoException).code ?? "unknown"})`;
  }
}
