// Patches: one service an operation, named as in `shared/operations/patches.ts`.
import type { patchOperations } from "../../shared/operations/patches.ts";
import { fromCursor, toCursor } from "../../shared/patch-cursor.ts";
import { ok, type Refusal, refuse } from "../../shared/result.ts";
import { toDetail, toRecord } from "../db/patch-wire.ts";
import { facetCounts } from "../db/queries/facet-counts.ts";
import { historyPage } from "../db/queries/history.ts";
import { custodyOf, patchById } from "../db/queries/patch.ts";
import { taskById } from "../db/queries/tasks.ts";
import { totalsOfOrders } from "../db/queries/totals.ts";
import type { ServicesOf } from "../operations/service.ts";
import { nameOf, senderOf } from "../ports/caller.ts";
import { deniedUnlock } from "./patches/denied-unlock.ts";
import { reporterTo } from "./patches/report.ts";
import { syncTasks } from "./patches/sync-tasks.ts";

type Services = ServicesOf<typeof patchOperations>;

export const applyPatches: Services["applyPatches"] = async (ports, batch, caller) => {
  const asked = { ...batch, traceId: batch.traceId ?? caller.traceId };
  const denied = deniedUnlock(batch, caller);
  if (denied) return denied;
  const mayUnlock = batch.unlock !== undefined;
  if (batch.dryRun) return ports.workspace.simulate(asked, { mayUnlock });
  const answer = await ports.workspace.apply(asked, {
    reporter: reporterTo(ports, senderOf(caller)),
    check: "wait",
    mayUnlock,
  });
  if (batch.patches.some(({ taskId }) => taskId !== undefined)) await syncTasks(ports);
  return answer;
};

export const simulatePatches: Services["simulatePatches"] = async ({ workspace }, batch, caller) =>
  deniedUnlock(batch, caller) ?? workspace.simulate(batch, { mayUnlock: batch.unlock !== undefined });

export const recordEvent: Services["recordEvent"] = async ({ journal }, event, caller) =>
  ok(await journal.patch(event, senderOf(caller)));

export const checkPatch: Services["checkPatch"] = async (ports, { patch_id }, caller) => {
  const answer = await ports.workspace.check(patch_id, reporterTo(ports, senderOf(caller)));
  if (!answer.ok) return answer;
  const { ok: verdict, out, ms } = answer.verdict;
  return ok({ ts_check_ok: verdict, ts_check_out: out, ts_check_ms: ms });
};

export const listPatches: Services["listPatches"] = async ({ db, events }, input) => {
  const { limit, offset, cursor, order, ...filter } = input;
  const after = cursor === undefined ? null : fromCursor(cursor);
  if (cursor !== undefined && after === null) {
    return refuse("INVALID_INPUT", "cursor is not one of ours: pass back the `next` of the page before", {
      problems: [{ path: "cursor", message: "not a cursor" }],
    });
  }
  // the head first: an event that lands between the two reads is in the page and comes again, never neither
  const seq = await events.head();
  const rows = await historyPage(db, { filter, order, limit: limit + 1, offset, after });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return ok({ results: page.map(toRecord), next: last === undefined ? null : toCursor(last), seq });
};

export const patchFacets: Services["patchFacets"] = async ({ db }, filter) =>
  ok(await facetCounts(db, filter));

export const orderTotals: Services["orderTotals"] = async ({ db }, { order_id }) =>
  ok({ orders: await totalsOfOrders(db, order_id ?? []) });

export const getPatch: Services["getPatch"] = async ({ db }, { patch_id }) => {
  const row = await patchById(db, patch_id);
  if (row === undefined) return unknownPatch(patch_id);
  const task = row.task_id === null ? undefined : await taskById(db, row.task_id);
  return ok({ patch: toDetail(row, task) });
};

export const getPatchDiff: Services["getPatchDiff"] = async ({ workspace }, { patch_id }) => {
  const answer = await workspace.diff(patch_id);
  return answer.ok
    ? ok({ patch_id, diff: answer.diff, files: answer.files, truncated: answer.truncated })
    : answer;
};

export const getPatchCustody: Services["getPatchCustody"] = async ({ db }, { patch_id }) => {
  const custody = await custodyOf(db, patch_id);
  if (custody.length === 0) return unknownPatch(patch_id);
  return ok({ patch_id, trace_id: (await patchById(db, patch_id))?.trace_id ?? null, custody });
};

export const revertPatch: Services["revertPatch"] = async (ports, { patch_id, requester, reason }, caller) =>
  ports.workspace.revert(
    patch_id,
    { requester: requester ?? nameOf(caller), reason, traceId: caller.traceId },
    { reporter: reporterTo(ports, senderOf(caller)), check: "detach", mayUnlock: true },
  );

const unknownPatch = (patchId: string): Refusal =>
  refuse("PATCH_NOT_FOUND", `no patch "${patchId}" is known here: patches.logs lists those that are`);
