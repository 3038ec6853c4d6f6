import type { FileStep } from "../../../../shared/patch/write-diff.ts";
import type { Engine } from "./context.ts";
import { holdingLease, removeLease, writeLease } from "./leases.ts";
import { leaseLogKey, logLeaseChange } from "./leases-log.ts";

/** To be locked with the files. */
export { leaseLogKey };

/**
 * Takes leases along with files that have been renamed, to the same end. Whoever renamed them held them, or nobody
 * could have; so whatever stands under the new name is the same task's. The caller holds the locks of both names and
 * of the log.
 */
export function moveLeases(engine: Engine, steps: readonly FileStep[], traceId: unknown): void {
  const flow = typeof traceId === "string" ? { trace_id: traceId } : {};
  try {
    for (const { file, to, after } of steps) if (file !== to && after) moveLease(engine, file, to, flow);
  } catch (error) {
    engine.warn(`a lease stays on the old name of its file: ${error instanceof Error ? error.message : ""}`);
  }
}

function moveLease(engine: Engine, file: string, to: string, flow: { trace_id?: string }): void {
  const lease = holdingLease(engine, file);
  if (!lease) return;
  const there = holdingLease(engine, to);
  const until = there && there.until > lease.until ? there.until : lease.until;
  const moved = { ...lease, file: to, until };
  writeLease(engine, moved);
  removeLease(engine, file);
  const reason = `renamed to ${to}`;
  logLeaseChange(engine, lease, { type: "lease_released", end: "released", reason, ...flow });
  logLeaseChange(engine, moved, { type: "lease_taken", ...(there ? { renewed: true } : {}), ...flow });
}
