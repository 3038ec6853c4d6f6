import { constants, copyFileSync, linkSync, readdirSync, rmSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { type Refusal, type Result, refuse } from "../../../../shared/result.ts";
import {
  isRunning,
  type Owner,
  ending as ownerEnding,
  ownerOf,
  signOwner,
  unsignOwner,
} from "./process-owner.ts";
import { sha256 } from "./sha256.ts";
import { stateFolderName } from "./state-folder.ts";
import { isSystemError, systemRefusal } from "./system-error.ts";

/** How long a request waits for another one to be done with a file, in milliseconds. */
const patience = 5000;

/**
 * Exclusion per file, between the requests of this process and between processes: a lock file per key, made
 * exclusively, naming its owner's pid and start. One whose owner is dead is taken over.
 */
export interface Locks {
  /**
   * Takes all keys or none, in one order everywhere, so that two requests never wait for each other. What the dead
   * have left half-done is put right first; `mending` is for the one who does that.
   */
  acquire(
    keys: readonly string[],
    patienceMs?: number,
    mending?: boolean,
  ): Promise<{ release: () => void } | Refusal>;
  close(): void;
}

/** How locks learn that a process which died was in the midst of something. */
export interface Estate {
  /** it left a journal that nobody has worked through */
  hasLeft(owner: Owner): boolean;
  recover(): Promise<Result<object>>;
}

/** The key of a patch, which no file can have: its name is one that no edit may reach. */
export const patchKey = (patchId: string): string => `.mission_control/patches/${patchId}`;

// Two workspaces opened on one folder in one process must exclude each other as well.
const heldHere = new Set<string>();
// Whoever waits for a lock of this process is woken when it is free, and does not have to look.
const waitingHere = new Map<string, Set<() => void>>();

export function locksIn(folder: string, estate?: Estate): Locks {
  const pathOf = (key: string) => join(folder, `${sha256(key).slice(0, 32)}.lock`);
  let owner: string | null = null;
  let recovered = estate === undefined;

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

  /** `left`: its owner died in the midst of something, which comes first. */
  function take(path: string, mending: boolean): "taken" | "held" | "left" {
    if (heldHere.has(path)) return "held";
    if (create(path)) {
      heldHere.add(path);
      return "taken";
    }
    if (!isStale(path)) return "held";
    if (!mending && isLeft(path)) return "left";
    // taking over is itself exclusive: of two that saw the dead owner only one may remove its lock
    const takeover = `${path}.takeover`;
    if (!create(takeover)) {
      if (isStale(takeover)) rmSync(takeover, { force: true });
      return "held";
    }
    try {
      if (isStale(path) && (mending || !isLeft(path))) unlinkSync(path);
    } catch (error) {
      if (!isSystemError(error, "ENOENT")) throw error;
    } finally {
      rmSync(takeover, { force: true });
    }
    return take(path, mending);
  }

  // looked up after its owner was seen dead: a journal that is not there by then is not coming
  function isLeft(path: string): boolean {
    const dead = ownerOf(path);
    return dead !== null && estate?.hasLeft(dead) === true;
  }

  function letGo(path: string): void {
    try {
      unlinkSync(path);
    } catch (error) {
      if (!isSystemError(error, "ENOENT")) throw error;
    }
    heldHere.delete(path);
    for (const wake of waitingHere.get(path) ?? []) wake();
  }

  /** Takes away what the dead have left of their locks, and nobody has asked for. */
  function sweep(): void {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (name.endsWith(".takeover") && isStale(path)) rmSync(path, { force: true });
      else if (name.endsWith(ownerEnding) && isStale(path)) rmSync(path, { force: true });
      else if (name.endsWith(".lock") && isStale(path) && take(path, false) === "taken") letGo(path);
    }
  }

  return {
    async acquire(keys, patienceMs = patience, mending = false) {
      if (!recovered && !mending) {
        const first = await estate!.recover();
        if (!first.ok) return first;
        recovered = true;
        sweep();
      }
      const held: string[] = [];
      const release = () => {
        for (const path of held.splice(0).reverse()) letGo(path);
      };
      const until = Date.now() + patienceMs;
      let asked = "";
      try {
        for (asked of [...new Set(keys)].sort()) {
          const path = pathOf(asked);
          for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
            const got = take(path, mending);
            if (got === "taken") break;
            if (got === "left") {
              const put = await estate!.recover();
              if (put.ok) continue;
              release();
              return put;
            }
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
        // it is the record that cannot be written; nothing was asked of the file yet
        return systemRefusal(error, stateFolderName, "write");
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
