import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { makeApp } from "../../host/node/fixtures/app.ts";
import { openDatabase } from "../../host/node/sqlite.ts";
import { coarseClock } from "../../ports/clock.ts";
import type { Database } from "../../ports/database.ts";
import { migrate } from "../migrate.ts";
import { searchPage } from "../queries/trace-search.ts";
import { migrations } from "./all.ts";

const heard = "2026-11-20T12:00:00.250Z";
const heardUs = Date.parse(heard) * 1000;
const now = Date.parse("2026-11-20T12:30:00Z");

let db: Database;
beforeEach(async () => {
  db = openDatabase(":memory:");
  await migrate(
    db,
    0,
    migrations.filter(({ id }) => id < 8),
  );
});

interface OldRow {
  trace: string;
  timestamp: string;
  us: bigint | number;
  ms?: number | null;
  stage?: string;
  operation?: string;
  parent?: string;
  details?: string;
}

/** A row as it was stored while any time was taken. */
const log = ({ trace, timestamp, us, ms = 5, stage = "work", ...rest }: OldRow) =>
  db.orm.run(sql`INSERT INTO operation_logs
    (timestamp, trace_id, span_id, parent_span_id, source, stage, operation, start_us, duration_ms, status, details)
    VALUES (${timestamp}, ${trace}, 'a', ${rest.parent ?? null}, 'ui', ${stage}, ${rest.operation ?? "click"}, ${us},
      ${ms}, 'ok', ${rest.details ?? "{}"})`);

const summary = (
  trace: string,
  [start, end]: readonly [bigint | number, bigint | number],
  {
    operation = "click",
    root = start,
    rows = 1,
  }: { operation?: string; root?: bigint | number | null; rows?: number } = {},
) =>
  db.orm.run(sql`INSERT INTO trace_summaries VALUES (${trace}, ${operation}, 'ui', ${root}, '["ui"]', ${rows}, ${rows}, 0, 0,
    0, ${start}, ${end}, ${heard})`);

const list = async () =>
  (await searchPage(db, { filter: {}, limit: 50, after: null, until: Number.POSITIVE_INFINITY })).rows;
const mend = () => migrate(db, now);

const y9999 = 253402300799999000n;
const fine = heardUs - 60_000_000;
const fineIso = new Date(fine / 1000).toISOString();

test("a log of the year 9999 gets the time it was heard at, and every list can be read", async () => {
  await log({ trace: "far", timestamp: "9999-12-31T23:59:59.999Z", us: y9999, details: '{"n":1}' });
  await summary("far", [y9999, y9999 + 5000n]);
  await log({ trace: "near", timestamp: fineIso, us: fine });
  await summary("near", [fine, fine + 5000]);
  await db.orm.run(sql`INSERT INTO span_minutes VALUES ('9999-12-31T23:59', 'ui', 9, 0, 9, 45)`);
  await db.orm.run(sql`INSERT INTO span_latency VALUES ('9999-12-31T23:59', 5, 9)`);
  await expect(list()).rejects.toThrow();

  expect(await mend()).toMatchObject({ ok: true });
  expect(await list()).toMatchObject([
    { trace_id: "far", start_us: heardUs, root_us: heardUs, end_us: heardUs + 5000 },
    { trace_id: "near", start_us: fine, end_us: fine + 5000 },
  ]);
  const app = await makeApp({ db, ports: { clock: coarseClock(() => now) } });
  const viewer = await app.as("viewer");
  const get = async (path: string) => (await viewer.ask("GET", path)).json;
  expect((await get("/api/traces/far")).spans).toMatchObject([
    { start_us: heardUs, duration_us: 5000, details: { n: 1, sent_timestamp: "9999-12-31T23:59:59.999Z" } },
  ]);
  expect(await get("/api/traces/near")).toMatchObject({ spans: [{ start_us: fine, details: {} }] });
  expect(await get("/api/traces/activity")).toMatchObject({ cells: [], latency: [], per_minute: 0 });
  await app.dispose();
});

test("of a trace only the row that says such a time is moved, and it is called and measured by all", async () => {
  await log({
    trace: "t",
    timestamp: "0001-01-01T00:00:00.000Z",
    us: -62135596800000000n,
    operation: "broken clock",
  });
  await log({ trace: "t", timestamp: fineIso, us: fine, ms: null, stage: "before_call", operation: "order" });
  // what closes a span began before it
  const closed = fine + 900_000;
  await log({
    trace: "t",
    timestamp: new Date(closed / 1000).toISOString(),
    us: closed,
    ms: 900,
    stage: "after_call",
    operation: "order",
  });
  await summary("t", [-62135596800000000n, closed], { operation: "broken clock", rows: 3 });
  await mend();
  expect(await list()).toMatchObject([
    { operation: "order", start_us: fine, root_us: fine, end_us: heardUs + 5000 },
  ]);
});

test("a length that leads beyond all times is cut, and said", async () => {
  const ms = 9_007_199_254_741;
  await log({ trace: "long", timestamp: "1970-01-01T00:00:00.000Z", us: 13, ms, parent: "nobody" });
  await summary("long", [13, 9007199254740992n], { root: null });
  await expect(list()).rejects.toThrow();
  await mend();
  expect(await list()).toMatchObject([{ start_us: 13, root_us: null, end_us: 13 + 1e13 }]);
  const [row] = await db.orm.values<[number, string]>(sql`SELECT duration_ms, details FROM operation_logs`);
  expect([row?.[0], JSON.parse(row![1])]).toEqual([1e10, { sent_duration_ms: ms }]);
});

test("a trace whose rows were swept away already is listed where it was heard of", async () => {
  await summary("swept", [y9999, y9999]);
  await mend();
  expect(await list()).toMatchObject([{ start_us: heardUs, root_us: heardUs, end_us: heardUs }]);
});

test("the last times that are taken stay as they are", async () => {
  const last = Date.UTC(2250, 0, 1) * 1000 - 1;
  const row = { trace: "last", timestamp: "2249-12-31T23:59:59.999Z", us: last, ms: 1e10 };
  await log(row);
  await summary("last", [last, last + 1e13]);
  await mend();
  expect(await list()).toMatchObject([{ start_us: last, root_us: last, end_us: last + 1e13 }]);
  expect(await db.orm.values(sql`SELECT timestamp, duration_ms, details FROM operation_logs`)).toEqual([
    [row.timestamp, 1e10, "{}"],
  ]);
});
