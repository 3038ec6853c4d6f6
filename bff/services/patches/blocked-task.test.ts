import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { call, setUpServers, start, workspaceRoot } from "../../host/node/fixtures/served.ts";
import { openWorkspace } from "../../host/node/workspace.ts";

setUpServers();

test("a patch is answered with its task as it stands, also where another process or an editor changed it", async () => {
  const tasksPath = () => join(workspaceRoot(), ".mission_control/tasks.json");
  mkdirSync(join(workspaceRoot(), ".mission_control"), { recursive: true });
  const task = { uuid: "T", file: "a.txt", instruction: "count to four", allowed_spans: [] };
  writeFileSync(tasksPath(), JSON.stringify([task]));
  const server = await start();
  const edit = { op: "append", file: "a.txt", block: "four", taskId: "T" };
  const done = await call(server, "POST", "/api/patches/apply", { patches: [edit] });
  const id = done.results[0].patch_id;
  const taskOf = async () => (await call(server, "GET", `/api/patches/${id}`)).patch.task;
  expect(await taskOf()).toEqual({
    uuid: "T",
    status: "pending",
    instruction: "count to four",
    blocked: null,
  });

  const elsewhere = openWorkspace({ root: workspaceRoot() });
  const wrong = {
    op: "replace-block" as const,
    file: "a.txt",
    start: 99,
    end: 99,
    block: "x",
    openSpace: false,
  };
  const batch = { requester: "r", reason: "", branch: "", dryRun: false, atomic: true };
  const patches = [{ ...wrong, patch_id: "p-wrong", taskId: "T" }];
  const refused = await elsewhere.apply({ ...batch, coordinates: "original", patches });
  await elsewhere.close();
  expect(refused).toMatchObject({ ok: false, code: "LINE_OUT_OF_RANGE" });
  await expect.poll(taskOf).toMatchObject({
    status: "blocked",
    blocked: { was: "pending", patch_id: "p-wrong", code: "LINE_OUT_OF_RANGE" },
  });

  const [{ blocked: _, ...stored }] = JSON.parse(readFileSync(tasksPath(), "utf8"));
  writeFileSync(tasksPath(), JSON.stringify([{ ...stored, status: "verified" }]));
  await expect.poll(taskOf).toMatchObject({ status: "verified", blocked: null });
});
