import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LogEvent } from "../../../shared/models/log-event.ts";
import type { OperationLog } from "../../../shared/models/span.ts";
import { openStore } from "../../host/node/fixtures/store.ts";
import type { Database } from "../../ports/database.ts";
import { createSpanWriter, type SpanWriterOptions } from "./span-writer.ts";

const noon = Date.parse("2026-11-20T12:00:00Z");
const us = noon * 1000;
const from = { traceId: "flow" };
let db: Database;
let published: OperationLog[];

beforeEach(async () => {
  db = await openStore();
  published = [];
});
afterEach(() => db.close());

const writer = (options: Partial<SpanWriterOptions> = {}) =>
  createSpanWriter({
    db,
    clock: { now: () => noon },
    publish: (rows) =>
      void published.push(...rows.map(({ log, text }) => ({ ...log, details: JSON.parse(text) }))),
    ...options,
  });
const log = (fields: Partial<LogEvent> = {}): LogEvent => ({
  source: "api",
  stage: "processing",
  operation: "load",
  ...fields,
});
const rows = (query: string) => db.orm.values(sql.raw(query));

test("what an event leaves out is filled in: the trace of the request, the time, the status", async () => {
  await writer().record([log(), log({ stage: "error", details: { why: "no disk" } })], from);
  expect(
    await rows(
      "SELECT id, timestamp, trace_id, span_id, source, stage, operation, start_us, duration_ms, status, details FROM operation_logs",
    ),
  ).toEqual([
    [1, "2026-11-20T12:00:00.000Z", "flow", null, "api", "processing", "load", us, null, "ok", "{}"],
    [
      2,
      "2026-11-20T12:00:00.000Z",
      "flow",
      null,
      "api",
      "error",
      "load",
      us,
      null,
      "error",
      '{"why":"no disk"}',
    ],
  ]);
});

test("a timestamp keeps its microseconds and its offset; start_us wins over it", async () => {
  const at = "2026-11-20T13:00:00.123456789+01:00";
  await writer().record([log({ timestamp: at }), log({ timestamp: at, start_us: us + 7 })], from);
  expect(await rows("SELECT start_us FROM operation_logs ORDER BY id")).toEqual([[us + 123_456], [us + 7]]);
});

test("an answer comes after the commit, and rows are published after it, with the ids they have", async () => {
  const order: string[] = [];
  const watched: Database = {
    ...db,
    async atomically(statements) {
      await db.atomically(statements);
      order.push("commit");
    },
  };
  const spans = writer({
    db: watched,
    publish: (found) => void order.push(`published ${found.map(({ log }) => log.id)}`),
  });
  await spans.record([log(), log()], from).then(() => order.push("answered"));
  expect(order).toEqual(["commit", "published 1,2", "answered"]);
});

test("calls that come together share a transaction", async () => {
  let commits = 0;
  const counted: Database = {
    ...db,
    atomically(statements) {
      commits += 1;
      return db.atomically(statements);
    },
  };
  const spans = writer({ db: counted });
  const answers = await Promise.all(Array.from({ length: 40 }, () => spans.record([log(), log()], from)));
  expect(commits).toBe(1);
  expect(answers.every((answer) => answer.ok && answer.accepted === 2)).toBe(true);
  expect(await rows("SELECT count(*) FROM operation_logs")).toEqual([[80]]);
});

test("a span delivered again is stored once, in one request, in the next, and after a restart", async () => {
  const span = log({ span_id: "a1", start_us: us, duration_ms: 3, details: { n: 1 } });
  const spans = writer();
  expect(await spans.record([span, { ...span }], from)).toMatchObject({ accepted: 2, stored: 1 });
  expect(await spans.record([span], from)).toMatchObject({ accepted: 1, stored: 0 });
  expect(await writer().record([span], from)).toMatchObject({ accepted: 1, stored: 0 });
  expect(await rows("SELECT rows, spans FROM trace_summaries")).toEqual([[1, 1]]);
  expect(await rows("SELECT sum(count) FROM span_minutes")).toEqual([[1]]);
  expect(published).toHaveLength(1);
});

test("of a trace that grows every span delivered again is found, however many there are by then", async () => {
  const spans = writer();
  const grown = Array.from({ length: 150 }, (_, n) =>
    log({ trace_id: "grows", span_id: `s${n}`, start_us: us + (n % 100), duration_ms: 1 }),
  );
  for (let at = 0; at < grown.length; at += 10) {
    const some = grown.slice(at, at + 10);
    expect(await spans.record(some, from)).toMatchObject({ stored: 10 });
    const early = grown[at % 60]!;
    expect(await spans.record([early, ...some], from)).toMatchObject({ accepted: 11, stored: 0 });
  }
  expect(await writer().record(grown, from)).toMatchObject({ accepted: 150, stored: 0 });
  expect(await rows("SELECT rows, spans FROM trace_summaries")).toEqual([[150, 150]]);
});

test.each<[string, Partial<LogEvent>]>([
  ["another stage", { stage: "outbound_call" }],
  ["another source, as a shared span has", { source: "web" }],
  ["another begin", { start_us: us + 1 }],
  ["other details", { details: { n: 2 } }],
  ["another trace", { trace_id: "other" }],
])("a row with the same span id and %s is a row of its own", async (_what, change) => {
  const span = log({ span_id: "a1", start_us: us, duration_ms: 3, details: { n: 1 } });
  const spans = writer();
  await spans.record([span], from);
  expect(await spans.record([{ ...span, ...change }], from)).toMatchObject({ stored: 1 });
});

test("without a span id nobody knows whether it is the same: both are kept", async () => {
  const spans = writer();
  await spans.record([log({ start_us: us })], from);
  expect(await spans.record([log({ start_us: us })], from)).toMatchObject({ stored: 1 });
});

test("a trace is called after its earliest root, whenever that comes, and counts what ended, is open, and went wrong", async () => {
  const spans = writer();
  await spans.record([log({ span_id: "b", parent_span_id: "a", start_us: us + 5, duration_ms: 1 })], from);
  expect(await rows("SELECT operation, root_us FROM trace_summaries")).toEqual([["load", null]]);
  await spans.record(
    [
      log({ span_id: "c", parent_span_id: "a", start_us: us + 1, operation: "earlier", duration_ms: 2 }),
      log({ span_id: "a", source: "web", stage: "request_received", operation: "GET /", start_us: us + 3 }),
    ],
    from,
  );
  const columns =
    "operation, source, root_us, sources, rows, spans, open, replay, errors, start_us, end_us, updated_at";
  const at = "2026-11-20T12:00:00.000Z";
  expect(await rows(`SELECT ${columns} FROM trace_summaries`)).toEqual([
    ["GET /", "web", us + 3, '["api","web"]', 3, 2, 1, 0, 0, us + 1, us + 2001, at],
  ]);
  await spans.record(
    [log({ span_id: "a", source: "web", stage: "error", operation: "GET /", start_us: us + 9000 })],
    from,
  );
  expect(await rows("SELECT spans, open, errors, end_us FROM trace_summaries")).toEqual([
    [3, 0, 1, us + 9000],
  ]);
});

test("minutes count what ended in them by source, and how long it took by bucket", async () => {
  const spans = writer();
  await spans.record(
    [
      log({ span_id: "a", stage: "request_received", start_us: us }),
      log({ span_id: "a", stage: "processing", start_us: us + 1 }),
      log({ span_id: "a", stage: "response_sent", start_us: us + 2, duration_ms: 3 }),
      log({ source: "db", duration_ms: 40, status: "error", start_us: us }),
      log({ source: "db", duration_ms: -4, start_us: us }),
      log({ source: "db", start_us: us + 60_000_000 }),
    ],
    from,
  );
  expect(await rows("SELECT * FROM span_minutes")).toEqual([
    ["2026-11-20T12:00", "api", 1, 0, 1, 3],
    ["2026-11-20T12:00", "db", 2, 1, 2, 40],
    ["2026-11-20T12:01", "db", 1, 0, 0, 0],
  ]);
  expect(await rows("SELECT * FROM span_latency")).toEqual([
    ["2026-11-20T12:00", "api", 5, 1],
    ["2026-11-20T12:00", "db", 0.01, 1],
    ["2026-11-20T12:00", "db", 50, 1],
  ]);
});

test("what a replay repeats is not counted as work of the minute, what is logged below it is", async () => {
  const spans = writer();
  const bracket = { span_id: "r", source: "api" };
  await spans.record(
    [
      log({ ...bracket, stage: "replay_span_start", start_us: us }),
      log({ span_id: "own", parent_span_id: "r", source: "api", start_us: us, duration_ms: 1 }),
      log({ ...bracket, stage: "replay_span_end", start_us: us + 5000, duration_ms: 5 }),
    ],
    from,
  );
  expect(await rows("SELECT source, count, total_ms FROM span_minutes")).toEqual([["api", 1, 1]]);
  expect(await rows("SELECT upto_ms, count FROM span_latency")).toEqual([[1, 1]]);
  expect(await rows("SELECT spans, open, replay FROM trace_summaries")).toEqual([[2, 0, 1]]);
});

test("more than can be written soon is refused whole, and what was taken before it is stored", async () => {
  const spans = writer({ mostWaiting: 5 });
  const [first, second, third] = await Promise.all([
    spans.record(
      Array.from({ length: 8 }, () => log()),
      from,
    ),
    spans.record([log()], from),
    spans.record([log(), log()], from),
  ]);
  expect(first).toMatchObject({ ok: true, accepted: 8 });
  for (const refused of [second, third])
    expect(refused).toMatchObject({ ok: false, code: "RATE_LIMITED", details: { retry_after: 1 } });
  expect(await rows("SELECT count(*) FROM operation_logs")).toEqual([[8]]);
  expect(await spans.record([log()], from)).toMatchObject({ ok: true });
});

test("details are kept whole to 10 MiB; beyond it the request is refused and names the event", async () => {
  const spans = writer();
  const large = "x".repeat(10 * 1024 * 1024 - 20);
  expect(await spans.record([log({ details: { large } })], from)).toMatchObject({ ok: true });
  expect(await rows("SELECT length(details) FROM operation_logs")).toEqual([[large.length + 12]]);
  expect(published[0]!.details).toEqual({ cut: large.length + 12, large: "x".repeat(200) });
  const refused = await spans.record([log(), log({ details: { large: `${large}${large}` } })], from);
  expect(refused).toMatchObject({ ok: false, code: "BODY_TOO_LARGE", details: { event: 1 } });
  expect(await rows("SELECT count(*) FROM operation_logs")).toEqual([[1]]);
});

test("a transaction that fails is told to all who share it, nothing of it is published, and the next one goes on", async () => {
  let broken = true;
  const spans = writer({
    db: {
      ...db,
      async atomically(statements) {
        if (broken) throw new Error("database or disk is full");
        await db.atomically(statements);
      },
    },
  });
  const settled = await Promise.allSettled([spans.record([log()], from), spans.record([log()], from)]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(published).toEqual([]);
  broken = false;
  expect(await spans.record([log()], from)).toMatchObject({ stored: 1 });
  expect(await rows("SELECT id FROM operation_logs")).toEqual([[1]]);
  expect(await rows("SELECT rows FROM trace_summaries")).toEqual([[1]]);
});

test("a note waits for company, and is written when nobody comes", async () => {
  const spans = writer({ noteMs: 60_000 });
  spans.note([log({ operation: "own call" })], from);
  expect(await rows("SELECT count(*) FROM operation_logs")).toEqual([[0]]);
  await spans.record([log()], from);
  expect(await rows("SELECT operation FROM operation_logs ORDER BY id")).toEqual([["own call"], ["load"]]);
  spans.note([log()], from);
  await spans.drained();
  expect(await rows("SELECT count(*) FROM operation_logs")).toEqual([[3]]);
  const soon = writer({ noteMs: 1 });
  soon.note([log({ operation: "alone" })], from);
  await expect
    .poll(() => rows("SELECT count(*) FROM operation_logs WHERE operation = 'alone'"))
    .toEqual([[1]]);
});

test("ids go on after the newest were swept away", async () => {
  await writer().record([log({ start_us: us - 20 * 86_400_000_000 })], from);
  const spans = writer();
  expect(await spans.forget(noon - 14 * 86_400_000)).toBe(true);
  expect(await spans.forget(noon - 14 * 86_400_000)).toBe(false);
  for (const table of ["operation_logs", "trace_summaries", "span_minutes", "span_latency"])
    expect(await rows(`SELECT count(*) FROM ${table}`), table).toEqual([[0]]);
  await spans.record([log()], from);
  expect(published.map(({ id }) => id)).toEqual([1, 2]);
});

test("what is younger stays when the old is swept away step by step", async () => {
  const spans = writer();
  const old = us - 15 * 86_400_000_000;
  await spans.record(
    Array.from({ length: 2500 }, (_, n) => log({ start_us: old + n, duration_ms: 1 })),
    from,
  );
  await spans.record([log({ trace_id: "young", duration_ms: 1 })], from);
  let steps = 0;
  while (await spans.forget(noon - 14 * 86_400_000)) steps += 1;
  expect(steps).toBe(3);
  expect(await rows("SELECT trace_id FROM operation_logs")).toEqual([["young"]]);
  expect(await rows("SELECT trace_id FROM trace_summaries")).toEqual([["young"]]);
  expect(await rows("SELECT minute FROM span_minutes")).toEqual([["2026-11-20T12:00"]]);
});

test("a trace that is swept away while more of it comes has a summary of what is left of it", async () => {
  const slow: Database = {
    ...db,
    async atomically(statements) {
      const turns = statements.some((one) => one.sql.startsWith("INSERT INTO operation_logs")) ? 5 : 0;
      for (let n = 0; n < turns; n += 1) await new Promise((resolve) => setImmediate(resolve));
      await db.atomically(statements);
    },
  };
  const spans = writer({ db: slow, turn: async () => {} });
  const old = log({ start_us: us - 20 * 86_400_000_000, duration_ms: 1 });
  await spans.record([old, old], from);
  await Promise.all([spans.record([log({ duration_ms: 1 })], from), spans.forget(noon - 14 * 86_400_000)]);
  await spans.record([log({ duration_ms: 1 })], from);
  const left = await rows("SELECT count(*) FROM operation_logs");
  expect(await rows("SELECT rows FROM trace_summaries")).toEqual(left);
  expect(left).toEqual([[2]]);
});

test("what comes while one batch is committed is the next one", async () => {
  const release: (() => void)[] = [];
  const slow: Database = {
    ...db,
    async atomically(statements) {
      await new Promise<void>((resolve) => release.push(resolve));
      await db.atomically(statements);
    },
  };
  const spans = writer({ db: slow });
  const first = spans.record([log()], from);
  await expect.poll(() => release.length).toBe(1);
  const others = Array.from({ length: 20 }, () => spans.record([log()], from));
  release[0]!();
  await first;
  await expect.poll(() => release.length).toBe(2);
  release[1]!();
  await Promise.all(others);
  expect(release).toHaveLength(2);
});

test("whoever keeps coming holds up nobody's commit", async () => {
  let came = 0;
  const cameBefore: number[] = [];
  const spans = writer({
    publish: () => void cameBefore.push(came),
    async turn() {
      await Promise.resolve();
      if (came >= 1000) return;
      came += 1;
      void spans.record([log()], from);
    },
  });
  await spans.record([log()], from);
  await spans.drained();
  expect(cameBefore[0]).toBeLessThan(100);
});

/** A database whose transactions are done one at a time, when the test lets them. */
function held() {
  const under: (() => void)[] = [];
  const of: Database = {
    ...db,
    async atomically(statements) {
      await new Promise<void>((done) => under.push(done));
      await db.atomically(statements);
    },
  };
  return { of, under };
}
const many = (operation: string) => Array.from({ length: 150 }, () => log({ operation }));
const operations = () => [...new Set(published.map(({ operation }) => operation))];

test("while many rows come, a batch is told of as the next is written, in order", async () => {
  const { of, under } = held();
  const spans = writer({ db: of });
  const first = spans.record(many("first"), from);
  await expect.poll(() => under.length).toBe(1);
  const second = spans.record(many("second"), from);
  under[0]!();
  expect(await first).toMatchObject({ accepted: 150, stored: 150 });
  await expect.poll(() => under.length).toBe(2);
  expect(operations()).toEqual(["first"]);
  under[1]!();
  await second;
  expect(operations()).toEqual(["first", "second"]);
  expect(published.map(({ id }) => id)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
});

test("a batch is told of where the next cannot even be planned", async () => {
  const { of, under } = held();
  let broken = false;
  const now = (): number => {
    if (broken) throw new Error("no time");
    return noon;
  };
  const spans = writer({ db: of, clock: { now } });
  const first = spans.record(many("first"), from);
  await expect.poll(() => under.length).toBe(1);
  const second = spans.record(many("second"), from);
  const failed = expect(second).rejects.toThrow("no time");
  broken = true;
  under[0]!();
  expect(await first).toMatchObject({ stored: 150 });
  await failed;
  expect(operations()).toEqual(["first"]);
});
