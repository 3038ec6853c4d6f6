import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDatabase } from "../../host/node/sqlite.ts";
import { manyRows } from "./many-rows.ts";

test("however many rows there are, each is written once, within what a statement may bind", async () => {
  const db = openDatabase(":memory:");
  await db.atomically([{ sql: "CREATE TABLE pairs (a INTEGER PRIMARY KEY, b TEXT, c INTEGER)", params: [] }]);
  const statements = manyRows<{ a: number; b: string }>({
    into: "INSERT INTO pairs",
    columns: ["a", "b", "c"],
    after: "ON CONFLICT (a) DO UPDATE SET c = c + excluded.c",
    bind: (params, { a, b }) => params.push(a, b, 1),
  });
  let next = 0;
  for (const count of [0, 1, 2, 32, 33, 34, 66, 100]) {
    const rows = Array.from({ length: count }, (_, n) => ({ a: next + n, b: `row ${next + n}` }));
    next += count;
    const made = statements(rows);
    expect(made.length).toBe(Math.ceil(count / 33));
    await db.atomically(made);
  }
  await db.atomically(statements([{ a: 7, b: "again" }]));
  const found = await db.orm.values<[number, string, number]>(sql`SELECT a, b, c FROM pairs ORDER BY a`);
  expect(found).toEqual(Array.from({ length: next }, (_, n) => [n, `row ${n}`, n === 7 ? 2 : 1]));
  await db.close();
});
