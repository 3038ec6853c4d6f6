import { describe, expect, test } from "vitest";
import type { Answer } from "../../host/node/fixtures/app.ts";
import {
  agent,
  app,
  differencesOf,
  get,
  nothing,
  now,
  replay,
  setUpReplays,
  span,
  spansOf,
  store,
  tenSeconds,
  time,
  us,
} from "./testing/replays-app.ts";

setUpReplays();

describe("a dry run", () => {
  test("rebuilds the trace at once, under a new id, in the past, and says so", async () => {
    await tenSeconds();
    const answer = await replay();
    expect(answer).toMatchObject({ ok: true, status: "completed", spans: 3 });
    expect(answer.new_trace).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.replay).toMatchObject({
      original_trace: "t1",
      replay_trace: answer.new_trace,
      mode: "dry-run",
      actor: "agent",
      started_at: "2026-11-20T12:00:00.000Z",
      finished_at: "2026-11-20T12:00:00.000Z",
      report: { pace: "at-once", of: 3, errors: 1, original_us: 10_000_000, replay_us: 10_000_000 },
    });
    const spans = await spansOf(answer.new_trace);
    const [root] = spans;
    expect(spans).toMatchObject([
      {
        stage: "replay_start",
        source: "mission-control",
        operation: "replay",
        start_us: now * 1000 - 10_000_000,
        duration_us: 10_000_000,
        details: { original_trace: "t1", mode: "dry-run", pace: "at-once", actor: "agent" },
      },
      { operation: "buy", parent_span_id: root!.span_id, details: { cart: 7 }, task_uuid: "T-1", marks: [] },
      {
        operation: "pay",
        source: "bank",
        status: "error",
        duration_us: 1_000_000,
        details: { why: "declined" },
      },
      { operation: "mail", stage: "replay_span_start", duration_us: null, marks: ["open"] },
    ]);
    const { logs } = await get(`/api/traces/${answer.new_trace}/spans/${spans[2]!.id}`);
    expect(logs.map(({ stage }: Answer) => stage)).toEqual(["replay_span_start", "replay_error"]);
    expect(await differencesOf("t1", answer.new_trace)).toEqual({ matched: 3, ...nothing });
  });

  test("at its own pace writes each row when its moment has come, and can be watched", async () => {
    await tenSeconds();
    const { new_trace, status } = await replay({ pace: "original", wait: false });
    expect(status).toBe("running");
    const told = async () =>
      (await spansOf(new_trace)).map(({ operation, marks }) => operation + marks.join());
    await expect.poll(told).toEqual(["replayopen", "buyopen"]);
    await expect.poll(time.waiting).toBe(1);
    time.move(2_999);
    expect(await told()).toHaveLength(2);
    time.move(1);
    await expect.poll(told).toEqual(["replayopen", "buyopen", "payopen"]);
    await expect.poll(time.waiting).toBe(1);
    time.move(3_000);
    await expect.poll(told).toEqual(["replayopen", "buyopen", "pay", "mailopen"]);
    expect((await spansOf(new_trace))[0]).toMatchObject({ start_us: now * 1000 });
    await expect.poll(time.waiting).toBe(1);
    time.move(4_000);
    const ended = async () => (await get(`/api/traces/replays/${new_trace}`)).replay;
    await expect.poll(async () => (await ended()).status).toBe("completed");
    expect(await ended()).toMatchObject({ spans: 3, report: { replay_us: 10_000_000, speed: 1 } });
    expect(await differencesOf("t1", new_trace)).toEqual({ matched: 3, ...nothing });
  });

  test("keeps its pace when the clock is set back while it runs", async () => {
    await tenSeconds();
    const { new_trace } = await replay({ pace: "original", wait: false });
    await expect.poll(time.waiting).toBe(1);
    time.setClock(-3_600_000);
    const row = async () => (await get(`/api/traces/replays/${new_trace}`)).replay;
    for (const ms of [3_000, 3_000, 4_000]) {
      await expect.poll(time.waiting).toBe(1);
      time.move(ms);
    }
    await expect.poll(async () => (await row()).status).toBe("completed");
  });

  test("faster takes that part of the time, on the same time line", async () => {
    await tenSeconds();
    const { new_trace } = await replay({ pace: "faster", speed: 100, wait: false });
    let moved = 0;
    const row = async () => (await get(`/api/traces/replays/${new_trace}`)).replay;
    await expect
      .poll(
        async () => {
          if (time.waiting() > 0) {
            time.move(5);
            moved += 5;
          }
          return (await row()).status;
        },
        { interval: 1 },
      )
      .toBe("completed");
    expect(moved).toBe(100);
    expect((await row()).report).toMatchObject({ pace: "faster", speed: 100 });
    expect((await spansOf(new_trace))[0]).toMatchObject({
      start_us: now * 1000 - 9_900_000,
      duration_us: 10_000_000,
    });
  });

  test("that is aborted counts the errors that it wrote, not those it would have written", async () => {
    await tenSeconds();
    const { new_trace } = await replay({ pace: "original", wait: false });
    await expect.poll(time.waiting).toBe(1);
    const { json } = await agent.ask("POST", `/api/traces/replays/${new_trace}/abort`);
    expect(json.replay).toMatchObject({ status: "aborted", spans: 0, report: { errors: 0 } });
  });

  test("is aborted half way: what it has done stays, and its root ends there", async () => {
    await tenSeconds();
    const { new_trace } = await replay({ pace: "original", wait: false });
    await expect.poll(time.waiting).toBe(1);
    time.move(5_000);
    await expect.poll(async () => (await spansOf(new_trace)).length).toBe(3);
    await expect.poll(time.waiting).toBe(1);
    const aborted = await agent.ask("POST", `/api/traces/replays/${new_trace}/abort`);
    expect(aborted.json).toMatchObject({
      ok: true,
      replay: {
        status: "aborted",
        spans: 1,
        report: { errors: 1, reason: "aborted by agent", replay_us: 4_000_000 },
      },
    });
    const spans = await spansOf(new_trace);
    expect(spans).toMatchObject([
      { duration_us: 4_000_000, details: { aborted: "aborted by agent" } },
      { operation: "buy", marks: ["open"] },
      { operation: "pay", marks: [] },
    ]);
    const { logs } = await get(`/api/traces/${new_trace}/spans/${spans[0]!.id}`);
    expect(logs.map(({ stage }: Answer) => stage)).toEqual(["replay_start", "replay_abort"]);
    const { traces } = await get("/api/traces/active");
    const listed = traces.find(({ trace_id }: Answer) => trace_id === new_trace);
    expect(listed.status, "though a span of it has not ended").toBe("replay");
    expect((await get(`/api/traces/${new_trace}`)).trace.status).toBe("replay");
    const again = await agent.ask("POST", `/api/traces/replays/${new_trace}/abort`);
    expect([again.status, again.json.code]).toEqual([409, "REPLAY_OVER"]);
    expect(again.json.error).toContain("aborted");
  });

  test("goes on when whoever waited for it has hung up", async () => {
    await tenSeconds();
    const hangUp = new AbortController();
    const asked = app.request("/api/traces/replay/t1", {
      method: "POST",
      headers: { authorization: `Bearer ${agent.token}`, "content-type": "application/json" },
      body: JSON.stringify({ pace: "original" }),
      signal: hangUp.signal,
    });
    // who asks waits for the log a moment as well, before there is a replay
    const replays = async () => (await get("/api/traces/replays")).replays;
    await expect.poll(replays).toMatchObject([{ status: "running" }]);
    await expect.poll(time.waiting).toBe(1);
    hangUp.abort();
    const [row] = await replays();
    expect(row.status).toBe("running");
    for (let n = 0; n < 5; n += 1) {
      time.move(10_000);
      await new Promise(setImmediate);
    }
    await asked;
    await expect
      .poll(async () => (await get(`/api/traces/replays/${row.replay_trace}`)).replay.status)
      .toBe("completed");
  });

  test("of a replay repeats the calls and not the bracket around them", async () => {
    await tenSeconds();
    const once = await replay();
    const twice = await replay({}, once.new_trace);
    expect(twice).toMatchObject({ status: "completed", spans: 3, replay: { report: { of: 3 } } });
    for (const before of ["t1", once.new_trace])
      expect(await differencesOf(before, twice.new_trace)).toEqual({ matched: 3, ...nothing });
    expect((await spansOf(twice.new_trace)).map(({ stage }) => stage)).toEqual([
      "replay_start",
      ...Array(3).fill("replay_span_start"),
    ]);
  });

  test("leaves out what comes into the trace after it began", async () => {
    await tenSeconds();
    const { new_trace } = await replay({ pace: "original", wait: false });
    await expect.poll(time.waiting).toBe(1);
    await store(span("late", { start_us: us + 1_000_000 }), span("later", { start_us: us + 9_000_000 }));
    for (let n = 0; n < 12; n += 1) {
      time.move(1_000);
      await new Promise(setImmediate);
    }
    await expect
      .poll(async () => {
        time.move(1_000);
        return (await get(`/api/traces/replays/${new_trace}`)).replay.status;
      })
      .toBe("completed");
    expect((await spansOf(new_trace)).map(({ operation }) => operation)).toEqual([
      "replay",
      "buy",
      "pay",
      "mail",
    ]);
  });

  test("repeats each span once, however the trace grows between two pieces of it", async () => {
    const second = (n: number) => us + Math.floor(n / 100) * 1_000_000 + (n % 100) * 10;
    await store(...Array.from({ length: 1200 }, (_, n) => span(`s${n}`, { start_us: second(n) })));
    const { new_trace } = await replay({ pace: "original", wait: false });
    const row = async () => (await get(`/api/traces/replays/${new_trace}`)).replay;
    let grown = 0;
    await expect
      .poll(
        async () => {
          if (time.waiting() > 0) {
            await store(...[1, 2, 3].map((n) => span(`late ${grown}-${n}`, { start_us: us + grown + n })));
            grown += 3;
            time.move(1000);
          }
          return (await row()).status;
        },
        { interval: 1 },
      )
      .toBe("completed");
    expect(grown).toBeGreaterThan(30);
    expect(await row()).toMatchObject({ spans: 1200, report: { of: 1200 } });
    const { spans } = await get(`/api/traces/${new_trace}?limit=5000`);
    expect(spans.slice(1).map(({ operation }: Answer) => operation)).toEqual(
      Array.from({ length: 1200 }, (_, n) => `s${n}`),
    );
  });

  test("copies long details up to a limit, which the comparison knows", async () => {
    const text = (n: number) => ({ text: "x".repeat(n) });
    await store(
      span("short", { details: text(200_000) }),
      span("long", { details: text(10 * 1024 * 1024 - 100) }),
      span("both", { stage: "request_received", duration_ms: null, details: text(300_000) }),
      span("both", { stage: "response_sent", start_us: us + 1, details: { status: 200 } }),
    );
    const { new_trace } = await replay();
    const spans = await spansOf(new_trace);
    const details = async (at: number) =>
      (await get(`/api/traces/${new_trace}/spans/${spans[at]!.id}`)).span.details;
    expect((await details(1)).text).toHaveLength(200_000);
    expect(await details(2)).toEqual({ cut: 10 * 1024 * 1024 - 89 });
    expect(await details(3)).toEqual({ cut: 300_011, status: 200 });
    expect(await differencesOf("t1", new_trace)).toEqual({ matched: 3, ...nothing });
  });

  test("of a thousand services, with names without end", async () => {
    await store(
      ...Array.from({ length: 1000 }, (_, n) =>
        span(`s${n}`, { source: `service-${n}`, operation: `call ${n} `.padEnd(2000, "long ") }),
      ),
    );
    const { new_trace, spans } = await replay();
    expect(spans).toBe(1000);
    expect(await differencesOf("t1", new_trace)).toEqual({ matched: 1000, ...nothing });
    expect((await get(`/api/traces/${new_trace}/skeleton`)).skeleton.sources).toHaveLength(1001);
  });

  test("is no work of the minute that it is made in", async () => {
    await tenSeconds();
    const before = await get("/api/traces/activity?minutes=90");
    await replay();
    expect(await get("/api/traces/activity?minutes=90")).toEqual(before);
  });
});
