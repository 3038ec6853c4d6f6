import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { call, replaceLine, setUpServers, workspaceRoot } from "../fixtures/served.ts";
import { serveWorkspace } from "../serve-workspace.ts";
import { waitingInOutbox } from "./outbox.ts";

setUpServers();

describe("a server whose database takes nothing for a while", () => {
  test("edits all the same, and has every event in history and custody once it can record again", async () => {
    const started = await serveWorkspace({ workspace: workspaceRoot(), port: 0, retryMs: 50 });
    if (!started.ok) throw new Error(started.error);
    const { server } = started;
    onTestFinished(() => server.close());
    const database = new DatabaseSync(
      join(workspaceRoot(), ".mission_control", "server", "mission-control.db"),
    );
    onTestFinished(() => database.close());
    database.exec(
      "CREATE TRIGGER full BEFORE INSERT ON patch_custody BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    );

    const answer = await call(server, "POST", "/api/patches/apply", replaceLine(2, "TWO"));
    expect(answer).toMatchObject({ ok: true, results: [{ ok: true }] });
    expect(waitingInOutbox(workspaceRoot()).length).toBeGreaterThan(0);
    database.exec("DROP TRIGGER full");

    await expect.poll(() => waitingInOutbox(workspaceRoot())).toEqual([]);
    const history = await call(server, "GET", "/api/patches/logs");
    expect(history).toMatchObject({
      results: [{ file: "a.txt", requester: "ai-coder", status: "applied", order_id: "ORD-001" }],
    });
    const custody = database.prepare("SELECT event_type, actor FROM patch_custody ORDER BY id").all();
    expect(custody.map(({ event_type }) => event_type).slice(0, 2)).toEqual([
      "patch_requested",
      "patch_applied",
    ]);
  });
});
