import { expect, test } from "vitest";
import { openStore } from "../../host/node/fixtures/store.ts";
import { createSpanWriter } from "../spans/span-writer.ts";
import { createRecorder, RecordingFailed } from "./recorder.ts";
import { manualTime } from "./testing/manual-time.ts";

const now = Date.parse("2026-11-20T12:00:00Z");
const job = { replay_trace: "r", original_trace: "t", mode: "live", pace: "at-once", actor: "me" } as const;

/** A log that takes five rows at a time, and writes none until it is let. */
async function slowLog() {
  const db = await openStore();
  const time = manualTime(now);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const spans = createSpanWriter({ db, clock: time.clock, publish() {}, turn: () => held, mostWaiting: 5 });
  const row = { source: "other", stage: "processing", operation: "busy" };
  const filling = spans.record(Array(5).fill(row), { traceId: "busy" });
  return { db, time, release, filling, recorder: createRecorder({ spans, timers: time.timers }, job) };
}

test("a row waits for a log that is full, and is written once there is room", async () => {
  const { db, time, release, filling, recorder } = await slowLog();
  const started = recorder.start(now * 1000);
  await expect.poll(time.waiting).toBe(1);
  release();
  await filling;
  time.move(200);
  await started;
  const span = await recorder.spanStart({ source: "pay", operation: "buy", start_us: now * 1000 + 5 });
  await recorder.spanError(span, now * 1000 + 1005, { why: "declined" });
  await recorder.complete(now * 1000 + 2000, "it came out otherwise");
  const rows = await db.orm.values(
    "SELECT stage, status, duration_ms, parent_span_id, details FROM operation_logs WHERE trace_id = 'r'",
  );
  const details = '{"original_trace":"t","mode":"live","pace":"at-once","actor":"me"}';
  expect(rows).toEqual([
    ["replay_start", "ok", null, null, details],
    ["replay_span_start", "ok", null, recorder.root, "{}"],
    ["replay_error", "error", 1, recorder.root, '{"why":"declined"}'],
    ["replay_complete", "error", 2, null, '{"failed":"it came out otherwise"}'],
  ]);
  expect(recorder.latest()).toBe(now * 1000 + 2000);
});

test("a log that stays full for ten seconds ends the replay", async () => {
  const { time, recorder } = await slowLog();
  const started = recorder.start(now * 1000).catch((error: unknown) => error);
  let moved = 0;
  let failed: unknown;
  void started.then((error) => {
    failed = error;
  });
  await expect
    .poll(
      () => {
        if (time.waiting() > 0) {
          time.move(200);
          moved += 200;
        }
        return failed;
      },
      { interval: 1 },
    )
    .toBeInstanceOf(RecordingFailed);
  expect(moved).toBe(10_000);
});
