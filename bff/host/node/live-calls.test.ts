import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import type { Replay } from "../../../shared/models/replay.ts";
import type { Answer } from "./fixtures/app.ts";
import { answering, fine, replayLive, seen, tokenOf } from "./fixtures/live-replays.ts";
import { logSpans, spansOf, tracedAs as trace, treeOf } from "./fixtures/logged-spans.ts";
import { httpFactory, reply, setUpScriptedFactories, socketFactory } from "./fixtures/scripted-factory.ts";
import { call, setUpServers, start, stop } from "./fixtures/served.ts";

setUpServers();
setUpScriptedFactories();

describe("a call of a live replay", () => {
  test("says what is to be done again, under which trace and span, and nothing of ours", async () => {
    const server = await start();
    const { heard, requests } = await httpFactory(server, "maker", fine);
    const details = { colour: "red", deep: { list: [1, null, "x"] } };
    await logSpans(server, ["1", null, "maker", "paint", 0, 5, { details, task_uuid: "T-1" }]);
    const answer = await replayLive(server);
    const [bracket] = (await spansOf(server, answer.new_trace)).filter(({ source }) => source === "maker");
    expect(bracket).toMatchObject({ details, task_uuid: "T-1", stage: "replay_span_start" });
    const traceparent = `00-${answer.new_trace}-${bracket!.span_id}-01`;
    expect(heard).toEqual([
      {
        trace_id: answer.new_trace,
        original_trace: trace,
        operation: "paint",
        details,
        idempotency_key: expect.stringContaining(answer.new_trace),
        traceparent,
      },
    ]);
    const { headers, method, url } = requests[0]!;
    expect([method, url]).toEqual(["POST", "/simulateOperation"]);
    expect(headers).toMatchObject({ traceparent, "x-trace-id": answer.new_trace });
    expect(Object.keys(headers)).not.toContain("authorization");
    expect(Object.keys(headers)).not.toContain("cookie");
    expect(JSON.stringify([heard, headers])).not.toContain(server.adminToken);
  });

  test("has details however long they are, over a socket as well; the copy in the replay is cut as in a dry run", async () => {
    const server = await start();
    const text = "é".repeat(2_000_000);
    const heard: string[] = [];
    await httpFactory(server, "left", (asked, _request, response) => {
      heard.push(asked.details.text);
      reply(response, { ok: true });
    });
    await socketFactory(
      server,
      "right",
      answering(({ details }) => {
        heard.push(details.text);
        return { ok: true };
      }),
    );
    const details = { details: { text } };
    await logSpans(
      server,
      ["1", null, "left", "make", 0, 5, details],
      ["2", null, "right", "make", 10, 5, details],
    );
    const answer = await replayLive(server);
    expect(answer).toMatchObject({ status: "completed" });
    expect(heard.map((one) => one === text)).toEqual([true, true]);
    const copies = (await spansOf(server, answer.new_trace)).slice(1);
    expect(copies.map((span) => span.details)).toEqual(Array(2).fill({ cut: 4_000_011 }));
    const { comparison } = await call(server, "GET", `/api/traces/compare?a=${trace}&b=${answer.new_trace}`);
    expect(comparison.counts).toMatchObject({ matched: 2, missing: 0, added: 0, details: 0 });
  });

  test("is made once for each topmost span, each with a key of its own, fifty at a time at most", async () => {
    const server = await start();
    const held: ServerResponse[] = [];
    let most = 0;
    const { heard } = await httpFactory(server, "maker", (_call, _request, response) => {
      held.push(response);
      most = Math.max(most, held.length);
    });
    const spans = Array.from({ length: 120 }, (_, at) => String(at));
    await logSpans(
      server,
      ...spans.map((id): [string, null, string, string, number, number] => [id, null, "maker", "make", 0, 5]),
    );
    const { new_trace } = await replayLive(server, { wait: false });
    while (heard.length < 120 || held.length > 0) {
      await expect.poll(() => held.length).toBe(Math.min(50, 120 - heard.length + held.length));
      for (const response of held.splice(0)) reply(response, { ok: true });
    }
    await expect.poll(async () => (await seen(server, new_trace)).status).toBe("completed");
    expect(most).toBe(50);
    expect(new Set(heard.map(({ idempotency_key }) => idempotency_key)).size).toBe(120);
    const { report, spans: replayed } = await seen(server, new_trace);
    expect([report.calls_total, report.calls.length, replayed]).toEqual([120, 120, 120]);
  });

  test("waits for those that had ended before it began, and runs beside those that it had run beside", async () => {
    const server = await start();
    const begun: string[] = [];
    const held = new Map<string, () => void>();
    await socketFactory(server, "maker", ({ type, payload }, send) => {
      if (type !== "simulate_operation") return;
      begun.push(payload.operation);
      const answer = { request_id: payload.request_id, answer: { ok: true } };
      held.set(payload.operation, () => send({ type: "simulate_result", payload: answer }));
    });
    await logSpans(
      server,
      ["1", null, "maker", "a", 0, 10],
      ["2", null, "maker", "b", 5, 20],
      ["3", null, "maker", "c", 12, 3],
      ["4", null, "maker", "d", 30, 5],
    );
    const { new_trace } = await replayLive(server, { wait: false });
    await expect.poll(() => begun.toSorted()).toEqual(["a", "b"]);
    held.get("a")!();
    await expect.poll(() => begun.toSorted()).toEqual(["a", "b", "c"]);
    held.get("c")!();
    held.get("b")!();
    await expect.poll(() => begun.at(-1)).toBe("d");
    held.get("d")!();
    await expect.poll(async () => (await seen(server, new_trace)).status).toBe("completed");
  });

  test("that ends as in the original is as it should be, that does not makes the replay fail", async () => {
    const server = await start();
    await socketFactory(
      server,
      "maker",
      answering(({ operation }) =>
        operation.startsWith("good") ? { ok: true } : { ok: false, code: "PAINT_OUT", error: "no paint" },
      ),
    );
    const failed = { status: "error", details: { why: "no paint" } };
    await logSpans(
      server,
      ["0", null, "desk", "order", 0, 100],
      ["1", "0", "maker", "good", 0, 5],
      ["2", "0", "maker", "bad", 10, 5, failed],
    );
    const same = await replayLive(server);
    expect(same).toMatchObject({ status: "completed", replay: { report: { errors: 1 } } });
    expect(same.replay.report.calls).toMatchObject([
      { operation: "good", ok: true, differs: false },
      { operation: "bad", ok: false, differs: false, code: "PAINT_OUT", error: "no paint" },
    ]);
    const spans = await spansOf(server, same.new_trace);
    expect(treeOf(spans)).toEqual([
      "mission-control replay ok",
      "  desk order ok",
      "    maker good ok",
      "    maker bad error",
    ]);
    const path = `/api/traces/compare?a=${trace}&b=${same.new_trace}`;
    const { comparison } = await call(server, "GET", path);
    expect(comparison.counts).toMatchObject({ matched: 3, missing: 0, added: 0, status: 0, details: 0 });

    await logSpans(
      server,
      ["3", "0", "maker", "good again", 20, 5, failed],
      ["4", "0", "maker", "bad again", 30, 5],
    );
    const other = await replayLive(server);
    expect(other).toMatchObject({ status: "failed" });
    expect(other.replay.report).toMatchObject({
      reason:
        '"good again" of maker went well, and had failed in the original; 1 more calls came out otherwise',
    });
    const others = await spansOf(server, other.new_trace);
    expect(treeOf(others)).toContain("  desk order error");
    expect(others.find(({ operation }) => operation === "bad again")?.details).toEqual({
      code: "PAINT_OUT",
      error: "no paint",
    });
  });
});

describe("who is asked", () => {
  test("nobody but a factory that says it can, for what it says; and who asks is a reviewer", async () => {
    const server = await start();
    const deaf = await httpFactory(server, "deaf", fine, { capabilities: ["generate"] });
    const maker = await httpFactory(server, "maker", fine, {
      capabilities: ["simulateOperation"],
      operations: ["make"],
    });
    await logSpans(server, ["1", null, "deaf", "make", 0, 5], ["2", null, "maker", "other", 10, 5]);
    const nobody = await replayLive(server);
    expect(nobody).toMatchObject({
      ok: false,
      code: "FACTORY_NOT_CONNECTED",
      details: { wanted: ["deaf", "maker"], connected: ["maker"] },
    });
    await logSpans(server, ["3", null, "maker", "make", 20, 5]);
    expect(await replayLive(server, {}, await tokenOf(server, "agent"))).toMatchObject({
      ok: false,
      code: "FORBIDDEN",
      details: { needs: "reviewer" },
    });
    expect(await replayLive(server, {}, await tokenOf(server, "reviewer"))).toMatchObject({
      ok: true,
      spans: 1,
    });
    expect(maker.heard.map(({ operation }) => operation)).toEqual(["make"]);
    expect(deaf.heard).toEqual([]);
  });

  test("who was there before the server was started again: at its address, and not at its socket", async () => {
    const before = await start();
    await httpFactory(before, "by-address", fine);
    await socketFactory(
      before,
      "by-socket",
      answering(() => ({ ok: true })),
    );
    await stop(before);
    const server = await start();
    const { factories } = await call(server, "GET", "/api/factories");
    expect(factories.map(({ name, status, capabilities }: Answer) => [name, status, capabilities])).toEqual([
      ["by-address", "away", ["simulateOperation"]],
      ["by-socket", "away", ["simulateOperation"]],
    ]);
    await logSpans(server, ["1", null, "by-address", "make", 0, 5], ["2", null, "by-socket", "make", 10, 5]);
    const { report } = (await replayLive(server)).replay as Replay;
    expect(report.calls).toMatchObject([{ factory: "by-address", ok: true }]);
    expect(report.skipped).toEqual([
      { source: "by-socket", spans: 1, why: "it is to be asked over its socket, and holds none open" },
    ]);
  });
});
