import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Replay } from "../../../shared/models/replay.ts";
import type { Answer } from "./fixtures/app.ts";
import { setUpFactories, startFactory } from "./fixtures/example-factory.ts";
import { replayLive, seen } from "./fixtures/live-replays.ts";
import { logSpans, spansOf, tracedAs as trace, treeOf } from "./fixtures/logged-spans.ts";
import { call, setUpServers, start, workspaceRoot } from "./fixtures/served.ts";
import type { ServedWorkspace } from "./serve-workspace.ts";

setUpServers();
setUpFactories();

const notes = () => join(workspaceRoot(), "NOTES.md");
const isKnown = (server: ServedWorkspace, name: string) =>
  expect
    .poll(async () => (await call(server, "GET", "/api/factories")).factories.map((one: Answer) => one.name))
    .toContain(name);

describe("a live replay, by the example factory", () => {
  for (const via of ["socket", "http", "capnweb"]) {
    test(`over ${via}: it is done again without a side effect, and its spans come below the bracket`, async () => {
      const server = await start();
      writeFileSync(notes(), "# Notes\n\n- the first\n");
      await startFactory({ FACTORY_VIA: via });
      await isKnown(server, "note-factory");
      await logSpans(
        server,
        ["1", null, "desk", "order", 0, 100],
        ["2", "1", "note-factory", "write-note", 10, 50, { details: { message: "the  second" } }],
        ["3", "2", "note-factory", "draft-note", 12, 5, { details: { message: "the  second" } }],
        ["4", "1", "desk", "mail", 70, 20],
      );
      const { plan } = await call(server, "GET", `/api/traces/replay/${trace}`);
      expect(plan).toMatchObject({
        spans: 4,
        factories: [{ name: "note-factory", via, calls: 1, operations: ["write-note"] }],
        skipped: [{ source: "desk", spans: 1 }],
      });
      const answer = await replayLive(server);
      expect(answer).toMatchObject({ ok: true, status: "completed", spans: 2 });
      const { report } = answer.replay as Replay;
      expect(report).toMatchObject({ errors: 0, calls_total: 1, skipped: [{ source: "desk", spans: 1 }] });
      expect(report.calls).toMatchObject([
        { factory: "note-factory", via, operation: "write-note", ok: true, differs: false },
      ]);
      expect(report).not.toHaveProperty("reason");
      await expect
        .poll(async () => treeOf(await spansOf(server, answer.new_trace)))
        .toEqual([
          "mission-control replay ok",
          "  desk order ok",
          "    note-factory write-note ok",
          "      note-factory SimOps.simulateOperation ok",
          "        note-factory write-note ok",
          "          note-factory draft-note ok",
          "          note-factory PatchOps.simulatePatches ok",
          "            mission-control patches.simulate ok",
        ]);
      const spans = await spansOf(server, answer.new_trace);
      expect(spans[2]).toMatchObject({
        details: { message: "the  second" },
        span_id: report.calls[0]!.span_id,
      });
      expect(spans.flatMap(({ marks }) => marks)).toEqual([]);
      expect(readFileSync(notes(), "utf8")).toBe("# Notes\n\n- the first\n");
      expect((await call(server, "GET", "/api/patches/logs")).results).toEqual([]);
    });
  }

  test("two of them in one trace, each asked for its own and once", async () => {
    const server = await start();
    writeFileSync(notes(), "# Notes\n");
    await startFactory({ FACTORY_NAME: "left", FACTORY_VIA: "capnweb" });
    await startFactory({ FACTORY_NAME: "right" });
    for (const name of ["left", "right"]) await isKnown(server, name);
    const details = { details: { message: "words" } };
    await logSpans(
      server,
      ["1", null, "desk", "order", 0, 100],
      ["2", "1", "left", "write-note", 10, 20, details],
      // what the left one had the right one do is the left one's to have done again
      ["3", "2", "right", "draft-note", 12, 5, details],
      ["4", "1", "right", "draft-note", 40, 5, details],
      ["5", "1", "right", "bind-book", 50, 5],
    );
    const answer = await replayLive(server);
    expect(answer).toMatchObject({ ok: true, status: "completed", spans: 3 });
    const { report } = answer.replay as Replay;
    expect(report.calls.map(({ factory, via, operation, ok }) => [factory, via, operation, ok])).toEqual([
      ["left", "capnweb", "write-note", true],
      ["right", "socket", "draft-note", true],
    ]);
    expect(report.skipped).toEqual([{ source: "right", spans: 1, why: "operations that it does not list" }]);
    await expect
      .poll(async () => treeOf(await spansOf(server, answer.new_trace)))
      .toEqual([
        "mission-control replay ok",
        "  desk order ok",
        "    left write-note ok",
        "      left SimOps.simulateOperation ok",
        "        left write-note ok",
        "          left draft-note ok",
        "          left PatchOps.simulatePatches ok",
        "            mission-control patches.simulate ok",
        "    right draft-note ok",
        "      right SimOps.simulateOperation ok",
        "        right draft-note ok",
      ]);
    expect(readFileSync(notes(), "utf8")).toBe("# Notes\n");
  });

  test("killed while it works: that is known at once, and said", async () => {
    const server = await start();
    const { factory } = await startFactory();
    await isKnown(server, "note-factory");
    await logSpans(server, [
      "1",
      null,
      "note-factory",
      "draft-note",
      0,
      5,
      { details: { message: "words" } },
    ]);
    factory.kill("SIGSTOP");
    const { new_trace } = await replayLive(server, { wait: false, timeout_ms: 600_000 });
    await expect
      .poll(async () => treeOf(await spansOf(server, new_trace)))
      .toContain("  note-factory draft-note ok");
    factory.kill("SIGKILL");
    await expect.poll(async () => (await seen(server, new_trace)).status).toBe("failed");
    const { report } = await seen(server, new_trace);
    expect(report.calls).toMatchObject([{ ok: false, differs: true, code: "FACTORY_NOT_CONNECTED" }]);
    expect(report.reason).toMatch(
      /^"draft-note" of note-factory failed \(FACTORY_NOT_CONNECTED\): "note-factory" /,
    );
    expect(treeOf(await spansOf(server, new_trace))).toEqual([
      "mission-control replay error",
      "  note-factory draft-note error",
    ]);
  });
});
