import { describe, expect, test, vi } from "vitest";
import { type Answer, makeApp } from "../../host/node/fixtures/app.ts";
import { abortLeftReplays } from "./left-over.ts";
import { serverStopped } from "./runs.ts";
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

  test("are at work side by side, four at most; one more waits, says for whom, and can be stopped meanwhile", async () => {
    await tenSeconds();
    const open = Promise.withResolvers<void>();
    const { piece } = app.ports.traces;
    const read = vi.spyOn(app.ports.traces, "piece").mockImplementation(async (...args) => {
      await open.promise;
      return piece(...args);
    });
    const started = [];
    for (let n = 0; n < 6; n++) started.push((await replay({ wait: false })).replay);
    const ids = started.map(({ replay_trace }) => replay_trace);
    const row = async (n: number) => (await get(`/api/traces/replays/${ids[n]}`)).replay;
    expect(started[3]).not.toHaveProperty("waits_for");
    expect(started[4]).toMatchObject({
      status: "running",
      spans: 0,
      waits_for: ids
        .slice(0, 4)
        .map((replay_trace) => ({ replay_trace, original_trace: "t1", mode: "dry-run", actor: "agent" })),
    });
    expect((await row(5)).waits_for).toHaveLength(4);
    const listed = (await get("/api/traces/replays")).replays.map(
      ({ waits_for }: Answer) => waits_for?.length,
    );
    expect(listed).toEqual([4, 4, undefined, undefined, undefined, undefined]);
    await expect.poll(() => read.mock.calls.length).toBe(4);
    const abort = agent.ask("POST", `/api/traces/replays/${ids[4]}/abort`, {});
    open.resolve();
    expect((await abort).json).toMatchObject({ ok: true, replay: { status: "aborted", spans: 0 } });
    expect(await spansOf(ids[4])).toMatchObject([{ details: { aborted: "aborted by agent" } }]);
    for (const n of [0, 1, 2, 3, 5]) await expect.poll(async () => (await row(n)).status).toBe("completed");
    expect(await row(5)).toMatchObject({ spans: 3 });
    expect(await row(5)).not.toHaveProperty("waits_for");
  });

  test("that only wait for their moment leave their place to others; twenty at most are under way", async () => {
    await tenSeconds();
    const paced = [];
    for (let n = 0; n < 20; n++)
      paced.push(await agent.ask("POST", "/api/traces/replay/t1", { pace: "original", wait: false }));
    expect(paced.map(({ status }) => status)).toEqual(paced.map(() => 200));
    await expect.poll(time.waiting).toBe(20);
    const refused = await agent.ask("POST", "/api/traces/replay/t1", {});
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "5"]);
    const first = paced[0]!.json.new_trace;
    expect(refused.json).toMatchObject({ code: "RATE_LIMITED", details: { running: 20 } });
    expect(refused.json.error).toContain(`${first}, of "t1" by agent`);
    expect(refused.json.details.under_way[0]).toMatchObject({ replay_trace: first, original_trace: "t1" });
    await agent.ask("POST", `/api/traces/replays/${first}/abort`, {});
    expect(await replay()).toMatchObject({ ok: true, status: "completed", spans: 3 });
    await app.ports.replays.close();
    const { replays } = await get("/api/traces/replays?status=aborted");
    expect(replays).toHaveLength(20);
    expect(replays.filter(({ report }: Answer) => report.reason === serverStopped)).toHaveLength(19);
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
      .poll(async () => {
        time.move(100);
        return counted();
      })
      .toBeGreaterThan(3);
    expect(await counted()).toBeLessThan(40);
  });

  test("are counted to the last span that was written, though no more comes for long", async () => {
    await tenSeconds();
    const { new_trace } = await replay({ pace: "original", wait: false });
    await expect.poll(time.waiting).toBe(1);
    time.move(5000);
    const seen = async () => (await get(`/api/traces/replays/${new_trace}`)).replay;
    await expect.poll(seen).toMatchObject({ spans: 1, report: { errors: 1 } });
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
    ["push", ["pipeline", 0, ["TraceReplay", "replayTrace"], [{ trace_id: "t1" }, "live"]]],
    ["pull", 5],
    ["push", ["pipeline", 0, ["TraceReplay", "replayTrace"], [{ trace_id: "t1", mode: "dry-run" }, "live"]]],
    ["pull", 6],
  ];
  const answer = await app.request("/rpc", {
    method: "POST",
    headers: { authorization: `Bearer ${agent.token}` },
    body: lines.map((line) => JSON.stringify(line)).join("\n"),
  });
  const text = await answer.text();
  expect(text.match(/"ok":true,"new_trace"/g)).toHaveLength(3);
  expect(text.match(/"code":"INVALID_INPUT"/g)).toHaveLength(2);
  // an agent may not have it live
  expect(text.match(/"code":"FORBIDDEN"/g)).toHaveLength(1);
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
