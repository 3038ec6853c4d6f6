import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { facetCounts } from "../db/queries/facet-counts.ts";
import { makeApp, noWorkspace } from "../host/node/fixtures/app.ts";
import { event, sender } from "../host/node/fixtures/store.ts";
import type { Workspace, WorkspaceTask } from "../ports/workspace.ts";
import { afterStart } from "./after-start.ts";

let made: Awaited<ReturnType<typeof makeApp>>;
let checked: string[];
let tasks: WorkspaceTask[];
let complaints: string[];
const going = new AbortController().signal;

beforeEach(async () => {
  checked = [];
  complaints = [];
  tasks = [];
  const workspace: Workspace = {
    ...noWorkspace,
    tasks: async () => ({ ok: true, tasks }),
    async check(patchId, reporter) {
      checked.push(patchId);
      await reporter?.(event(patchId, { type: "patch_validated", ts_check_ok: true }));
      return { ok: true, verdict: { ok: true, out: "", ms: 1 } };
    },
  };
  const complain = (fields: Record<string, unknown>, message: string) =>
    void complaints.push(`${message} ${JSON.stringify(fields)}`);
  made = await makeApp({
    workspace,
    ports: { log: { debug() {}, info() {}, warn: complain, error: complain } },
  });
});
afterEach(() => made.dispose());

test("type checks that the end cut off are made again, and the counts agree", async () => {
  const { journal } = made.ports;
  await journal.patch(event("cut-off", { type: "patch_applied", meta: { check_pending: true } }), sender);
  await journal.patch(event("done", { type: "patch_applied" }), sender);
  await afterStart(made.ports, going);
  expect(checked).toEqual(["cut-off"]);
  const rows = await made.db.orm.values(sql`SELECT patch_id, display_status FROM patch_events ORDER BY id`);
  expect(rows).toEqual([
    ["cut-off", "validated"],
    ["done", "applied"],
  ]);
  expect((await facetCounts(made.db, {})).status).toEqual(
    (await facetCounts(made.db, { search: "src" })).status,
  );
  expect(complaints).toEqual([]);
});

test("a custody chain that somebody touched is reported", async () => {
  await made.ports.journal.patch(event("p1"), sender);
  await made.db.orm.run(sql`UPDATE patch_custody SET message = 'something else'`);
  await afterStart(made.ports, going);
  expect(complaints.join()).toMatch(/custody chain is broken.*"row":1/);
});

test("the tasks table follows tasks.json; a task that did not change keeps its time", async () => {
  const task: WorkspaceTask = {
    uuid: "T1",
    file: "a.ts",
    status: "pending",
    allowed_spans: [{ file: "a.ts", start: 1, end: 2 }],
  };
  tasks = [task, { ...task, uuid: "T2", order_id: "ORD-1" }];
  await afterStart(made.ports, going);
  await made.db.orm.run(sql`UPDATE tasks SET updated_at = 'before'`);
  tasks = [task, { ...task, uuid: "T2", order_id: "ORD-1", status: "patched" }];
  await afterStart(made.ports, going);
  const rows = await made.db.orm.values(
    sql`SELECT uuid, order_id, status, allowed_spans, updated_at = 'before' FROM tasks ORDER BY uuid`,
  );
  const spans = JSON.stringify(task.allowed_spans);
  expect(rows).toEqual([
    ["T1", null, "pending", spans, 1],
    ["T2", "ORD-1", "patched", spans, 0],
  ]);
});
