import { newHttpBatchRpcSession } from "capnweb";
import { expect, test } from "vitest";
import type { Answer } from "./fixtures/app.ts";
import { call, setUpServers, start } from "./fixtures/served.ts";

setUpServers();

interface Api {
  LogOps: { recordLog(input: unknown): Promise<Answer> };
}

test("LogOps.recordLog takes one event, a list, or what HTTP makes of a body; what JSON has no word for is text", async () => {
  const server = await start();
  const record = (input: unknown) =>
    (
      newHttpBatchRpcSession(
        new Request(`${server.url}/rpc`, { headers: { authorization: `Bearer ${server.adminToken}` } }),
      ) as unknown as Api
    ).LogOps.recordLog(input);
  const log = {
    trace_id: "flow",
    source: "factory",
    stage: "processing",
    operation: "draft",
    duration_ms: 2,
  };

  expect(await record({ ...log, span_id: "a", details: { size: 12n } })).toEqual({
    ok: true,
    trace_id: "flow",
    accepted: 1,
  });
  expect(await record([log, log])).toMatchObject({ ok: true, accepted: 2 });
  expect(await record({ items: [log] })).toMatchObject({ ok: true, accepted: 1 });
  expect(await record({ ...log, source: 7 })).toMatchObject({ ok: false, code: "INVALID_INPUT" });

  const { spans } = await call(server, "GET", "/api/traces/flow");
  expect(spans).toHaveLength(4);
  expect(spans.find((span: Answer) => span.span_id === "a").details).toEqual({ size: "12" });
});
