import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { migrate } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/all.ts";
import { event, openJournal, openStore, sender } from "../../host/node/fixtures/store.ts";
import { nodeSecrets } from "../../host/node/secrets.ts";
import { openDatabase } from "../../host/node/sqlite.ts";
import type { Database } from "../../ports/database.ts";
import { verifyCustody } from "./verify-custody.ts";

const verify = (db: Database) => verifyCustody(db, nodeSecrets.sha256);
const tracesIn = async (db: Database): Promise<unknown[]> =>
  (await db.orm.values(sql`SELECT trace_id FROM patch_custody ORDER BY id`)).flat();

describe("the trace of a custody row", () => {
  test("is the event's own, else that of the patch, else that of whoever tells of it", async () => {
    const db = await openStore();
    const { journal } = openJournal(db);
    await journal.patch(event("p1", { meta: { trace_id: "t1" } }), sender);
    await journal.patch(event("p1", { type: "patch_validated" }), { ...sender, traceId: "of another call" });
    await journal.patch(event("p2"), sender);
    await journal.factory({ type: "phase_generated", payload: {}, actor: "ui", traceId: "t3" });
    await journal.workspace({ type: "out_of_band", payload: { message: "" }, actor: "mc", traceId: null });
    await journal.patch(event("p3"), { name: "patchctl", traceId: null });
    expect(await tracesIn(db)).toEqual(["t1", "t1", sender.traceId, "t3", null, null]);
    expect(await db.orm.values(sql`SELECT trace_id FROM patch_events ORDER BY id`)).toEqual([
      ["t1"],
      [sender.traceId],
      [null],
    ]);
    expect(await verify(db)).toEqual({ intact: true, rows: 6 });
  });

  test("is of a revert that of the revert, while the patch keeps its own", async () => {
    const db = await openStore();
    const { journal } = openJournal(db);
    await journal.patch(event("p1", { meta: { trace_id: "t1" } }), sender);
    const meta = { trace_id: "t1", reverted_by: "p2", revert_trace_id: "t2" };
    await journal.patch(event("p1", { type: "patch_reverted", meta }), sender);
    await journal.patch(event("p1", { type: "patch_validated" }), sender);
    expect(await tracesIn(db)).toEqual(["t1", "t2", "t1"]);
    expect(await db.orm.values(sql`SELECT trace_id, status FROM patch_events`)).toEqual([["t1", "reverted"]]);
  });

  test.each([
    ["changed", "UPDATE patch_custody SET trace_id = 'another' WHERE id = 2"],
    ["taken away", "UPDATE patch_custody SET trace_id = NULL WHERE id = 2"],
    ["made up", "UPDATE patch_custody SET trace_id = 'made up' WHERE id = 3"],
  ])("cannot be %s unseen", async (_how, statement) => {
    const db = await openStore();
    const { journal } = openJournal(db);
    await journal.patch(event("p1"), sender);
    await journal.patch(event("p1", { type: "patch_validated" }), sender);
    await journal.workspace({ type: "out_of_band", payload: { message: "" }, actor: "mc", traceId: null });
    await journal.patch(event("p2"), sender);
    await db.orm.run(sql.raw(statement));
    expect(await verify(db)).toEqual({
      intact: false,
      id: statement.includes("= 3") ? 3 : 2,
      why: "row was changed",
    });
  });
});

/** A database as the version before left it, with two rows whose hashes that version made. */
async function ofTheVersionBefore(): Promise<Database> {
  const db = openDatabase(":memory:");
  await migrate(
    db,
    0,
    migrations.filter(({ id }) => id < 7),
  );
  let prev = "0".repeat(64);
  for (const id of [1, 2]) {
    const row = [
      prev,
      id,
      `p${id}`,
      null,
      "patch_applied",
      "+1 −0",
      "lint via patchctl",
      "2026-11-20T00:00:00.000Z",
    ];
    const hash = nodeSecrets.sha256(JSON.stringify(row));
    await db.orm.run(sql`INSERT INTO patch_custody (prev_hash, id, patch_id, factory, event_type, message, actor, ts, hash)
      VALUES (${sql.join(
        row.map((value) => sql`${value}`),
        sql`, `,
      )}, ${hash})`);
    await db.orm.run(
      sql`INSERT INTO event_log (type, payload, ts, custody_hash) VALUES ('patch_applied', '{}', '', ${hash})`,
    );
    prev = hash;
  }
  return db;
}

describe("a chain from before rows had a trace", () => {
  test("is read as it is by who only looks, before a server has been started on it", async () => {
    const db = await ofTheVersionBefore();
    expect(await verify(db)).toEqual({ intact: true, rows: 2 });
    await db.orm.run(sql`UPDATE patch_custody SET actor = 'nobody' WHERE id = 1`);
    expect(await verify(db)).toEqual({ intact: false, id: 1, why: "row was changed" });
  });

  test("keeps its hashes, and goes on with rows that have one", async () => {
    const db = await ofTheVersionBefore();
    expect(await migrate(db, 0)).toMatchObject({ ok: true });
    const { journal } = openJournal(db);
    await journal.patch(event("p3", { meta: { trace_id: "t1" } }), sender);
    expect(await tracesIn(db)).toEqual([null, null, "t1"]);
    expect(await verify(db)).toEqual({ intact: true, rows: 3 });
    await db.orm.run(sql`UPDATE patch_custody SET trace_id = 't1' WHERE id = 1`);
    expect(await verify(db)).toEqual({ intact: false, id: 1, why: "row was changed" });
  });
});
