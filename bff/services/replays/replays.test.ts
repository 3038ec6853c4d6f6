import { describe, expect, test, vi } from "vitest";
import { type Answer, makeApp } from "../../host/node/fixtures/app.ts";
import { abortLeftReplays } from "./left-over.ts";
import {
  agent,
  app,
  get,
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

describe("replays", () => {
  test("are listed, newest first, by trace, mode and status, and paged", async () => {
    await tenSeconds();
    await store(span("other", { trace_id: "t2" }));
    const first = await replay();
    const second = await replay();
    const third = await replay({}, "t2");
    const list = async (query: string) =>
      (await get(`/api/traces/replays?${query}`)).replays.map((one: Answer) => one.replay_trace);
    expect(await list("")).toEqual([third, second, first].map((one) => one.new_trace));
    expect(await list("trace_id=t1")).toEqual([second, first].map((one) => one.new_trace));
    expect(await list(`trace_id=${first.new_trace}`)).toEqual([first.new_trace]);
    expect(await list("mode=live")).toEqual([]);
    expect(await list("status=completed&limit=1")).toEqual([third.new_trace]);
    const page = await get("/api/traces/replays?limit=2");
    expect(page.next).toBe(page.replays[1].id);
    const rest = await get(`/api/traces/replays?limit=2&cursor=${page.next}`);
    expect(rest).toMatchObject({ replays: [{ replay_trace: first.new_trace }], next: null });
  });

  test("run side by side, four at most; whoever asks for a fifth is told to come again", async () => {
    await tenSeconds();
    const begun = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(() =>
        agent.ask("POST", "/api/traces/replay/t1", { pace: "original", wait: false }),
      ),
    );
    const refused = begun.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    expect(refused[0]!.json).toMatchObject({ code: "RATE_LIMITED", details: { running: 4 } });
    expect(refused[0]!.headers.get("retry-after")).toBe("5");
    await expect.poll(time.waiting).toBe(4);
    await app.ports.replays.close();
    const { replays } = await get("/api/traces/replays");
    expect(replays).toHaveLength(4);
    for (const one of replays)
      expect(one).toMatchObject({
        status: "aborted",
        report: { reason: "the server stopped while it was under way" },
      });
  });

  test("are counted as they go", async () => {
    await store(
      ...Array.from({ length: 40 }, (_, n) =>
        span(`s${n}`, { start_us: us + n * 1_000_000, duration_ms: 1 }),
      ),
    );
    const { new_trace } = await replay({ pace: "original", wait: false });
    const counted = async () => (await get(`/api/traces/replays/${new_trace}`)).replay.spans;
    await expect
      .poll(
        async () => {
          time.move(100);
          return counted();
        },
        { timeout: 5000 },
      )
      .toBeGreaterThan(3);
    expect(await counted()).toBeLessThan(40);
  });

  test("are counted to the last span that was written, though no more comes for long", async () => {
    await tenSeconds();
    const { new_trace } = await replay({ pace: "original", wait: false });
    await expect.poll(time.waiting).toBe(1);
    time.move(5000);
    const seen = async () => (await get(`/api/traces/replays/${new_trace}`)).replay;
    await expect.poll(seen, { timeout: 5000 }).toMatchObject({ spans: 1, report: { errors: 1 } });
    expect(await seen()).toMatchObject({ status: "running" });
  });

  test("that break off have failed, without a word about the inside", async () => {
    await tenSeconds();
    vi.spyOn(app.ports.traces, "piece").mockRejectedValue(new Error("SQLITE_CORRUPT at /data"));
    expect(await replay()).toMatchObject({
      ok: true,
      status: "failed",
      spans: 0,
      replay: { report: { reason: "it broke off: the server's log says why" } },
    });
  });

  test("may be started by an agent, and only read by a viewer", async () => {
    await tenSeconds();
    const viewer = await app.as("viewer");
    const asked = await viewer.ask("POST", "/api/traces/replay/t1", {});
    expect([asked.status, asked.json.code]).toEqual([403, "FORBIDDEN"]);
    expect((await viewer.ask("GET", "/api/traces/replay/t1")).json).toMatchObject({
      ok: true,
      plan: { spans: 3, duration_us: 10_000_000, patches: 0 },
    });
    const live = await agent.ask("POST", "/api/traces/replay/t1", { mode: "live" });
    expect([live.status, live.json.code]).toEqual([403, "FORBIDDEN"]);
    expect((await get("/api/traces/replays")).replays).toEqual([]);
  });

  test("of a replay count what they repeat, without the bracket around it, up to the same limit", async () => {
    await tenSeconds();
    const { new_trace } = await replay();
    const plan = async () => (await get(`/api/traces/replay/${new_trace}`)).plan;
    expect(await plan()).toMatchObject({ spans: 3 });
    expect((await replay({}, new_trace)).replay).toMatchObject({ spans: 3, report: { of: 3 } });
    // one more is open
    const grown = "UPDATE trace_summaries SET spans = 100000 WHERE trace_id = ?";
    await app.db.atomically([{ sql: grown, params: [new_trace] }]);
    expect(await plan()).toMatchObject({ spans: 100_000 });
  });

  test.each([
    ["POST", "/api/traces/replay/none", "TRACE_NOT_FOUND"],
    ["GET", "/api/traces/replay/none", "TRACE_NOT_FOUND"],
    ["GET", "/api/traces/replays/none", "REPLAY_NOT_FOUND"],
    ["POST", "/api/traces/replays/none/abort", "REPLAY_NOT_FOUND"],
  ])("%s %s is refused with %s", async (method, path, code) => {
    const { status, json } = await agent.ask(method, path, method === "POST" ? {} : undefined);
    expect([status, json.code]).toEqual([404, code]);
    expect(json.error).toContain("none");
  });

  test("of more than 100,000 spans are refused before any of them is read", async () => {
    await store(span("a"));
    await app.db.atomically([{ sql: "UPDATE trace_summaries SET spans = 100001", params: [] }]);
    const { status, json } = await agent.ask("POST", "/api/traces/replay/t1", {});
    expect([status, json]).toMatchObject([
      413,
      { code: "TRACE_TOO_LARGE", details: { spans: 100_001, limit: 100_000 } },
    ]);
    expect((await get("/api/traces/replays")).replays).toEqual([]);
  });
});

test("over RPC a replay takes trace and mode as arguments one by one, as those who bind TraceReplay call it", async () => {
  await tenSeconds();
  const lines = [
    ["push", ["pipeline", 0, ["TraceReplay", "replayTrace"], ["t1", "dry-run"]]],
    ["pull", 1],
    ["push", ["pipeline", 0, ["TraceReplay", "replayTrace"], ["t1"]]],
    ["pull", 2],
    ["push", ["pipeline", 0, ["TraceReplay", "replayTrace"], [{ trace_id: "t1", mode: "dry-run" }]]],
    ["pull", 3],
    ["push", ["pipeline", 0, ["TraceReplay", "replayTrace"], ["t1", "wet-run"]]],
    ["pull", 4],
  ];
  const answer = await app.request("/rpc", {
    method: "POST",
    headers: { authorization: `Bearer ${agent.token}` },
    body: lines.map((line) => JSON.stringify(line)).join("\n"),
  });
  const text = await answer.text();
  expect(text.match(/"ok":true,"new_trace"/g)).toHaveLength(3);
  expect(text).toContain('"code":"INVALID_INPUT"');
  expect((await get("/api/traces/replays")).replays).toHaveLength(3);
});

test("what a server left running is aborted at the next start, and its trace ended", async () => {
  await tenSeconds();
  const { new_trace } = await replay({ pace: "original", wait: false });
  await expect.poll(time.waiting).toBe(1);
  // the same database, and nobody who knows of it: as after a kill
  const next = await makeApp({ db: app.db, ports: { clock: time.clock } });
  await abortLeftReplays(next.ports);
  const reason = "the server stopped while it was under way";
  expect((await get(`/api/traces/replays/${new_trace}`)).replay).toMatchObject({
    status: "aborted",
    finished_at: "2026-11-20T12:00:00.000Z",
    report: { reason },
  });
  const [root] = await spansOf(new_trace);
  expect(root).toMatchObject({ stage: "replay_start", marks: [], details: { aborted: reason } });
});

test("the end of one that cannot be written is written once it can be", async () => {
  await tenSeconds();
  const full = "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";
  await app.db.atomically([{ sql: `CREATE TRIGGER full BEFORE UPDATE ON replays ${full}`, params: [] }]);
  const { new_trace, status } = await replay();
  expect(status).toBe("completed");
  const row = async () => (await get(`/api/traces/replays/${new_trace}`)).replay;
  expect((await row()).status).toBe("running");
  const comes = async (expected: string) =>
    expect
      .poll(async () => {
        time.move(5000);
        return (await row()).status;
      })
      .toBe(expected);
  await comes("running");
  await app.db.atomically([{ sql: "DROP TRIGGER full", params: [] }]);
  await comes("completed");
  expect(await row()).toMatchObject({ spans: 3, report: { of: 3, replay_us: 10_000_000 } });
  expect((await spansOf(new_trace)).map(({ stage }) => stage)[0]).toBe("replay_start");
  expect(await spansOf(new_trace)).toHaveLength(4);
});
