import { expect, test } from "vitest";
import type { Database } from "../../ports/database.ts";
import { db, from, log, noon, published, rows, setUpSpanStore, us, writer } from "./testing/span-store.ts";

setUpSpanStore();

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
