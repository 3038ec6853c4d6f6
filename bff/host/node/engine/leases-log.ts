import { randomBytes } from "node:crypto";
import { renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Lease, LeaseChange } from "../../../../shared/models/lease.ts";
import type { Engine } from "./context.ts";
import { leasesFolder } from "./leases.ts";
import { appendLog, readLog } from "./patch-log.ts";
import { now } from "./request.ts";

/** Nobody has to be there when a lease changes hands: what happened waits here for the server. */
const nameOfLog = "changes.jsonl";
/** From this size on the log is cut, in bytes. */
const longest = 512 * 1024;
/** How many of the newest changes are kept then. */
const kept = 500;

/** Taken by whoever appends to the log, so that nobody cuts it meanwhile. No file can have this key. */
export const leaseLogKey = `.mission_control/leases/${nameOfLog}`;

export const leaseLogPath = (engine: Engine): string => join(leasesFolder(engine), nameOfLog);

/** The caller holds the lock of `leaseLogKey` and has made the change. */
export function logLeaseChange(
  engine: Engine,
  lease: Lease,
  change: Pick<LeaseChange, "type" | "renewed" | "end" | "by" | "reason" | "trace_id">,
): void {
  const path = leaseLogPath(engine);
  const entry: LeaseChange = {
    id: `l-${randomBytes(9).toString("hex")}`,
    at: now(engine),
    ...change,
    ...lease,
  };
  appendLog(path, [{ ...entry }]);
  if (statSync(path).size <= longest) return;
  const newest = readLog(path, kept).map((one) => `${JSON.stringify(one)}\n`);
  const temporary = `${path}.tmp`;
  writeFileSync(temporary, newest.join(""));
  renameSync(temporary, path);
}

/** All that the log holds, oldest first. */
export const leaseChanges = (engine: Engine): LeaseChange[] =>
  readLog(leaseLogPath(engine), Number.POSITIVE_INFINITY) as unknown as LeaseChange[];

/** The leases that hold as far as the log knows, by file. */
export function openInLog(changes: readonly LeaseChange[]): Map<string, LeaseChange> {
  const open = new Map<string, LeaseChange>();
  for (const change of changes) {
    if (change.type === "lease_taken") open.set(change.file, change);
    else open.delete(change.file);
  }
  return open;
}
