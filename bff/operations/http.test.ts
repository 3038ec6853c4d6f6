import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, makeApp } from "../host/node/fixtures/app.ts";
import { event } from "../host/node/fixtures/store.ts";
import { coarseClock } from "../ports/clock.ts";

let made: Awaited<ReturnType<typeof makeApp>>;
let ask: Awaited<ReturnType<typeof made.as>>["ask"];
beforeEach(async () => {
  made = await makeApp();
  ask = (await made.as("admin")).ask;
});
afterEach(() => made.dispose());

describe("what is wrong with a request is said", () => {
  const json = { "content-type": "application/json" };
  const cases: [
    name: string,
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
    status: number,
    code: string,
  ][] = [
    ["malformed JSON", "POST", "/api/patches/events", "{ not json", json, 400, "BAD_JSON"],
    [
      "another media type",
      "POST",
      "/api/patches/events",
      "a=1",
      { "content-type": "text/plain" },
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    ],
    [
      "no media type at all",
      "POST",
      "/api/patches/events",
      "{}",
      { "content-type": "" },
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    ],
    ["a path that is not there", "GET", "/api/nothing", undefined, {}, 404, "NOT_FOUND"],
    ["a method that is not possible", "PATCH", "/api/patches/logs", "{}", json, 405, "METHOD_NOT_ALLOWED"],
    ["an empty body", "POST", "/api/patches/events", "", json, 400, "INVALID_INPUT"],
    ["a body that is a list", "POST", "/api/patches/events", "[]", json, 400, "INVALID_INPUT"],
    ["a body that is null", "POST", "/api/patches/events", "null", json, 400, "INVALID_INPUT"],
    [
      "a large body",
      "POST",
      "/api/patches/events",
      JSON.stringify({ x: "y".repeat(1_100_000) }),
      json,
      413,
      "BODY_TOO_LARGE",
    ],
    [
      "a body nested without end",
      "POST",
      "/api/patches/events",
      `{"patch_id":"p","file":"a","op":"append","type":"patch_applied","meta":{"a":${'{"a":'.repeat(9000)}1${"}".repeat(9000)}}}`,
      json,
      400,
      "INVALID_INPUT",
    ],
    [
      "a body of millions of values",
      "POST",
      "/api/patches/apply",
      `[${"1,".repeat(3_000_000)}1]`,
      json,
      400,
      "INVALID_INPUT",
    ],
    ["a limit out of range", "GET", "/api/patches/logs?limit=9999", undefined, {}, 400, "INVALID_INPUT"],
    ["a cursor of one's own", "GET", "/api/patches/logs?cursor=abc", undefined, {}, 400, "INVALID_INPUT"],
    ["a status that is none", "GET", "/api/patches/logs?status=fine", undefined, {}, 400, "INVALID_INPUT"],
    ["a patch nobody knows", "GET", "/api/patches/p-404", undefined, {}, 404, "PATCH_NOT_FOUND"],
    ["a patch id that walks", "GET", "/api/patches/..%2Fetc", undefined, {}, 400, "INVALID_INPUT"],
    [
      "a blockFile",
      "POST",
      "/api/patches/apply",
      JSON.stringify({ patches: [{ op: "append", file: "a", blockFile: "/etc/passwd" }] }),
      json,
      400,
      "INVALID_INPUT",
    ],
    [
      "an unknown op",
      "POST",
      "/api/patches/apply",
      JSON.stringify({ patches: [{ op: "rewrite", file: "a" }] }),
      json,
      400,
      "UNKNOWN_OP",
    ],
    ["a workspace that is gone", "GET", "/api/patches/p/diff", undefined, {}, 503, "WORKSPACE_UNAVAILABLE"],
  ];
  test.each(cases)("%s", async (_name, method, path, body, headers, status, code) => {
    const answer = await ask(method, path, body, headers);
    expect(answer.json).toMatchObject({ ok: false, code, error: expect.stringMatching(/\w{3}/) });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("x-trace-id")).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(answer.json)).not.toMatch(/\/work|node_modules|\.ts:\d/);
  });

  test("every problem at once, each with its path", async () => {
    const { json: answer } = await ask("POST", "/api/patches/events", {
      patch_id: "a b",
      op: "",
      lines_added: -1,
    });
    const paths = answer.details.problems.map((problem: Answer) => problem.path);
    expect(paths.toSorted()).toEqual(["file", "lines_added", "op", "patch_id"]);
    expect(answer.error).toContain("patch_id");
  });

  test("a method that is not possible names those that are", async () => {
    expect((await ask("DELETE", "/api/patches/logs")).headers.get("allow")).toBe("GET");
  });

  test.each([
    ["/api/logs", {}],
    ["/api/logs", { "content-length": "5000" }],
    ["/v1/traces", {}],
    ["/v1/traces", { "content-length": "5000" }],
    ["/v1/traces", { "content-encoding": "gzip" }],
  ])("a sender of %s that hangs up in the middle (%j) is no failure of the server", async (path, headers) => {
    const broken = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"resourceSpans":[')),
      pull: (controller) => controller.error(new Error("aborted")),
    });
    const { token } = await made.as("agent", "caller");
    const response = await made.request(path, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: broken,
      duplex: "half",
    } as RequestInit);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/not whole/);
  });

  test("a body that grows past the limit while it is read is cut off", async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    const { token } = await made.as("agent", "streamer");
    const response = await made.request("/api/patches/events", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(2_000_000);
  });
});

test("path, query and body are one input, and the path wins", async () => {
  await ask("POST", "/api/patches/events?task_id=T9", event("p1", { file: "from/body.ts" }));
  const { json } = await ask("GET", "/api/patches/p1?patch_id=p2");
  expect(json.patch).toMatchObject({ patch_id: "p1", task_id: "T9", file: "from/body.ts" });
});

test("a filter takes several values by comma and by repetition", async () => {
  for (const [id, factory] of [
    ["p1", "f1"],
    ["p2", "f2"],
    ["p3", "f3"],
  ] as const) {
    await ask("POST", "/api/patches/events", event(id, { meta: { factory } }));
  }
  const ids = async (query: string) =>
    (await ask("GET", `/api/patches/logs?${query}&order=asc`)).json.results.map(
      (one: Answer) => one.patch_id,
    );
  expect(await ids("factory=f1,f3")).toEqual(["p1", "p3"]);
  expect(await ids("factory=f1&factory=f2")).toEqual(["p1", "p2"]);
});

test("a parameter that is left empty is one that was not given", async () => {
  for (const id of ["p1", "p2"]) await ask("POST", "/api/patches/events", event(id, { task_id: id }));
  const ids = async (query: string) =>
    (await ask("GET", `/api/patches/logs?${query}`)).json.results.map((one: Answer) => one.patch_id);
  const blank = "search=&task_id=&file=&cursor=&status=";
  expect(await ids(`limit=50&offset=0&order=asc&${blank}`)).toEqual(["p1", "p2"]);
  expect(await ids(`limit=&offset=&order=asc&${blank}`)).toEqual(["p1", "p2"]);
  expect(await ids("task_id=&task_id=p2")).toEqual(["p2"]);
});

test("history is read page by page, and says at which event it was read", async () => {
  for (let n = 0; n < 5; n += 1) await ask("POST", "/api/patches/events", event(`p${n}`));
  const first = (await ask("GET", "/api/patches/logs?limit=3")).json;
  const second = (await ask("GET", `/api/patches/logs?limit=3&cursor=${encodeURIComponent(first.next)}`))
    .json;
  expect([...first.results, ...second.results].map((one) => one.patch_id)).toEqual([
    "p4",
    "p3",
    "p2",
    "p1",
    "p0",
  ]);
  expect([first.seq, second.next]).toEqual([5, null]);
});

test("the totals of today are those of the reader's day", async () => {
  const now = new Date(made.ports.clock.now());
  await ask("POST", "/api/patches/events", event("now", { ts: now.toISOString() }));
  await ask("POST", "/api/patches/events", event("bad", { ts: now.toISOString(), meta: { error: "no" } }));
  await ask("POST", "/api/patches/events", event("old", { ts: "2020-01-01T00:00:00Z" }));
  const { json } = await ask("GET", "/api/workspace?utc_offset=-300");
  expect(json).toMatchObject({
    today: { total: 2, ok: 1, failed: 1 },
    seq: 3,
    caller: { role: "admin" },
    branch: null,
  });
});

test("a trace id is taken over, and one that fits no header is replaced; traceparent wins", async () => {
  const own = "0af7651916cd43dd8448eb211c80319c";
  const trace = async (headers: Record<string, string>) =>
    (await ask("GET", "/healthz", undefined, headers)).headers.get("x-trace-id");
  expect(await trace({ "x-trace-id": "my-flow.1" })).toBe("my-flow.1");
  for (const unfit of ["my flow <script>", ".", "..", "active"])
    expect(await trace({ "x-trace-id": unfit })).toMatch(/^[0-9a-f]{32}$/);
  expect(await trace({ "x-trace-id": "a", traceparent: `00-${own}-b7ad6b7169203331-01` })).toBe(own);
  await ask("POST", "/api/patches/events", event("p1"), { "x-trace-id": "flow-7" });
  expect((await ask("GET", "/api/patches/p1")).json.patch.trace_id).toBe("flow-7");
});

test("something that breaks inside says so without saying how", async () => {
  const logged: string[] = [];
  await made.dispose();
  made = await makeApp({
    ports: {
      log: { debug() {}, info() {}, warn() {}, error: (fields) => void logged.push(JSON.stringify(fields)) },
    },
  });
  const admin = await made.as("admin");
  made.ports.workspace.diff = async () => {
    throw new Error("secret at /home/someone/project");
  };
  const answer = await admin.ask("GET", "/api/patches/p1/diff");
  expect(answer.status).toBe(500);
  expect(answer.json).toMatchObject({ ok: false, code: "INTERNAL" });
  expect(JSON.stringify(answer.json)).not.toContain("secret");
  expect(logged.join()).toContain("secret at /home/someone/project");
  expect(logged.join()).toContain(answer.headers.get("x-trace-id"));
});

test("a caller that calls without end is held back", async () => {
  await made.dispose();
  let now = 1_800_000_000_000;
  made = await makeApp({ ports: { clock: coarseClock(() => now) } });
  made.ports.settings.callsPerSecond = 3;
  const agent = await made.as("agent");
  const answers = [];
  for (let n = 0; n < 5; n += 1) answers.push((await agent.ask("GET", "/api/patches/logs")).json.code);
  expect(answers).toEqual([undefined, undefined, undefined, "RATE_LIMITED", "RATE_LIMITED"]);
  now += 1000;
  expect((await agent.ask("GET", "/api/patches/logs")).status).toBe(200);
});

test("health needs no sign-in; readiness tells what is missing; metrics count calls", async () => {
  expect(await (await made.request("/healthz")).json()).toEqual({ ok: true, version: "1.2.3" });
  const ready = await made.request("/readyz");
  expect([ready.status, ((await ready.json()) as Answer).code]).toEqual([503, "WORKSPACE_UNAVAILABLE"]);
  const metrics = await (await made.request("/metrics")).text();
  expect(metrics).toContain('mission_control_calls_total{operation="system.healthz",code="OK"} 1');
  expect(metrics).toContain(
    'mission_control_calls_total{operation="system.readyz",code="WORKSPACE_UNAVAILABLE"} 1',
  );
});
