import type { Lease } from "../../../../shared/models/lease.ts";
import type { WorkspaceTask } from "../../../../shared/models/workspace-task.ts";
import { checkTouches, liveSpans, openTask } from "../../../../shared/patch/spans.ts";
import { ok, type Refusal, type Result, refuse } from "../../../../shared/result.ts";
import type { Leases } from "../../../ports/leases.ts";
import { confine } from "./confine.ts";
import type { Engine } from "./context.ts";
import { allLeases, hasEnded, holdingLease, leaseOn, removeLease, writeLease } from "./leases.ts";
import { refuseLeased, refuseRelease } from "./leases-held.ts";
import { leaseLogKey, logLeaseChange } from "./leases-log.ts";
import { endExpired, sweepLeases } from "./leases-sweep.ts";
import { now } from "./request.ts";
import { systemRefusal } from "./system-error.ts";
import { readTasks } from "./tasks-file.ts";

type Asked<Name extends "take" | "release"> = Parameters<Leases[Name]>[0];

export const listLeases = (engine: Engine): Lease[] =>
  allLeases(engine).filter((lease) => !hasEnded(engine, lease));

/** See the port. What the task could not edit anyway it cannot lease either. */
export async function takeLease(
  engine: Engine,
  { file: asked, task_id, requester, minutes, trace_id }: Asked<"take">,
): Promise<Result<{ lease: Lease; renewed: boolean }>> {
  const policy = await engine.policy();
  if ("ok" in policy) return policy;
  const place = confine(engine.root, asked);
  if ("ok" in place) return place;
  const { name: file } = place;
  const barred =
    policy.refusePath(file) ?? policy.refusePath(place.named) ?? (await refuseTask(engine, task_id, file));
  if (barred) return barred;
  return underLock(engine, file, () => {
    endExpired(engine, file);
    const held = leaseOn(engine, file);
    if (held && held.task_id !== task_id) return refuseLeased(held, engine.clock.now());
    const at = now(engine);
    const until = new Date(Date.parse(at) + minutes * 60_000).toISOString();
    const lease: Lease = { file, task_id, requester, taken_at: held?.taken_at ?? at, until };
    writeLease(engine, lease);
    logLeaseChange(engine, lease, {
      type: "lease_taken",
      ...(held ? { renewed: true } : {}),
      ...(trace_id === undefined ? {} : { trace_id }),
    });
    return ok({ lease, renewed: held !== null });
  });
}

async function refuseTask(engine: Engine, taskId: string, file: string): Promise<Refusal | null> {
  const tasks = await readTasks(engine.folder.tasks);
  if (!Array.isArray(tasks)) return tasks as Refusal;
  const task = openTask(tasks, taskId);
  // a task keeps unknown keys, one of which may be called "ok"
  if (!("uuid" in task)) return task as Refusal;
  return checkTouches(task as WorkspaceTask, liveSpans(tasks), file, "whole");
}

/** See the port. */
export async function releaseLease(
  engine: Engine,
  { file: asked, task_id, requester, force, reason, trace_id }: Asked<"release">,
): Promise<Result<{ released: Lease }>> {
  if (force && reason.trim() === "")
    return refuse(
      "INVALID_INPUT",
      "a lease is taken from another task only for a reason: send it along (reason)",
    );
  if (!force && task_id === undefined)
    return refuse(
      "INVALID_INPUT",
      "name the task that holds the lease (task_id), or send force with a reason",
    );
  const place = confine(engine.root, asked);
  if ("ok" in place) return place;
  const { name: file } = place;
  return underLock(engine, file, () => {
    endExpired(engine, file);
    const lease = holdingLease(engine, file);
    if (!lease)
      return refuse(
        "LEASE_NOT_FOUND",
        `nobody holds a lease on ${file}, so there is nothing to release; patchctl lock --list shows those that are held`,
        { file },
      );
    const own = lease.task_id === task_id;
    if (!own && !force) return refuseRelease(lease, engine.clock.now());
    removeLease(engine, file);
    logLeaseChange(engine, lease, {
      type: "lease_released",
      end: own ? "released" : "forced",
      by: requester,
      ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
      ...(trace_id === undefined ? {} : { trace_id }),
    });
    return ok({ released: lease });
  });
}

async function underLock<T extends object>(
  engine: Engine,
  file: string,
  work: () => Result<T>,
): Promise<Result<T>> {
  const unusable = engine.folder.ensure();
  if (unusable) return unusable;
  const lock = await engine.locks.acquire([file, leaseLogKey]);
  if (!("release" in lock)) return lock;
  let answer: Result<T>;
  try {
    answer = work();
  } catch (error) {
    return systemRefusal(error, ".mission_control/leases", "write");
  } finally {
    lock.release();
  }
  await sweepLeases(engine);
  return answer;
}
