import { describe, expect, test } from "vitest";
import { rpcArguments } from "./rpc-arguments.ts";

const flow = { traceparent: "00-1-2-01" };
const replay = {
  rpc: { entrypoint: "TraceReplay", method: "replayTrace", positional: ["trace_id", "mode"] },
} as const;
const live = { trace_id: "t", mode: "live" };

describe("a method whose arguments stand for fields", () => {
  test.each([
    [["t", "live"], live, undefined],
    [["t", "live", flow], live, flow],
    [[{ trace_id: "t" }, "live"], live, undefined],
    [[{ trace_id: "t" }, "live", flow], live, flow],
    [[{ trace_id: "t", mode: "live" }, "live"], live, undefined],
    [[live, flow], live, flow],
    [[live], live, undefined],
    [["t"], { trace_id: "t" }, undefined],
    [["t", flow], { trace_id: "t" }, flow],
    [["t", undefined, flow], { trace_id: "t" }, flow],
    [["t", null], { trace_id: "t" }, undefined],
    [[], {}, undefined],
  ])("%j", (args, input, said) => {
    expect(rpcArguments(replay, args)).toEqual({ ok: true, input, flow: said });
  });

  test("refuses what says a field twice, or nothing: it would be a dry run where a live one was meant", () => {
    expect(rpcArguments(replay, [{ ...live, mode: "dry-run" }, "live"])).toMatchObject({
      code: "INVALID_INPUT",
      details: { argument: 2, field: "mode" },
    });
    const more = rpcArguments(replay, ["t", "live", "faster"]);
    expect(more).toMatchObject({ code: "INVALID_INPUT", details: { argument: 3 } });
    expect(!more.ok && more.error).toContain("send replayTrace(trace_id, mode), or all fields in one object");
  });
});

test("any other method takes one object, and the flow after it", () => {
  const logs = { rpc: { entrypoint: "PatchOps", method: "logs" } };
  expect(rpcArguments(logs, [{ limit: 1 }, flow])).toEqual({ ok: true, input: { limit: 1 }, flow });
  expect(rpcArguments(logs, [[1, 2]])).toEqual({ ok: true, input: [1, 2], flow: undefined });
  expect(rpcArguments(logs, [])).toEqual({ ok: true, input: undefined, flow: undefined });
});
