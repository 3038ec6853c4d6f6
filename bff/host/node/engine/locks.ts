import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, statSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import { isSystemError, systemRefusal } from "./system-error.ts";

/** How long a request waits for another one to be done with a file, in milliseconds. */
const patience = 5000;

/**
 * Exclusion per file, between the requests of this process and between processes: a lock file per key, made with
 * O_EXCL, naming its owner's pid and start. One whose owner is dead is taken over.
 */
export interface Locks {
  /** Takes all keys or none, in one order everywhere, so that two requests never wait for each other. */
  acquire(keys: readonly string[], patienceMs?: number): Promise<{ release: () => void } | Refusal>;
}

/** The key of a patch, which no file can have: its name is one that no edit may reach. */
export const patchKey = (patchId: string): string => `.mission_control/patches/${patchId}`;

// Two workspaces opened on one folder in one process must exclude each other as well.
const heldHere = new Set<string>();
// Whoever waits for a lock of this process is woken when it is free, and does not have to look.
const waitingHere = new Map<string, Set<() => void>>();

export function locksIn(folder: string): Locks {
  const pathOf = (key: string) =>
    join(folder, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.lock`);
  return {
    async acquire(keys, patienceMs = patience) {
      const held: string[] = [];
      const release = () => {
        for (const path of held.reverse()) {
          rmSync(path, { force: true });
          heldHere.delete(path);
          for (const wake of waitingHere.get(path) ?? []) wake();
        }
        held.length = 0;
      };
      const until = Date.now() + patienceMs;
      let asked = "";
      try {
        for (asked of [...new Set(keys)].sort()) {
          const path = pathOf(asked);
          for (let pause = 2; !take(path); pause = Math.min(pause * 2, 50)) {
            if (Date.now() > until) {
              release();
              return refuseBusy(asked, ownerOf(path));
            }
            await freed(path, pause + Math.random() * pause);
          }
          held.push(path);
        }
      } catch (error) {
        release();
        return systemRefusal(error, asked, "write");
      }
      return { release };
    },
  };
}

const refuseBusy = (file: string, owner: { pid: number } | null): Refusal =>
  refuse("FILE_BUSY", `${file} is being patched by another request; nothing was written, try again`, {
    file,
    ...(owner ? { pid: owner.pid } : {}),
  });

/** Resolves when this process lets go of the lock, or after `ms`, when another one may have. */
async function freed(path: string, ms: number): Promise<void> {
  const waiters = waitingHere.get(path) ?? new Set();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(wake, ms);
    waitingHere.set(path, waiters.add(wake));
    function wake() {
      clearTimeout(timer);
      waiters.delete(wake);
      resolve();
    }
  });
  if (waiters.size === 0) waitingHere.delete(path);
}

function take(path: string): boolean {
  if (heldHere.has(path)) return false;
  if (create(path)) {
    heldHere.add(path);
    return true;
  }
  if (!isStale(path)) return false;
  // taking over is itself exclusive: of two that saw the dead owner only one may remove its lock
  const takeover = `${path}.takeover`;
  if (!create(takeover)) {
    if (isStale(takeover)) rmSync(takeover, { force: true });
    return false;
  }
  try {
    if (isStale(path)) unlinkSync(path);
  } catch (error) {
    if (!isSystemError(error, "ENOENT")) throw error;
  } finally {
    rmSync(takeover, { force: true });
  }
  return take(path);
}

function create(path: string): boolean {
  try {
    const fd = openSync(path, "wx", 0o600);
    writeSync(fd, `${process.pid} ${startOf(process.pid) ?? ""}`);
    closeSync(fd);
    return true;
  } catch (error) {
    if (isSystemError(error, "EEXIST")) return false;
    throw error;
  }
}

function ownerOf(path: string): { pid: number; start: string } | null {
  try {
    const [pid = "", start = ""] = readFileSync(path, "utf8").split(" ");
    return /^\d+$/.test(pid) ? { pid: Number(pid), start } : null;
  } catch {
    return null;
  }
}

function isStale(path: string): boolean {
  const owner = ownerOf(path);
  if (owner === null) {
    // made but not yet signed: its owner is about to, unless it died in between
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat !== undefined && Date.now() - stat.mtimeMs > 2000;
  }
  if (owner.pid === process.pid) return !heldHere.has(path) && owner.start !== (startOf(process.pid) ?? "");
  return !isAlive(owner.pid) || (owner.start !== "" && startOf(owner.pid) !== owner.start);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error, "EPERM");
  }
}

let ownStart: string | null | undefined;

/** When a process started, where the system tells: a number that a later process with the same pid does not have. */
function startOf(pid: number): string | null {
  if (pid === process.pid && ownStart !== undefined) return ownStart;
  let start: string | null = null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the second field, the name, may hold blanks; counted from behind its bracket the start is the twentieth
    start = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    // no /proc on this system
  }
  if (pid === process.pid) ownStart = start;
  return start;
}
