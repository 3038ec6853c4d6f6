import { sql } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { facetCounts } from "../../db/queries/facet-counts.ts";
import { eventLog, patchEvents } from "../../db/schema.ts";
import { event, openJournal, openStore, sender } from "../../host/node/fixtures/store.ts";
import { nodeSecrets } from "../../host/node/secrets.ts";
import { createEventLog } from "./event-log.ts";
import { verifyCustody } from "./verify-custody.ts";

const verify = (db: Awaited<ReturnType<typeof openStore>>) => verifyCustody(db, nodeSecrets.sha256);

describe("the event log", () => {
  test("numbers a burst without a hole, publishes it in order, and carries the patch as it then stood", async () => {
    const db = await openStore();
    const { journal, published } = openJournal(db);
    const burst = Array.from({ length: 700 }, (_, n) =>
      journal.patch(event(`p${n % 100}`, { type: n < 100 ? "patch_requested" : "patch_applied" }), sender),
    );
    const answers = await Promise.all(burst);
    expect(answers.map(({ seq }) => seq)).toEqual(Array.from({ length: 700 }, (_, n) => n + 1));
    expect(published.map(({ seq }) => seq)).toEqual(answers.map(({ seq }) => seq));
    expect(published[5]!.payload).toMatchObject({ patch_id: "p5", record: { status: "requested", seq: 6 } });
    expect(published[105]!.payload).toMatchObject({
      patch_id: "p5",
      record: { status: "applied", seq: 106 },
    });
    expect(await verify(db)).toEqual({ intact: true, rows: 700 });
  });

  test("numbers what happened to the workspace beside the patches in the same chain", async () => {
    const db = await openStore();
    const { journal, published } = openJournal(db);
    await journal.patch(event("p1"), sender);
    const payload = { message: "src/a.ts leased to T-1", file: "src/a.ts" };
    await journal.workspace({ type: "lease_taken", payload, actor: "ana", traceId: "t1" });
    expect(published[1]).toMatchObject({ seq: 2, type: "lease_taken", payload });
    const rows = await db.orm.values(
      sql`SELECT event_type, message, actor, trace_id FROM patch_custody WHERE id = 2`,
    );
    expect(rows).toEqual([["lease_taken", "src/a.ts leased to T-1", "ana", "t1"]]);
    expect(await verify(db)).toEqual({ intact: true, rows: 2 });
  });

  test("names as the actor of a revert whoever reverted, not who had made the patch", async () => {
    const db = await openStore();
    const { journal } = openJournal(db);
    await journal.patch(event("p1", { meta: { requester: "lint" } }), sender);
    const meta = { requester: "lint", reverted_by: "p2", revert_requester: "ana" };
    await journal.patch(event("p1", { type: "patch_reverted", meta }), sender);
    const rows = await db.orm.values<[string]>(sql`SELECT actor FROM patch_custody ORDER BY id`);
    expect(rows.map(([actor]) => actor.split(" via ")[0])).toEqual(["lint", "ana"]);
  });

  test("takes a second delivery of an event for what it is, also within one transaction and after a restart", async () => {
    const db = await openStore();
    const once = event("p1", { event_id: "e1" });
    const first = openJournal(db);
    const both = await Promise.all([first.journal.patch(once, sender), first.journal.patch(once, sender)]);
    expect(both).toEqual([
      { seq: 1, duplicate: false },
      { seq: 1, duplicate: true },
    ]);
    const restarted = openJournal(db);
    expect(await restarted.journal.patch(once, sender)).toEqual({ seq: 1, duplicate: true });
    expect(await restarted.journal.patch(event("p2"), sender)).toEqual({ seq: 2, duplicate: false });
    expect(first.published).toHaveLength(1);
  });

  test("has no hole and no half after a write that failed", async () => {
    const db = await openStore();
    const { journal, published } = openJournal(db);
    await journal.patch(event("p1"), sender);
    await db.orm.run(
      sql`CREATE TRIGGER full BEFORE INSERT ON patch_custody BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    await expect(journal.patch(event("p2"), sender)).rejects.toThrow();
    await db.orm.run(sql`DROP TRIGGER full`);
    expect(await journal.patch(event("p3"), sender)).toEqual({ seq: 2, duplicate: false });
    expect((await db.orm.select().from(patchEvents)).map((row) => row.patch_id)).toEqual(["p1", "p3"]);
    expect(published.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await verify(db)).toEqual({ intact: true, rows: 2 });
  });

  test("publishes only what is committed", async () => {
    const db = await openStore();
    const log = createEventLog(db);
    const heads: Promise<number>[] = [];
    const { journal } = openJournal(db, { publish: () => heads.push(log.head()) });
    await journal.patch(event("p1"), sender);
    expect(await Promise.all(heads)).toEqual([1]);
  });

  test("keeps the newest events and says from where it does", async () => {
    const db = await openStore();
    const { journal } = openJournal(db, { retain: 50 });
    for (let n = 0; n < 120; n += 1) await journal.patch(event(`p${n}`), sender);
    const log = createEventLog(db);
    expect(await log.head()).toBe(120);
    expect(await log.oldest()).toBeGreaterThan(50);
    expect(await db.orm.$count(eventLog)).toBeLessThanOrEqual(100);
    expect((await log.read(115, 3)).map(({ seq }) => seq)).toEqual([116, 117, 118]);
  });

  test("keeps what a factory says, under its name in the chain", async () => {
    const db = await openStore();
    const { journal, published } = openJournal(db);
    await journal.factory({
      type: "phase_generated",
      payload: { factory: "ui-factory", message: "done" },
      actor: "ui",
      traceId: null,
    });
    expect(published).toMatchObject([
      { seq: 1, type: "phase_generated", payload: { factory: "ui-factory" } },
    ]);
    const rows = await db.orm.values(
      sql`SELECT event_type, factory, message, actor, patch_id FROM patch_custody`,
    );
    expect(rows).toEqual([["phase_generated", "ui-factory", "done", "ui", null]]);
  });

  test("is written out before the journal says it is drained", async () => {
    const db = await openStore();
    const { journal, published } = openJournal(db, { maxBatch: 3 });
    const answers = Array.from({ length: 10 }, (_, n) => journal.patch(event(`p${n}`), sender));
    await journal.drained();
    expect(published).toHaveLength(10);
    await Promise.all(answers);
  });
});

describe("the custody chain", () => {
  const tampering = [
    ["a changed row", "UPDATE patch_custody SET actor = 'someone else' WHERE id = 3", 3, "row was changed"],
    ["a row with a forged hash", "UPDATE patch_custody SET hash = 'f' WHERE id = 3", 3, "row was changed"],
    ["a removed row", "DELETE FROM patch_custody WHERE id = 2", 2, "row is missing"],
    ["the first row removed", "DELETE FROM patch_custody WHERE id = 1", 1, "row is missing"],
    ["rows removed at the end", "DELETE FROM patch_custody WHERE id > 4", 5, "rows are missing at the end"],
  ] as const;
  test.each(tampering)("tells %s", async (_name, statement, id, why) => {
    const db = await openStore();
    const { journal } = openJournal(db);
    for (let n = 0; n < 6; n += 1) await journal.patch(event(`p${n}`), sender);
    expect(await verify(db)).toEqual({ intact: true, rows: 6 });
    await db.orm.run(sql.raw(statement));
    expect(await verify(db)).toEqual({ intact: false, id, why });
  });

  test("can be walked from a row on", async () => {
    const db = await openStore();
    const { journal } = openJournal(db);
    for (let n = 0; n < 6; n += 1) await journal.patch(event(`p${n}`), sender);
    expect(await verifyCustody(db, nodeSecrets.sha256, 4)).toEqual({ intact: true, rows: 2 });
  });

  test("says who acted, and who told us", async () => {
    const db = await openStore();
    const { journal } = openJournal(db);
    await journal.patch(event("p1", { meta: { requester: "lint-surgeon" } }), sender);
    await journal.patch(event("p2"), sender);
    const rows = await db.orm.values(sql`SELECT actor FROM patch_custody ORDER BY id`);
    expect(rows).toEqual([["lint-surgeon via patchctl"], ["patchctl"]]);
  });
});

test("the kept counts are what counting would give", async () => {
  const db = await openStore();
  const { journal } = openJournal(db);
  const types = ["patch_requested", "patch_applied", "patch_validated", "patch_failed"] as const;
  await Promise.all(
    Array.from({ length: 300 }, (_, n) =>
      journal.patch(
        event(`p${n % 40}`, {
          type: types[(n * 7) % 4]!,
          file: `src/${n % 5}.ts`,
          meta: { requester: `agent-${n % 3}`, ...(n % 2 === 0 ? { order_id: "O1", factory: "f" } : {}) },
        }),
        sender,
      ),
    ),
  );
  const kept = await facetCounts(db, {});
  const counted = await facetCounts(db, { search: "src" });
  expect(counted.total).toBe(40);
  expect(kept).toEqual(counted);
});

test("a burst shares its transactions", async () => {
  const db = await openStore();
  const atomically = vi.spyOn(db, "atomically");
  const { journal } = openJournal(db);
  await Promise.all(Array.from({ length: 200 }, (_, n) => journal.patch(event(`p${n}`), sender)));
  expect(atomically.mock.calls.length).toBeLessThanOrEqual(2);
});
