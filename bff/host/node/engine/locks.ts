import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, statSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import { isSystemError } from "./system-error.ts";

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

// Two workspaces opened on one folder in one process must exclude each other as well.
const heldHere = new Set<string>();

export function locksIn(folder: string): Locks {
  const pathOf = (key: string) =>
    join(folder, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.lock`);
  return {
    async acquire(keys, patienceMs = patience) {
      const held: string[] = [];
      const release = () => {
        for (const path of held.reverse()) {
          heldHere.delete(path);
          rmSync(path, { force: true });
        }
        held.length = 0;
      };
      const until = Date.now() + patienceMs;
      for (const key of [...new Set(keys)].sort()) {
        const path = pathOf(key);
        for (let pause = 2; !take(path); pause = Math.min(pause * 2, 50)) {
          if (Date.now() > until) {
            release();
            const owner = ownerOf(path);
            return refuse(
              "FILE_BUSY",
              `${key} is being patched by another process; nothing was written, try again`,
              {
                file: key,
                ...(owner ? { pid: owner.pid } : {}),
              },
            );
          }
          await wait(pause + Math.random() * pause);
        }
        held.push(path);
      }
      return { release };
    },
  };
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
