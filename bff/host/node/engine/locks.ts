import { createHash } from "node:crypto";
import { constants, copyFileSync, linkSync, rmSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import { isRunning, ownerOf, signOwner, unsignOwner } from "./process-owner.ts";
import { isSystemError, systemRefusal } from "./system-error.ts";

/** How long a request waits for another one to be done with a file, in milliseconds. */
const patience = 5000;

/**
 * Exclusion per file, between the requests of this process and between processes: a lock file per key, made
 * exclusively, naming its owner's pid and start. One whose owner is dead is taken over.
 */
export interface Locks {
  /** Takes all keys or none, in one order everywhere, so that two requests never wait for each other. */
  acquire(keys: readonly string[], patienceMs?: number): Promise<{ release: () => void } | Refusal>;
  close(): void;
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
  let owner: string | null = null;

  /** Makes a lock; false where somebody has it. */
  function create(path: string): boolean {
    owner ??= signOwner(folder);
    try {
      linkSync(owner, path);
      return true;
    } catch (error) {
      if (isSystemError(error, "EEXIST")) return false;
      // somebody has tidied up: sign again
      if (isSystemError(error, "ENOENT")) {
        owner = signOwner(folder);
        return create(path);
      }
      if (!isSystemError(error, "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK")) throw error;
    }
    // a file system without hard links
    try {
      copyFileSync(owner, path, constants.COPYFILE_EXCL);
      return true;
    } catch (error) {
      if (isSystemError(error, "EEXIST")) return false;
      throw error;
    }
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
    close() {
      if (owner) unsignOwner(owner);
      owner = null;
    },
  };
}

function isStale(path: string): boolean {
  const owner = ownerOf(path);
  if (owner) return !isRunning(owner);
  // copied but not yet signed, or cut short by a crash
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > 2000;
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
