import type { Lease } from "../../../../shared/models/lease.ts";
import type { ReadOperation } from "../../../../shared/patch/read-operation.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import type { Engine } from "./context.ts";
import { holdingLease, leaseOn } from "./leases.ts";

/**
 * The operations of a batch, those refused that would change a file which another task holds. The caller has the
 * locks of the files, where it is going to write: nobody then takes a lease in between.
 */
export const readsWithLeases = (engine: Engine, reads: readonly ReadOperation[]): ReadOperation[] =>
  reads.map((read) => {
    if (read.refusal) return read;
    const refusal = refuseHeld(engine, filesChanged(read), read.op.taskId ?? null);
    return refusal ? { ...read, refusal } : read;
  });

/** FILE_LEASED where a task other than `taskId` holds one of these files, else null. */
export function refuseHeld(engine: Engine, files: Iterable<string>, taskId: string | null): Refusal | null {
  for (const file of files) {
    const lease = holdingLease(engine, file);
    if (lease && lease.task_id !== taskId) return refuseLeased(lease, engine.clock.now());
  }
  return null;
}

/** What takes leases along with files that are renamed; null where there is none on these, which is nearly always. */
export const renamedLeases = async (engine: Engine, files: readonly string[]) =>
  files.some((file) => leaseOn(engine, file) !== null) ? await import("./leases-renamed.ts") : null;

/** A copy only reads its source. */
const filesChanged = ({ op, names, files }: ReadOperation): Set<string> =>
  new Set(
    files
      ? files.flatMap(({ kind, file, to }) => (kind === "copy" ? [to] : [file, to]))
      : [op.file, ...names],
  );

/** `now` is epoch milliseconds. */
export const refuseLeased = (lease: Lease, now: number): Refusal =>
  leased(
    lease,
    now,
    `nothing was written. Edit another file, or send this again after that; if ${lease.task_id} is your task, name it with the edit (--task-id ${lease.task_id})`,
  );

/** Of a lease that is another task's to give back. */
export const refuseRelease = (lease: Lease, now: number): Refusal =>
  leased(
    lease,
    now,
    `only that task releases it (patchctl unlock --file ${lease.file} --task-id ${lease.task_id}), or a reviewer by force and with a reason (--force --reason <why>)`,
  );

function leased(lease: Lease, now: number, whatThen: string): Refusal {
  const seconds = Math.max(1, Math.ceil((Date.parse(lease.until) - now) / 1000));
  const soon = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return refuse(
    "FILE_LEASED",
    `${lease.file} is leased to task ${lease.task_id} (${lease.requester}) until ${lease.until}, ${soon} from now; ${whatThen}`,
    { ...lease, retry_after: seconds },
  );
}
