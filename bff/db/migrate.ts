import { sql } from "drizzle-orm";
import type { Result } from "../../shared/result.ts";
import { ok, refuse } from "../../shared/result.ts";
import type { Database } from "../ports/database.ts";
import { migrations as all } from "./migrations/all.ts";
import type { Migration } from "./migrations/migration.ts";

/**
 * Brings the database to the newest schema, each step whole or not at all. Refuses a database that a newer version
 * has already been to: writing to it with old code would lose what the newer one added.
 */
export async function migrate(
  db: Database,
  now: number,
  migrations: readonly Migration[] = all,
): Promise<Result<{ applied: number[] }>> {
  await db.orm.run(
    sql`CREATE TABLE IF NOT EXISTS schema_migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT`,
  );
  const rows = await db.orm.values<[number]>(sql`SELECT id FROM schema_migrations`);
  const done = new Set(rows.map(([id]) => id));
  const newest = migrations.at(-1)?.id ?? 0;
  const unknown = [...done].filter((id) => id > newest);
  if (unknown.length > 0) {
    return refuse(
      "INTERNAL",
      `the database was last used by a newer version (schema step ${Math.max(...unknown)}, this version knows ${newest}): start that version, or another data folder with --data`,
    );
  }
  const applied: number[] = [];
  for (const step of migrations) {
    if (done.has(step.id)) continue;
    await db.atomically([
      ...step.statements.map((statement) => ({ sql: statement, params: [] })),
      {
        sql: "INSERT INTO schema_migrations (id, name, applied_at) VALUES (?, ?, ?)",
        params: [step.id, step.name, new Date(now).toISOString()],
      },
    ]);
    applied.push(step.id);
  }
  return ok({ applied });
}
