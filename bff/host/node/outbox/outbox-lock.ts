import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeFolder } from "../make-folder.ts";

/** Nobody sends for longer than this, in milliseconds; who seems to has died, and its process id went to another. */
export const maxHoldMs = 120_000;

/**
 * The right to send what waits, held by one process at a time. A holder that died is passed over. Null where another
 * process held it until `until` (epoch ms). Should two processes ever hold it at once (a dead holder's lock taken over
 * by both in the same instant), events could go out twice, which their `event_id` makes harmless.
 */
export async function lockOutbox(folder: string, until: number): Promise<{ release(): void } | null> {
  const path = join(folder, ".lock");
  makeFolder(folder);
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      return { release: () => rmSync(path, { force: true }) };
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
    }
    if (holderIsDead(path)) takeAway(path);
    else if (Date.now() >= until) return null;
    else await sleep(10);
  }
}

function holderIsDead(path: string): boolean {
  try {
    const age = Date.now() - statSync(path).mtimeMs;
    if (age > maxHoldMs) return true;
    const pid = Number(readFileSync(path, "utf8"));
    // empty: its holder is between making it and writing into it, or died there
    if (pid === 0) return age > 5_000;
    process.kill(pid, 0);
    return false;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function takeAway(path: string): void {
  const away = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, away);
    rmSync(away, { force: true });
  } catch {
    // somebody else took it away first
  }
}
