import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isEnding, isRunning, type Owner, ownerOf } from "./engine/process-owner.ts";

/** The right to write to a data folder. */
export interface DataLock {
  release(): void;
}

/** Folders that this process holds itself: its own pid would otherwise pass for a dead predecessor's. */
const held = new Set<string>();

/**
 * Takes a data folder for this process, or answers whose it is: the journal counts on being the only writer. The lock
 * names a process by pid and start, so that one that was killed holds nothing, even where its pid went to another.
 * Throws where the folder cannot be written.
 */
export function lockDataFolder(folder: string): DataLock | Owner {
  const path = join(folder, "server.lock");
  const draft = `${path}.${process.pid}`;
  if (held.has(path)) return { pid: process.pid, start: "" };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(draft, `${process.pid} ${startOf()}`, { mode: 0o600 });
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        linkSync(draft, path); // whole or not at all, and only where there is none
        held.add(path);
        return {
          release() {
            held.delete(path);
            rmSync(path, { force: true });
          },
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt === 2) throw error;
      }
      const owner = ownerOf(path);
      if (owner !== null && owner.pid !== process.pid && isRunning(owner)) return owner;
      takeAway(path);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** How long one that was killed is waited for: on a slow disk its last write takes that long to end. */
const endingMs = 30_000;
const againMs = 50;

/** The same, and waits for an owner that was killed a moment ago and still holds its files. */
export async function lockOnceEnded(folder: string): Promise<DataLock | Owner> {
  for (const begun = performance.now(); ; await pause(againMs)) {
    const lock = lockDataFolder(folder);
    if ("release" in lock || !isEnding(lock) || performance.now() - begun > endingMs) return lock;
  }
}

/** Moved before it is removed: a lock that somebody else put there meanwhile is seen, and put back. */
function takeAway(path: string): void {
  const away = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, away);
    const owner = ownerOf(away);
    if (owner !== null && owner.pid !== process.pid && isRunning(owner)) linkSync(away, path);
    rmSync(away, { force: true });
  } catch {
    // somebody else took it away first
  }
}

/** When this process started, where the system tells. */
function startOf(): string {
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
