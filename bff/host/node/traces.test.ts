import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { call, replaceLine, setUpServers, start } from "./fixtures/served.ts";

setUpServers();

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";

test("an edit is watched live, read back as a trace and found as a patch, all under the id its caller gave", async () => {
  const server = await start();
  const live = new WebSocket(`${server.url.replace("http", "ws")}/api/traces/live?trace_id=${trace}`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  });
  onTestFinished(() => live.terminate());
  const received: { event: string; data?: { operation: string; duration_us: number | null } }[] = [];
  live.on("message", (data) => received.push(JSON.parse(data.toString())));
  await expect.poll(() => received.length).toBe(1);

  const answer = await fetch(`${server.url}/api/patches/apply`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${server.adminToken}`,
      "content-type": "application/json",
      traceparent: `00-${trace}-00f067aa0ba902b7-01`,
    },
    body: JSON.stringify(replaceLine(2, "TWO")),
  });
  const [result] = ((await answer.json()) as { results: { patch_id: string }[] }).results;
  await expect
    .poll(() => received.flatMap(({ data }) => (data?.duration_us ? [data.operation] : [])))
    .toEqual(["patches.apply"]);

  const { spans } = await call(server, "GET", `/api/traces/${trace}`);
  expect(spans).toMatchObject([{ operation: "patches.apply", parent_span_id: "00f067aa0ba902b7" }]);
  const { results } = await call(server, "GET", `/api/patches/logs?trace_id=${trace}`);
  expect(results).toMatchObject([{ patch_id: result!.patch_id, trace_id: trace }]);
  expect(await call(server, "GET", `/api/patches/${result!.patch_id}/custody`)).toMatchObject({
    trace_id: trace,
  });
});

test("a socket for live traces ends with its token", async () => {
  const server = await start();
  const { token, row } = await call(server, "POST", "/api/tokens", { name: "a", role: "viewer" });
  const live = new WebSocket(`${server.url.replace("http", "ws")}/api/traces/live`, {
    headers: { authorization: `Bearer ${token}` },
  });
  onTestFinished(() => live.terminate());
  const closed = new Promise<number>((resolve) => live.on("close", resolve));
  await new Promise((resolve) => live.on("message", resolve));
  await call(server, "DELETE", `/api/tokens/${row.id}`);
  expect(await closed).toBe(4401);
});
