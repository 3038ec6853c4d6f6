import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { Factory } from "../../../shared/models/factory.ts";
import { answering, fine, replayLive } from "./fixtures/live-replays.ts";
import { logSpans } from "./fixtures/logged-spans.ts";
import { httpFactory, setUpScriptedFactories, socketFactory } from "./fixtures/scripted-factory.ts";
import { call, setUpServers, start } from "./fixtures/served.ts";
import type { ServedWorkspace } from "./serve-workspace.ts";

setUpServers();
setUpScriptedFactories();

const ignore = () => {};
const known = async (server: ServedWorkspace): Promise<Factory[]> =>
  (await call(server, "GET", "/api/factories")).factories as Factory[];

describe("a factory", () => {
  test("is known by its hello, is away when its socket has gone, and its older socket speaks for it again", async () => {
    const server = await start();
    const older = await socketFactory(server, "maker", ignore, {
      capabilities: ["simulateOperation"],
      operations: ["make"],
    });
    const newer = await socketFactory(server, "maker", ignore, { url: "http://127.0.0.1:9/maker" });
    const card = { name: "maker", url: "http://127.0.0.1:9/maker", status: "connected", capabilities: [] };
    await expect.poll(async () => await known(server)).toMatchObject([{ ...card, operations: null }]);
    newer.socket.terminate();
    await expect
      .poll(async () => await known(server))
      .toMatchObject([
        { url: null, status: "connected", capabilities: ["simulateOperation"], operations: ["make"] },
      ]);
    older.socket.terminate();
    await expect
      .poll(async () => await known(server))
      .toMatchObject([{ status: "away", capabilities: ["simulateOperation"], simulate_via: null }]);
  });

  test("that comes, says more, goes or is given a secret has everybody who watches told so", async () => {
    const server = await start();
    const watching = new WebSocket(`${server.url.replace("http", "ws")}/ws`, {
      headers: { authorization: `Bearer ${server.adminToken}` },
    });
    onTestFinished(() => watching.terminate());
    const heard: string[] = [];
    watching.on("message", (data) => heard.push(JSON.parse(String(data)).type));
    await expect.poll(() => heard).toEqual(["connected"]);
    /** Does it, and waits until that is told. */
    const isTold = async (change: () => unknown) => {
      const before = heard.length;
      await change();
      await expect.poll(() => heard.slice(before)).toContain("factories_changed");
    };
    let factory: Awaited<ReturnType<typeof socketFactory>>;
    await isTold(async () => {
      factory = await socketFactory(server, "maker", ignore);
    });
    await isTold(() =>
      factory.send({ type: "hello", payload: { factory: "maker", capabilities: ["rest"] } }),
    );
    expect(await known(server)).toMatchObject([{ status: "connected", capabilities: ["rest"] }]);
    await isTold(() => factory.socket.terminate());
    expect(await known(server)).toMatchObject([{ status: "away" }]);
    await isTold(() =>
      call(server, "POST", "/api/factories/secrets", {
        name: "maker",
        url: "http://127.0.0.1:9",
        value: "x",
      }),
    );
    expect(heard.every((type) => type === "connected" || type === "factories_changed")).toBe(true);
  });

  test("that says its name alone leaves what was registered of it as it was", async () => {
    const server = await start();
    const { url } = await httpFactory(server, "maker", fine);
    await socketFactory(server, "maker", ignore, {});
    expect(await known(server)).toMatchObject([{ name: "maker", url, status: "connected" }]);
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    expect(await replayLive(server)).toMatchObject({ ok: true, status: "completed" });
  });

  test("is asked over the socket that said what it can do, not over a newer one that said its name alone", async () => {
    const server = await start();
    const able = await socketFactory(
      server,
      "maker",
      answering(() => ({ ok: true })),
    );
    const reporting = await socketFactory(server, "maker", ignore, {});
    await logSpans(server, ["1", null, "maker", "make", 0, 5]);
    expect(await replayLive(server)).toMatchObject({ ok: true, status: "completed" });
    expect([able, reporting].map(({ heard }) => heard.length)).toEqual([1, 0]);
  });

  test("with a socket open is not registered over its head", async () => {
    const server = await start();
    await socketFactory(server, "maker", ignore);
    const refused = await call(server, "POST", "/api/factories", {
      name: "maker",
      url: "http://127.0.0.1:9",
    });
    expect(refused).toMatchObject({ code: "INVALID_INPUT" });
    expect(await known(server)).toMatchObject([{ url: null }]);
  });

  test("is refused, with words, where its card is none or leads where no factory is", async () => {
    const server = await start();
    const register = async (card: object) =>
      (await call(server, "POST", "/api/factories", { name: "m", ...card })).error;
    expect(await register({ url: "http://169.254.169.254/" })).toMatch(
      /^url: "169\.254\.169\.254" is an address/,
    );
    expect(await register({ url: "file:///etc/passwd" })).toMatch(/^url: /);
    expect(await register({ simulate_via: "http" })).toBe(
      'url: is needed where simulate_via is "http": send the address at which the factory answers',
    );
    expect(await known(server)).toEqual([]);

    const factory = await socketFactory(server, "good", ignore);
    for (const card of [
      { url: "http://metadata/" },
      { capabilities: "all" },
      { simulate_via: "pigeon", url: "http://m" },
    ])
      factory.send({ type: "hello", payload: { factory: "bad", ...card } });
    await expect
      .poll(() => factory.heard.map(({ payload }) => payload.code))
      .toEqual(Array(3).fill("INVALID_INPUT"));
    expect((await known(server)).map(({ name }) => name)).toEqual(["good"]);
  });

  test("names as many operations as can be listed of a thousand factories", async () => {
    const server = await start();
    const register = (operations: string[]) =>
      call(server, "POST", "/api/factories", { name: "maker", url: "http://127.0.0.1:1", operations });
    expect(await register(Array(500).fill("x".repeat(100)))).toMatchObject({ ok: true });
    expect(await register(Array(501).fill("x".repeat(100)))).toMatchObject({
      code: "INVALID_INPUT",
      error: expect.stringContaining("operations: 50000 characters in all at most"),
    });
  });

  test("is registered by an agent, and by nobody below", async () => {
    const server = await start();
    const { token } = await call(server, "POST", "/api/tokens", { name: "v", role: "viewer" });
    const card = { name: "maker", url: "http://127.0.0.1:9" };
    expect(await call(server, "POST", "/api/factories", card, token)).toMatchObject({ code: "FORBIDDEN" });
    expect(await call(server, "GET", "/api/factories", undefined, token)).toMatchObject({ factories: [] });
  });
});
