import type { Lease } from "../../../../shared/models/lease.ts";
import type { Engine } from "./context.ts";
import { allLeases, hasEnded, leaseOn, removeLease } from "./leases.ts";
import { leaseChanges, leaseLogKey, logLeaseChange, openInLog } from "./leases-log.ts";

/**
 * Takes leases away that have ended, each with its line in the log. One whose file is locked at this moment is left
 * for the next time: it counts for nothing either way.
 */
export async function sweepLeases(engine: Engine): Promise<void> {
  for (const { file } of allLeases(engine).filter((lease) => hasEnded(engine, lease)))
    await locked(engine, file, () => endExpired(engine, file));
}

/** Takes the lease on a file away if it has ended. The caller holds the locks of the file and of the log. */
export function endExpired(engine: Engine, file: string): void {
  // looked at again under the lock: its task may have renewed it
  const lease = leaseOn(engine, file);
  if (!lease || !hasEnded(engine, lease)) return;
  removeLease(engine, file);
  logLeaseChange(engine, lease, { type: "lease_released", end: "expired" });
}

/** Brings the log to what the folder says where a crash, or somebody's hand, has come between the two. */
export async function reconcileLeaseLog(engine: Engine): Promise<void> {
  const known = openInLog(leaseChanges(engine));
  const there = new Map(allLeases(engine).map((lease) => [lease.file, lease]));
  for (const file of new Set([...known.keys(), ...there.keys()]))
    if (!isSame(known.get(file), there.get(file))) await locked(engine, file, () => reconcile(engine, file));
}

function reconcile(engine: Engine, file: string): void {
  const told = openInLog(leaseChanges(engine)).get(file);
  const lease = leaseOn(engine, file) ?? undefined;
  if (isSame(told, lease)) return;
  if (told && told.task_id !== lease?.task_id) {
    const { task_id, requester, taken_at, until } = told;
    logLeaseChange(
      engine,
      { file, task_id, requester, taken_at, until },
      { type: "lease_released", end: "gone" },
    );
  }
  if (lease)
    logLeaseChange(engine, lease, {
      type: "lease_taken",
      ...(told?.task_id === lease.task_id ? { renewed: true } : {}),
    });
}

const isSame = (a: Lease | undefined, b: Lease | undefined): boolean =>
  a === b || (a?.task_id === b?.task_id && a?.taken_at === b?.taken_at && a?.until === b?.until);

async function locked(engine: Engine, file: string, work: () => void): Promise<void> {
  const lock = await engine.locks.acquire([file, leaseLogKey], 0);
  if (!("release" in lock)) return;
  try {
    work();
  } finally {
    lock.release();
  }
}
