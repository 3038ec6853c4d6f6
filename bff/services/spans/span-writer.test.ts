import { expect, test } from "vitest";
import type { LogEvent } from "../../../shared/models/log-event.ts";
import type { Database } from "../../ports/database.ts";
import { db, from, log, published, rows, setUpSpanStore, us, writer } from "./testing/span-store.ts";

setUpSpanStore();

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
