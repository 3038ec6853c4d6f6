import { expect, test } from "vitest";
import type { Replay, ReplayCall } from "../../../shared/models/replay.ts";
import { durationText } from "../../../shared/trace/duration-text.ts";
import {
  callsByFactory,
  lengthWords,
  many,
  paceWords,
  progressOf,
  turnedAwayWords,
  whatNext,
} from "./replay-words.ts";

const call = (own: Partial<ReplayCall>): ReplayCall => ({
  factory: "notes",
  via: "socket",
  operation: "draft",
  span_id: "s",
  ok: true,
  differs: false,
  duration_ms: 1,
  ...own,
});

const replay = ({
  report,
  ...own
}: Partial<Omit<Replay, "report">> & { report?: Partial<Replay["report"]> }) =>
  ({
    id: 1,
    original_trace: "a",
    replay_trace: "b",
    mode: "dry-run",
    status: "completed",
    spans: 2,
    duration_ms: 10,
    started_at: "2026-01-01T00:00:00.000Z",
    finished_at: null,
    actor: null,
    ...own,
    report: {
      pace: "at-once",
      speed: 1,
      of: 4,
      errors: 0,
      original_us: 1000,
      replay_us: 1000,
      calls: [],
      calls_total: 0,
      skipped: [],
      patches: [],
      patches_total: 0,
      patches_same: 0,
      ...report,
    },
  }) satisfies Replay;

test("calls are counted by factory and way, the failed ones kept", () => {
  const failed = call({ ok: false, differs: true, code: "FACTORY_TIMEOUT" });
  expect(
    callsByFactory([call({}), call({ factory: "mail", via: "http" }), failed, call({ via: "http" })]),
  ).toEqual([
    { factory: "notes", via: "socket", calls: 2, failed: [failed], differ: 1 },
    { factory: "mail", via: "http", calls: 1, failed: [], differ: 0 },
    { factory: "notes", via: "http", calls: 1, failed: [], differ: 0 },
  ]);
});

test("the waiting is as long as the trace, divided by the speed; at once there is none", () => {
  expect(paceWords("original", 10, 7_550_000)).toBe("7.55 s");
  expect(paceWords("faster", 10, 7_550_000)).toBe("755 ms");
  expect(paceWords("at-once", 10, 7_550_000)).toBeNull();
});

test("the length is told against that of the original", () => {
  const words = (original_us: number, replay_us: number | null) =>
    lengthWords({ original_us, replay_us }, durationText);
  expect(words(302_000, 302_000)).toBe("302 ms, as long as before");
  expect(words(300_000, 400_000)).toBe("400 ms (was 300 ms, +33\u00a0%)");
  expect(words(300_000, 150_000)).toBe("150 ms (was 300 ms, −50\u00a0%)");
  expect(words(300_000, 300_100)).toBe("300.1 ms (was 300 ms)");
  expect(words(0, 5)).toBe("5 µs (was 0 µs)");
  expect(words(300_000, null)).toBe("—");
});

test("what to do next is about what went otherwise", () => {
  expect(whatNext(replay({}))).toBeNull();
  expect(whatNext(replay({ status: "running" }))).toBeNull();
  expect(whatNext(replay({ status: "failed", report: { patches_total: 2, patches_same: 1 } }))).toContain(
    "patch",
  );
  const live = (own: Partial<ReplayCall>) =>
    whatNext(replay({ status: "failed", mode: "live", report: { calls: [call(own)] } }));
  expect(live({ ok: false, differs: true })).toContain("factory is put right");
  expect(live({ ok: true, differs: true })).not.toContain("put right");
  expect(whatNext(replay({ status: "aborted" }))).toContain("stays");
});

test("a factory that turned calls away is told by the newest of them: it has no token, or another one", () => {
  const plain = call({ ok: false });
  expect(turnedAwayWords([plain])).toBeNull();
  expect(turnedAwayWords([call({ turned_away: "without-secret" }), plain])?.words).toContain(
    "without a token",
  );
  const newer = call({ turned_away: "with-secret" });
  expect(turnedAwayWords([call({ turned_away: "without-secret" }), newer])?.words).toContain("does not take");
});

test("progress is a share, also of a trace without spans", () => {
  expect(progressOf(replay({}))).toBe(0.5);
  expect(progressOf(replay({ spans: 9 }))).toBe(1);
  expect(progressOf(replay({ report: { of: 0 } }))).toBe(0);
});

test("one of a thing is not several", () => {
  expect([many(0, "span"), many(1, "span"), many(2, "patch", "patches")]).toEqual([
    "0 spans",
    "1 span",
    "2 patches",
  ]);
});
