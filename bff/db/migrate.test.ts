import { getTableColumns, getTableName, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDatabase } from "../host/node/sqlite.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/all.ts";
import { latencyWithin } from "./queries/trace-activity.ts";
import * as schema from "./schema.ts";

test("a new database is brought to the newest schema, a second time changes nothing", async () => {
  const db = openDatabase(":memory:");
  expect(await migrate(db, 0)).toEqual({ ok: true, applied: migrations.map(({ id }) => id) });
  expect(await migrate(db, 0)).toEqual({ ok: true, applied: [] });
});

test("every table has the columns that the Drizzle schema says, and no others", async () => {
  const db = openDatabase(":memory:");
  await migrate(db, 0);
  for (const table of Object.values(schema)) {
    const rows = await db.orm.values<[string]>(
      sql`SELECT name FROM pragma_table_info(${getTableName(table)}) ORDER BY name`,
    );
    expect(rows.flat(), getTableName(table)).toEqual(
      Object.values(getTableColumns(table))
        .map(({ name }) => name)
        .toSorted(),
    );
  }
});

test("a step that fails leaves nothing of itself behind", async () => {
  const db = openDatabase(":memory:");
  const broken = { id: 1000, name: "broken", statements: ["CREATE TABLE half (a)", "CREATE TABLE half (a)"] };
  await expect(migrate(db, 0, [...migrations, broken])).rejects.toThrow("already exists");
  expect(await db.orm.values(sql`SELECT 1 FROM sqlite_master WHERE name = 'half'`)).toEqual([]);
  const mended = { ...broken, statements: ["CREATE TABLE half (a)"] };
  expect(await migrate(db, 0, [...migrations, mended])).toEqual({ ok: true, applied: [1000] });
});

test("a database that a newer version has been to is refused", async () => {
  const db = openDatabase(":memory:");
  await migrate(db, 0, [...migrations, { id: 9999, name: "of the future", statements: [] }]);
  const answer = await migrate(db, 0);
  expect(answer).toMatchObject({ ok: false, error: expect.stringContaining("newer version") });
});

test("how long operations took, counted before it was told apart by source, is known of all together", async () => {
  const db = openDatabase(":memory:");
  await migrate(
    db,
    0,
    migrations.filter(({ id }) => id < 9),
  );
  await db.orm.run(sql`INSERT INTO span_latency VALUES ('2026-11-20T12:00', 5, 3)`);
  await migrate(db, 0);
  const part = { since: "2026-11-20T11:59", upto: "2026-11-20T12:00" };
  expect(await latencyWithin(db, { ...part, sources: undefined })).toEqual([{ upto_ms: 5, count: 3 }]);
  expect(await latencyWithin(db, { ...part, sources: ["ui"] })).toEqual([]);
});

test("v_patch_activity reads requester, reason and error out of meta, newest first", async () => {
  const db = openDatabase(":memory:");
  await migrate(db, 0);
  for (const [id, at] of [
    ["old", "2026-11-19T00:00:00.000Z"],
    ["new", "2026-11-20T00:00:00.000Z"],
  ]) {
    await db.orm.run(sql`INSERT INTO patch_events (patch_id, file_path, op, status, display_status, created_at, updated_at, status_at, seq, meta)
      VALUES (${id}, 'a.ts', 'append', 'failed', 'failed', ${at}, ${at}, ${at}, 1, '{"requester":"r","reason":"w","error":"e"}')`);
  }
  const rows = await db.orm.values(
    sql`SELECT id, patch_id, task_id, file_path, op, created_at, requester, reason, error FROM v_patch_activity`,
  );
  expect(rows[0]).toEqual([2, "new", null, "a.ts", "append", "2026-11-20T00:00:00.000Z", "r", "w", "e"]);
  expect(rows[1]?.[1]).toBe("old");
});
