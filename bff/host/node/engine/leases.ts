import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Lease } from "../../../../shared/models/lease.ts";
import { makeFolder } from "../make-folder.ts";
import type { Engine } from "./context.ts";

const ending = ".lease";

/** Where leases are kept: one small file each, named for the file that it is on. */
export const leasesFolder = (engine: Pick<Engine, "folder">): string => join(engine.folder.path, "leases");

const pathOf = (engine: Engine, file: string): string =>
  join(leasesFolder(engine), `${createHash("sha256").update(file).digest("hex").slice(0, 32)}${ending}`);

export const hasEnded = (engine: Pick<Engine, "clock">, { until }: Lease): boolean =>
  Date.parse(until) <= engine.clock.now();

/** The lease on a file, one that has ended as well; null where there is none. `file` is its name as `confine` has it. */
export function leaseOn(engine: Engine, file: string): Lease | null {
  const path = pathOf(engine, file);
  // asked before every edit, and there is hardly ever one
  return existsSync(path) ? readLease(path) : null;
}

/** The lease that holds on a file now. */
export function holdingLease(engine: Engine, file: string): Lease | null {
  const lease = leaseOn(engine, file);
  return lease && !hasEnded(engine, lease) ? lease : null;
}

/** Every lease there is, ended ones as well, by the name of its file. */
export function allLeases(engine: Engine): Lease[] {
  const folder = leasesFolder(engine);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .flatMap((name) => readLease(join(folder, name)) ?? [])
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Puts a lease in the place of whatever was there. The caller holds the lock on the file. */
export function writeLease(engine: Engine, lease: Lease): void {
  makeFolder(leasesFolder(engine));
  const path = pathOf(engine, lease.file);
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    writeFileSync(temporary, `${JSON.stringify(lease)}\n`);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The caller holds the lock on the file. */
export const removeLease = (engine: Engine, file: string): void =>
  rmSync(pathOf(engine, file), { force: true });

/** Null where it is gone meanwhile, or is no lease: what cannot be read holds nobody off. */
function readLease(path: string): Lease | null {
  try {
    const lease = JSON.parse(readFileSync(path, "utf8")) as Partial<Lease>;
    const { file, task_id, requester, taken_at, until } = lease;
    const all = [file, task_id, requester, taken_at, until];
    if (!all.every((value) => typeof value === "string") || Number.isNaN(Date.parse(until!))) return null;
    return { file, task_id, requester, taken_at, until } as Lease;
  } catch {
    return null;
  }
}
