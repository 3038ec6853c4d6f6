import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { searchPage } from "../../db/queries/trace-search.ts";
import { openStore } from "../../host/node/fixtures/store.ts";
import type { Database } from "../../ports/database.ts";
import { createSpanWriter } from "../spans/span-writer.ts";
import { indexOnce, indexSpans } from "./index-spans.ts";

const now = Date.parse("2026-11-20T12:00:00Z");
let db: Database;
beforeEach(async () => {
  db = await openStore();
});
afterEach(() => db.close());

const words = ["invoice", "Über uns", "50% off", "a_b", "cart cart", "née", "x"];
async function store(from: number, to: number): Promise<void> {
  const spans = createSpanWriter({ db, clock: { now: () => now }, publish() {} });
  await spans.record(
    Array.from({ length: to - from }, (_, n) => ({
      trace_id: `t${from + n}`,
      source: n % 2 === 0 ? "ui" : "api",
      stage: "processing",
      operation: `op ${from + n}`,
      start_us: now * 1000 + from + n,
      duration_ms: 1,
      details: { word: words[(from + n) % words.length], deep: { er: `value-${from + n}` } },
    })),
    { traceId: "t" },
  );
}
const found = async (search: string): Promise<string[]> => {
  const query = { filter: { search }, limit: 200, after: null, until: performance.now() + 10_000 };
  return (await searchPage(db, query)).rows.map(({ trace_id }) => trace_id);
};
const searches = [
  ...words,
  "INVOICE",
  "über",
  "NÉE",
  "50%",
  "_",
  "val",
  "value-17",
  "op 1",
  "cart x",
  "t19",
  "z z",
];

test("a search finds the same whether rows are in the index, partly, or not yet", async () => {
  await store(0, 90);
  const before = await Promise.all(searches.map(found));
  expect(before[0]).toHaveLength(13);
  expect(await indexOnce({ db }, 40)).toBe(true);
  expect(await Promise.all(searches.map(found))).toEqual(before);
  while (await indexOnce({ db }, 40));
  expect(await Promise.all(searches.map(found))).toEqual(before);
  await store(90, 93);
  expect(await found("value-92")).toEqual(["t92"]);
});

test("rows that are gone leave the index, those that stay are found", async () => {
  await store(0, 60);
  while (await indexOnce({ db }, 25));
  await db.orm.run(sql`DELETE FROM operation_logs WHERE id <= 55`);
  while (await indexOnce({ db }, 25));
  const [left] = await db.orm.values<[number]>(sql`SELECT count(*) FROM span_search`);
  expect(left).toEqual([5]);
  expect(await found("value-3")).toEqual([]);
  expect(await found("value-57")).toEqual(["t57"]);
});

test("a server keeps it up by itself", async () => {
  const index = indexSpans({ db, log: { debug() {}, info() {}, warn() {}, error() {} } });
  await store(0, 30);
  await expect.poll(() => db.orm.values(sql`SELECT upto FROM span_search_state`)).toEqual([[30]]);
  await index.close();
});
