import type { ErrorCode } from "../../../../shared/errors.ts";
import type { PatchResult } from "../../../../shared/models/patch-result.ts";
import type { TaskBlock } from "../../../../shared/models/workspace-task.ts";
import { isOpen } from "../../../../shared/patch/spans.ts";
import type { Engine } from "./context.ts";
import { checkError } from "./events.ts";
import { now } from "./request.ts";
import { type RawTask, readRawTasks, writeRawTasks } from "./tasks-file.ts";

/**
 * What a patch of a task came to: `null` where it does not tell yet, or not about the task's work. `asked` is when
 * the patch was sent, ISO-8601 UTC.
 */
export type Fate =
  | { landed: true; asked: string }
  | { landed: false; block: Omit<TaskBlock, "was" | "at"> }
  | null;

/** Refusals of the moment, of somebody else's making, or of the request's form: the work itself is not stuck. */
const besideTheWork: ReadonlySet<ErrorCode> = new Set([
  "FILE_BUSY",
  "FILE_LEASED",
  "BATCH_ABORTED",
  "DISK_FULL",
  "TASK_NOT_FOUND",
  "TASK_CLOSED",
  "INVALID_POLICY",
  "PATCH_ID_REUSED",
  "NOT_A_REPOSITORY",
  "BRANCH_CONFLICT",
  "WORKSPACE_UNAVAILABLE",
  "INTERNAL",
]);

/** `final`: no type check of it is still to come. One that is answered from memory happened before. */
export function fateOf(result: PatchResult, asked: string, final: boolean): Fate {
  const patch_id = result.patch_id ?? "";
  if (!result.ok)
    return besideTheWork.has(result.code)
      ? null
      : { landed: false, block: { patch_id, code: result.code, error: result.error } };
  if (!final || result.replayed) return null;
  if (result.ts_check_ok !== false) return { landed: true, asked };
  const verdict = checkError({ ok: false, out: result.ts_check_out ?? "", ms: 0 });
  const error =
    result.not_reverted === undefined
      ? verdict
      : `${verdict}. It was not put back: ${result.not_reverted.error}`;
  return { landed: false, block: { patch_id, code: "TYPE_CHECK_FAILED", error } };
}

/**
 * Says in `tasks.json` which tasks are blocked and why, and of those that were and whose patch has landed well, what
 * they were before. Of several patches of one task the first that failed counts. Whoever waits for an answer does not
 * get another one because of this: what cannot be written is warned about.
 */
export async function settleTasks(
  engine: Engine,
  fates: Iterable<{ task_id: string | null; fate: Fate }>,
): Promise<void> {
  const byTask = new Map<string, NonNullable<Fate>>();
  for (const { task_id, fate } of fates)
    if (task_id !== null && fate !== null && byTask.get(task_id)?.landed !== false) byTask.set(task_id, fate);
  if (byTask.size === 0) return;
  try {
    if (!isDue(engine, byTask)) return;
    const lock = await engine.locks.acquire([".mission_control/tasks.json"]);
    if (!("release" in lock)) {
      engine.warn("tasks.json is locked by another process; what is blocked was not noted in it");
      return;
    }
    try {
      const raw = readRawTasks(engine.folder.tasks);
      if (raw && settle(raw.tasks, byTask, now(engine))) writeRawTasks(engine.folder.tasks, raw.json);
    } finally {
      lock.release();
    }
  } catch (error) {
    engine.warn(
      `what is blocked was not noted in tasks.json: ${(error as NodeJS.ErrnoException).code ?? "unknown"}`,
    );
  }
}

/** Mostly nothing is to be written, and then nobody needs the lock. */
function isDue(engine: Engine, byTask: ReadonlyMap<string, NonNullable<Fate>>): boolean {
  const raw = readRawTasks(engine.folder.tasks);
  return raw !== null && settle(structuredClone(raw.tasks), byTask, "");
}

/** Changes the tasks; false where all are as they should be. */
function settle(tasks: RawTask[], byTask: ReadonlyMap<string, NonNullable<Fate>>, at: string): boolean {
  let changed = false;
  for (const [uuid, fate] of byTask) {
    const task = tasks.find((one) => one.uuid === uuid);
    if (!task || !isOpen(task)) continue;
    const blocked = task.status === "blocked" ? task.blocked : undefined;
    if (fate.landed) {
      // a patch that was on its way already when another one was refused answers nothing
      if (blocked === undefined || fate.asked < blocked.at) continue;
      task.status = blocked.was;
      delete task.blocked;
    } else {
      const { patch_id, code, error } = fate.block;
      if (blocked?.patch_id === patch_id && blocked.code === code && blocked.error === error) continue;
      const was = blocked?.was ?? task.status ?? "pending";
      task.status = "blocked";
      task.blocked = { was, patch_id, code, error, at };
    }
    changed = true;
  }
  return changed;
}
