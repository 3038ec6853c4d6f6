import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createSpanWriter } from "../../../services/spans/span-writer.ts";
import { createTraceReader } from "../../../services/traces/reader.ts";
import { openStore } from "../fixtures/store.ts";
import { createNodeTraceReader } from "./create.ts";
import { startThread, type Thread } from "./thread.ts";

const clock = { now: () => Date.now() };

async function setUp(keepMs?: number) {
  const folder = mkdtempSync(join(tmpdir(), "mc-reader-"));
  const path = join(folder, "mission-control.db");
  const db = await openStore(path);
  const threads: Thread[] = [];
  const start = (of: string): Thread => {
    threads.push(startThread(of));
    return threads.at(-1)!;
  };
  const reader = createNodeTraceReader({
    start,
    db,
    clock,
    path,
    longFrom: 20,
    ...(keepMs === undefined ? {} : { keepMs }),
  });
  onTestFinished(async () => {
    await reader.close();
    await db.close();
    rmSync(folder, { recursive: true });
  });
  const spans = createSpanWriter({ db, clock, publish() {} });
  return {
    db,
    reader,
    threads,
    store: (trace_id: string, from: number, count: number) =>
      spans.record(
        Array.from({ length: count }, (_, n) => ({
          trace_id,
          span_id: `s${from + n}`,
          parent_span_id: from + n === 0 ? null : "s0",
          source: "ui",
          stage: "processing",
          operation: "work",
          start_us: 1_000_000 + from + n,
          duration_ms: 1,
          details: { n: from + n },
        })),
        { traceId: "t" },
      ),
  };
}

test("a long trace is read in the thread as a short one is here, and again when it has grown", async () => {
  const { db, reader, store } = await setUp();
  await store("long", 0, 40);
  await store("short", 0, 3);
  const here = createTraceReader({ db, clock });
  for (const trace of ["long", "short", "none"]) {
    const window = { limit: 5, offset: 1 };
    expect(await reader.skeleton(trace)).toEqual(await here.skeleton(trace));
    expect(await reader.window(trace, window)).toEqual(await here.window(trace, window));
    expect(await reader.span(trace, 7)).toEqual(await here.span(trace, 7));
    expect(await reader.piece(trace, 0)).toEqual(await here.piece(trace, 0));
    expect(await reader.prints(trace)).toEqual(await here.prints(trace));
    expect(await reader.compare("short", trace)).toEqual(await here.compare("short", trace));
  }
  expect((await reader.skeleton("long"))?.skeleton.id).toHaveLength(40);
  expect(await reader.compare("short", "long")).toMatchObject({
    comparison: { counts: { matched: 3, added: 37, details: 0 }, first_divergence: { kind: "added", at: 3 } },
  });
  await store("long", 40, 2);
  expect((await reader.skeleton("long"))?.skeleton.id).toHaveLength(42);
});

test("the thread ends when nobody asks any more, and another is started when somebody does", async () => {
  const { reader, store, threads } = await setUp(1);
  await store("long", 0, 40);
  const ask = async () => (await reader.window("long", { limit: 1, offset: 0 }))?.total;
  expect(await Promise.all([ask(), ask()])).toEqual([40, 40]);
  expect(threads).toHaveLength(1);
  await expect.poll(() => threads[0]!.ended()).toBe(true);
  expect(await ask()).toBe(40);
  expect(threads).toHaveLength(2);
});

test("a thread that died answers nothing any more; the next question starts another", async () => {
  const { reader, store, threads } = await setUp();
  await store("long", 0, 40);
  await reader.skeleton("long");
  await threads[0]!.end();
  await expect(threads[0]!.ask("skeleton", ["long"])).rejects.toThrow("ended");
  expect(await reader.skeleton("long")).not.toBeNull();
});
