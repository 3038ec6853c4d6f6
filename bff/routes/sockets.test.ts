import { expect, test } from "vitest";
import { setUpServers, start } from "../host/node/fixtures/served.ts";

setUpServers();

test.each(["/ws", "/api/traces/live", "/api/traces/live?source=ui"])(
  "%s without an upgrade says what it is and how to connect",
  async (path) => {
    const server = await start();
    const answer = await fetch(server.url + path);
    expect(answer.status).toBe(426);
    expect(answer.headers.get("upgrade")).toBe("websocket");
    const address = server.url.replace("http", "ws") + path.split("?")[0];
    expect(await answer.json()).toMatchObject({
      ok: false,
      code: "UPGRADE_REQUIRED",
      error: expect.stringContaining(`connect to ${address} with Authorization`),
      details: { url: address },
    });
  },
);

test("a trace that is called live is read where no socket is", async () => {
  const server = await start();
  const skeleton = await fetch(`${server.url}/api/traces/live/skeleton`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  });
  expect(await skeleton.json()).toMatchObject({ code: "TRACE_NOT_FOUND" });
});
