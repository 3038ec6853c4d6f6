import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { replayLive, tokenOf } from "./fixtures/live-replays.ts";
import { logSpans } from "./fixtures/logged-spans.ts";
import { httpFactory, reply, setUpScriptedFactories } from "./fixtures/scripted-factory.ts";
import { call, setUpServers, start, stop, workspaceRoot } from "./fixtures/served.ts";

setUpServers();
setUpScriptedFactories();

const value = "Bearer of-the-factory-0123456789";
const path = "/api/factories/secrets";

/** Tables of the database in which a row says this. */
function tablesWith(text: string): string[] {
  const db = new DatabaseSync(join(workspaceRoot(), ".mission_control/server/mission-control.db"), {
    readOnly: true,
  });
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  const found = names.flatMap(({ name }) =>
    JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all()).includes(text) ? [String(name)] : [],
  );
  db.close();
  return found;
}

describe("a factory behind a token", () => {
  test.each(["http", "capnweb"])(
    "is called with the header that an admin gave, over %s, also after a start anew",
    async (way) => {
      let server = await start();
      const { url, requests } = await httpFactory(
        server,
        "maker",
        (_call, request, response) =>
          reply(response, { ok: request.headers["x-key"] === value, error: "who?" }),
        { capabilities: ["simulateOperation"], simulate_via: way },
      );
      const made = await call(server, "POST", path, { name: "maker", url, header: "X-Key", value });
      expect(made).toEqual({ ok: true, name: "maker", secret: { origin: url, header: "x-key" } });
      await logSpans(server, ["1", null, "maker", "make", 0, 5]);
      await replayLive(server);
      await stop(server);
      server = await start();
      await replayLive(server);
      expect(requests.map(({ headers }) => headers["x-key"])).toEqual([value, value]);
    },
  );

  test("is called without where it has moved to another origin, and once the secret is forgotten", async () => {
    const server = await start();
    const answer = (_call: unknown, _request: unknown, response: Parameters<typeof reply>[0]) =>
      reply(response, { ok: true });
    const first = await httpFactory(server, "maker", answer);
    await call(server, "POST", path, { name: "maker", url: first.url, value });
    const second = await httpFactory(null, "maker", answer);
    // whoever may register factories may not have what was given to this one
    const agent = await tokenOf(server, "agent");
    const card = { name: "maker", url: second.url, capabilities: ["simulateOperation"] };
    expect(await call(server, "POST", "/api/factories", card, agent)).toMatchObject({ ok: true });
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    expect(await replayLive(server)).toMatchObject({ status: "completed" });
    expect(second.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);

    await call(server, "POST", "/api/factories", { ...card, url: first.url }, agent);
    await replayLive(server);
    expect(await call(server, "DELETE", `${path}?name=maker`)).toMatchObject({ forgotten: true });
    expect(await call(server, "DELETE", `${path}?name=maker`)).toMatchObject({ forgotten: false });
    await replayLive(server);
    expect(first.requests.map(({ headers }) => headers.authorization)).toEqual([value, undefined]);
  });

  test("has its secret told to nobody: not in lists, traces, reports or refusals", async () => {
    const server = await start();
    const { url } = await httpFactory(server, "maker", (_call, { headers }, response) =>
      reply(response, { ok: false, error: `not allowed: ${headers.authorization}`, code: "NO" }),
    );
    await call(server, "POST", path, { name: "maker", url, value });
    const bad = await call(server, "POST", path, { name: "maker", url, header: "Host", value });
    expect(bad).toMatchObject({ ok: false, code: "INVALID_INPUT" });
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    const answer = await replayLive(server);
    expect(answer.replay.report.calls).toMatchObject([{ code: "NO", error: "not allowed: …" }]);
    const listed = await call(server, "GET", "/api/factories");
    expect(listed.factories).toMatchObject([{ secret: { origin: url, header: "authorization" } }]);
    const told = await Promise.all(
      [
        `/api/traces/${answer.new_trace}`,
        "/api/traces/replays",
        "/api/traces?search=factories",
        "/api/custody",
      ].map((from) => call(server, "GET", from)),
    );
    expect(JSON.stringify([bad, answer, listed, told])).not.toContain("of-the-factory");
    expect(tablesWith("of-the-factory")).toEqual(["factory_secrets"]);
  });

  test.each(["http", "capnweb"])(
    "that turns a call away, over %s, has it said whether that came with a secret, and what to do",
    async (way) => {
      const server = await start();
      const { url } = await httpFactory(
        server,
        "maker",
        (_call, _request, response) => response.writeHead(401).end("who are you?"),
        { capabilities: ["simulateOperation"], simulate_via: way },
      );
      await logSpans(server, ["1", null, "maker", "make", 0, 5]);
      const calls = async () => (await replayLive(server)).replay.report.calls;
      expect(await calls()).toMatchObject([
        {
          turned_away: "without-secret",
          code: "FACTORY_FAULT",
          error: expect.stringMatching(
            /does not let this server in \(HTTP status 401\).*POST \/api\/factories\/secrets/,
          ),
        },
      ]);
      await call(server, "POST", path, { name: "maker", url, value });
      expect(await calls()).toMatchObject([
        { turned_away: "with-secret", error: expect.stringContaining("does not take the token") },
      ]);
    },
  );

  test("that turns a call away in words of its own is told in those", async () => {
    const server = await start();
    await httpFactory(server, "maker", (_call, _request, response) =>
      reply(response, { ok: false, error: "ask at the desk", code: "NO" }, 403),
    );
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    const { calls } = (await replayLive(server)).replay.report;
    expect(calls).toMatchObject([{ turned_away: "without-secret", code: "NO", error: "ask at the desk" }]);
  });

  test("may be given its secret before it is known; until then the list has that beside the factories", async () => {
    const server = await start();
    const url = "https://maker.test";
    await call(server, "POST", path, { name: "maker", url, value });
    const secret = { origin: url, header: "authorization" };
    expect(await call(server, "GET", "/api/factories")).toEqual({
      ok: true,
      factories: [],
      unclaimed_secrets: [{ name: "maker", ...secret }],
    });
    await call(server, "POST", "/api/factories", { name: "maker", url });
    expect(await call(server, "GET", "/api/factories")).toMatchObject({
      factories: [{ name: "maker", secret }],
      unclaimed_secrets: [],
    });
  });

  test("is given and relieved of it by an admin alone", async () => {
    const server = await start();
    const ops = await tokenOf(server, "ops");
    const given = { name: "maker", url: "https://maker.test", value };
    expect(await call(server, "POST", path, given, ops)).toMatchObject({ code: "FORBIDDEN" });
    expect(await call(server, "DELETE", `${path}?name=maker`, undefined, ops)).toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
