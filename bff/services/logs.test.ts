import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeApp } from "../host/node/fixtures/app.ts";

let made: Awaited<ReturnType<typeof makeApp>>;
let agent: Awaited<ReturnType<typeof made.as>>;
beforeEach(async () => {
  made = await makeApp();
  agent = await made.as("agent");
});
afterEach(() => made.dispose());

const log = { source: "builder", stage: "processing", operation: "compile", duration_ms: 12.5 };
const stored = (columns: string) =>
  made.db.orm.values(sql.raw(`SELECT ${columns} FROM operation_logs WHERE source = 'builder' ORDER BY id`));

test("one event, or a list of them, is recorded under the trace of the request", async () => {
  const one = await agent.ask("POST", "/api/logs", log, { "x-trace-id": "flow-1" });
  expect(one.json).toEqual({ ok: true, trace_id: "flow-1", accepted: 1 });
  const list = await agent.ask("POST", "/api/logs", [log, { ...log, trace_id: "flow-2" }], {
    "x-trace-id": "flow-1",
  });
  expect(list.json).toEqual({ ok: true, trace_id: "flow-1", accepted: 2 });
  expect(await stored("trace_id")).toEqual([["flow-1"], ["flow-1"], ["flow-2"]]);
});

test("a list whose events name one trace is answered with it", async () => {
  const { json } = await agent.ask("POST", "/api/logs", [{ ...log, trace_id: "theirs" }]);
  expect(json.trace_id).toBe("theirs");
});

test("an operation of 400 characters and 1,000 sources are recorded as they are", async () => {
  const operation = "x".repeat(400);
  await agent.ask("POST", "/api/logs", [{ ...log, operation }]);
  expect(await stored("operation")).toEqual([[operation]]);
  const many = Array.from({ length: 1000 }, (_, n) => ({ ...log, source: `service-${n}` }));
  expect((await agent.ask("POST", "/api/logs", many)).json.accepted).toBe(1000);
});

test.each<[string, unknown, string, RegExp]>([
  ["no list and no object", "7", "INVALID_INPUT", /./],
  ["an empty list", [], "INVALID_INPUT", /./],
  ["an event without a source", [log, { ...log, source: undefined }], "INVALID_INPUT", /source/],
  ["a status that is none", { ...log, status: "fine" }, "INVALID_INPUT", /status/],
  ["an operation beyond 2,000 characters", { ...log, operation: "x".repeat(2001) }, "INVALID_INPUT", /2000/],
  [
    "details beyond 10 MiB",
    { ...log, details: { x: "y".repeat(11_000_000) } },
    "BODY_TOO_LARGE",
    /details of event 0/,
  ],
  [
    "nanoseconds in place of microseconds",
    { ...log, start_us: 1795234542287000000 },
    "INVALID_INPUT",
    /microseconds.*nanoseconds/,
  ],
  ["a time after 2249", { ...log, timestamp: "9999-12-31T23:59:59.999Z" }, "INVALID_INPUT", /1970 to 2249/],
  ["a time before 1970", { ...log, timestamp: "0001-01-01T00:00:00Z" }, "INVALID_INPUT", /1970 to 2249/],
  ["a trace that no address can name", { ...log, trace_id: ".." }, "INVALID_INPUT", /trace_id.*address/],
  ["a trace called as a list of ours", { ...log, trace_id: "active" }, "INVALID_INPUT", /trace_id.*address/],
  ["more than 5,000 events", Array.from({ length: 5001 }, () => log), "INVALID_INPUT", /5000/],
])("%s is refused and nothing of it is stored", async (_what, body, code, says) => {
  const { json } = await agent.ask("POST", "/api/logs", body);
  expect(json).toMatchObject({ ok: false, code, error: expect.stringMatching(says) });
  expect(await stored("id")).toEqual([]);
});

test("the last moment that is taken, with the longest length, is read back by everybody", async () => {
  const last = { ...log, trace_id: "far", timestamp: "2249-12-31T23:59:59.999999Z", duration_ms: 1e10 };
  expect((await agent.ask("POST", "/api/logs", last)).json.accepted).toBe(1);
  const early = { ...log, trace_id: "far", stage: "response_sent", start_us: 0, duration_ms: 1e10 };
  expect((await agent.ask("POST", "/api/logs", early)).json.accepted).toBe(1);
  for (const path of ["/api/traces/far", "/api/traces/far/skeleton", "/api/traces/active", "/api/traces"])
    expect((await agent.ask("GET", path)).json).toMatchObject({ ok: true });
});

test("who may only read may not log", async () => {
  const viewer = await made.as("viewer");
  expect((await viewer.ask("POST", "/api/logs", log)).json.code).toBe("FORBIDDEN");
});

test("overload is 429 with the seconds to wait", async () => {
  await made.dispose();
  const full = { ok: false, code: "RATE_LIMITED", error: "wait", details: { retry_after: 1 } } as const;
  made = await makeApp();
  agent = await made.as("agent");
  made.ports.spans.record = async () => full;
  const answer = await agent.ask("POST", "/api/logs", log);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "1"]);
});

test("what was recorded is live at once", async () => {
  await agent.ask("POST", "/api/logs", [log], { "x-trace-id": "flow-1" });
  const live = await made.ports.live.recent();
  expect(live.filter(({ trace_id }) => trace_id === "flow-1")).toMatchObject([
    { source: "builder", operation: "compile", duration_us: 12_500, status: "ok" },
  ]);
});
