import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { PatchFilter } from "../../../shared/operations/patches.ts";
import { toCursor } from "../../../shared/patch-cursor.ts";
import { openStore } from "../../host/node/fixtures/store.ts";
import type { Database } from "../../ports/database.ts";
import { broadPage } from "./broad-search.ts";
import { facetCounts } from "./facet-counts.ts";
import { historyPage, historyQuery } from "./history.ts";
import type { PageQuery } from "./page-query.ts";

let db: Database;

/** 5,000 patches, several of each millisecond, written in one statement. */
beforeAll(async () => {
  db = await openStore();
  await db.orm.run(sql`
    INSERT INTO patch_events (patch_id, file_path, op, status, display_status, created_at, updated_at, status_at, seq,
      order_id, factory, requester, reason, task_id, meta)
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
    SELECT 'p' || i, 'src/dir' || (i % 20) || '/file' || (i % 50) || '.ts', 'append', 'applied',
      CASE WHEN i % 10 = 0 THEN 'failed' WHEN i % 10 = 1 THEN 'validating' ELSE 'applied' END,
      strftime('%Y-%m-%dT%H:%M:%fZ', '2026-11-20', '+' || (i / 3) || ' seconds'), '', '', i,
      CASE WHEN i % 2 = 0 THEN 'ORD-' || (i % 7) END, 'factory-' || (i % 3), 'agent-' || (i % 4),
      CASE WHEN i = 42 THEN 'tidy "100%" of_it (AND) NEAR x' ELSE 'because' END, 'T' || (i % 100), '{}'
    FROM n`);
  await db.orm.run(sql`ANALYZE`);
});

const page = (query: Partial<PageQuery> = {}) =>
  historyPage(db, { filter: {}, order: "desc", limit: 100, offset: 0, after: null, ...query });
const ids = (filter: PatchFilter) =>
  page({ filter, limit: 500 }).then((rows) => rows.map((row) => row.patch_id));

describe("paging", () => {
  test.each(["asc", "desc"] as const)("by key (%s) gives every patch once, in order", async (order) => {
    const seen: number[] = [];
    let after: PageQuery["after"] = null;
    for (;;) {
      const rows = await page({ order, limit: 333, after });
      seen.push(...rows.map((row) => row.id));
      if (rows.length < 333) break;
      after = rows.at(-1)!;
    }
    const all = Array.from({ length: 5000 }, (_, n) => n + 1);
    expect(seen).toEqual(order === "asc" ? all : all.toReversed());
  });

  test("by offset gives the same rows", async () => {
    const byOffset = await page({ offset: 200 });
    const [before] = (await page({ limit: 200 })).slice(-1);
    expect(byOffset).toEqual(await page({ after: before! }));
    expect(toCursor(before!)).toContain(before!.created_at);
  });

  test("a patch that comes in between moves no page", async () => {
    const first = await page();
    const second = await page({ after: first.at(-1)! });
    await db.orm.run(sql`INSERT INTO patch_events (patch_id, file_path, op, status, display_status, created_at, updated_at, status_at, seq, meta)
      VALUES ('late', 'a', 'append', 'applied', 'applied', '2026-11-21T00:00:00.000Z', '', '', 9, '{}')`);
    expect(await page({ after: first.at(-1)! })).toEqual(second);
    await db.orm.run(sql`DELETE FROM patch_events WHERE patch_id = 'late'`);
  });
});

describe("what a page costs", () => {
  const plan = async (query: Partial<PageQuery>): Promise<string> => {
    const { sql: text, params } = historyQuery(db, {
      filter: {},
      order: "desc",
      limit: 50,
      offset: 0,
      after: null,
      ...query,
    }).toSQL();
    const parts = text.split("?");
    const bound = parts.flatMap((part, n) =>
      n === 0 ? [sql.raw(part)] : [sql`${params[n - 1]}`, sql.raw(part)],
    );
    const rows = await db.orm.values<[number, number, number, string]>(
      sql`EXPLAIN QUERY PLAN ${sql.join(bound, sql``)}`,
    );
    return rows.map((row) => row[3]).join("; ");
  };
  const key = { created_at: "2026-11-20T00:10:00.000Z", id: 1800 };

  test("the first page and one by key walk the index of time, from its place on, and sort nothing", async () => {
    expect(await plan({})).toBe("SCAN patch_events USING INDEX patch_events_by_time");
    for (const order of ["asc", "desc"] as const) {
      const explained = await plan({ after: key, order });
      expect(explained).toMatch(/^SEARCH patch_events USING INDEX patch_events_by_time \(\(?created_at/);
    }
  });

  test("a page of one filter walks that filter's index in the order of the page", async () => {
    for (const filter of [
      { order_id: ["ORD-1"] },
      { status: ["failed"] },
      { task_id: "T7" },
    ] as PatchFilter[]) {
      const explained = await plan({ filter, after: key });
      expect(explained).toMatch(/^SEARCH patch_events USING INDEX patch_events_by_/);
      expect(explained).not.toContain("TEMP B-TREE");
    }
  });
});

describe("filters", () => {
  test("take several values each, and all of them together", async () => {
    const filter: PatchFilter = {
      status: ["failed", "validating"],
      factory: ["factory-1"],
      requester: ["agent-0"],
    };
    const rows = await page({ filter, limit: 500 });
    expect(rows).not.toHaveLength(0);
    for (const row of rows) {
      expect(["failed", "validating"]).toContain(row.display_status);
      expect([row.factory, row.requester]).toEqual(["factory-1", "agent-0"]);
    }
  });

  test("take as many values as the contract lets through", async () => {
    const many = (prefix: string) => Array.from({ length: 100 }, (_, n) => `${prefix}${n}`);
    const filter: PatchFilter = {
      order_id: many("ORD-"),
      factory: many("factory-"),
      requester: many("agent-"),
      search: "a b c d e f i l s r",
    };
    const rows = await page({ filter, limit: 500 });
    expect(rows.every((row) => row.order_id !== null)).toBe(true);
    expect([rows.length, (await facetCounts(db, filter)).total]).toEqual([500, 2499]);
  });

  test("an empty list narrows nothing", async () => {
    expect(await page({ filter: { status: [] } })).toEqual(await page());
  });

  test("the counts of a filter leave out that filter and keep the others", async () => {
    const counts = await facetCounts(db, { status: ["failed"], factory: ["factory-1"] });
    expect(counts.status.map(({ value }) => value).toSorted()).toEqual(["applied", "failed", "validating"]);
    expect(counts.factory).toHaveLength(3);
    const [failed] = counts.status.filter(({ value }) => value === "failed");
    expect(failed!.count).toBe(counts.total);
    expect(counts.file.reduce((sum, { count }) => sum + count, 0)).toBe(counts.total);
  });
});

describe("search", () => {
  test("counts in turns what one pass counts", async () => {
    for (const search of ["because", "dir3 file23", "T7 be", "zz"])
      for (const filter of [{ search }, { search, factory: ["factory-1"] }])
        expect(await facetCounts(db, filter, 700), search).toEqual(await facetCounts(db, filter));
  });

  test.each(["asc", "desc"] as const)("finds window by window (%s) what one query finds", async (order) => {
    for (const search of ["because", "dir3 file23", "T7 be", "zz"]) {
      const after = { created_at: "2026-11-20T00:10:00.000Z", id: 1801 };
      for (const at of [null, after]) {
        const query = { filter: { search, factory: ["factory-1"] }, order, limit: 120, offset: 0, after: at };
        expect(await broadPage(db, query, 700), search).toEqual(await historyQuery(db, query));
      }
    }
  });

  test("takes NUL for a blank, at which SQLite would end the text", async () => {
    expect(await ids({ search: "dir3\0file23" })).toHaveLength(50);
    expect(await ids({ search: "\0dir3 file23" })).toHaveLength(50);
  });

  test("finds a part of a word, whatever its case, and every word must occur", async () => {
    expect(await ids({ search: "DIR3/fi" })).toHaveLength(250);
    expect(await ids({ search: "dir3 file23" })).toHaveLength(50);
    expect(await ids({ search: "dir3 file24" })).toHaveLength(0);
  });

  test("takes words of one and two letters, wild cards literally", async () => {
    expect(await ids({ search: "0%" })).toEqual(["p42"]);
    expect(await ids({ search: "f_" })).toEqual(["p42"]);
    expect(await ids({ search: "p4 file42 N" })).toContain("p42");
  });

  test.each([
    '"',
    '" OR patch_id:p1',
    "p1' OR '1'='1",
    "a AND",
    "NEAR(",
    "file* ^src",
    "()",
    "-- ;DROP TABLE patch_events",
    "\\",
    "%%%",
    "💥",
    "   ",
  ])("means %s as it is written", async (search) => {
    const found = await ids({ search });
    if (search.trim() === "") expect(found).toHaveLength(500);
    else expect(found.length).toBeLessThan(500);
    expect(await page({ limit: 1 })).toHaveLength(1);
  });

  test("finds what is quoted and bracketed", async () => {
    expect(await ids({ search: '"100%" (AND) NEAR' })).toEqual(["p42"]);
  });

  test("follows a change of the text", async () => {
    await db.orm.run(sql`UPDATE patch_events SET error = 'kaboom everywhere' WHERE patch_id = 'p7'`);
    expect(await ids({ search: "kaboom" })).toEqual(["p7"]);
    await db.orm.run(sql`UPDATE patch_events SET error = NULL WHERE patch_id = 'p7'`);
    expect(await ids({ search: "kaboom" })).toEqual([]);
  });
});
