import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const edit = { op: "append", file: "a.txt", block: "x" };

test("what a reporter does not take stays noted in the journal, for the next start", async () => {
  await using ws = scratchWorkspace({ "a.txt": "a\n" }, { warn: () => {} });
  const reporter = () => Promise.reject(new Error("away"));
  expect((await ws.apply(edit, { reporter })).ok).toBe(true);
  await ws.workspace.close();
  expect(readdirSync(join(ws.root, ".mission_control/journal"))).toHaveLength(1);
});

test("a journal in which everything is done and told is gone when the workspace is closed", async () => {
  await using ws = scratchWorkspace({ "a.txt": "a\n" });
  await ws.done(edit);
  expect(readdirSync(join(ws.root, ".mission_control/journal"))).toHaveLength(1);
  await ws.workspace.close();
  expect(readdirSync(join(ws.root, ".mission_control/journal"))).toEqual([]);
  expect(existsSync(join(ws.root, ".mission_control/outbox"))).toBe(false);
});
