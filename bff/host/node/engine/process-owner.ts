import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomHex } from "./random-hex.ts";
import { isSystemError } from "./system-error.ts";

/** A process, told from a later one with the same pid by when it started. "" where the system does not tell. */
export interface Owner {
  pid: number;
  start: string;
}

export const ending = ".owner";

/** This process, as the name of a file can hold it. */
export const ownName = (): string => `${process.pid}-${startOf(process.pid) ?? ""}`;

/** Whom the name of a file that begins with `ownName()` and a dash names; null where it does not. */
export function ownerNamed(name: string): Owner | null {
  const [, pid, start] = /^(\d+)-([\w.]*)-/.exec(name) ?? [];
  return pid === undefined || start === undefined ? null : { pid: Number(pid), start };
}

export const isSame = (one: Owner, other: Owner): boolean =>
  one.pid === other.pid && one.start === other.start;

/**
 * A file that names this process, made once for each folder of locks. A lock is a hard link to it: making one is
 * atomic and exclusive as O_EXCL is, is signed from the first moment, and costs a tenth of a new file.
 */
export function signOwner(folder: string): string {
  const path = join(folder, `${process.pid}-${randomHex()}${ending}`);
  writeFileSync(path, `${process.pid} ${startOf(process.pid) ?? ""}`, { flag: "wx", mode: 0o600 });
  if (!tidiesUp) process.once("exit", () => [...signed].forEach(unsignOwner));
  tidiesUp = true;
  signed.add(path);
  return path;
}

export function unsignOwner(path: string): void {
  signed.delete(path);
  rmSync(path, { force: true });
}

const signed = new Set<string>();
let tidiesUp = false;

/** Whom a lock or an owner's file names; null where it is gone or says nothing. */
export function ownerOf(path: string): Owner | null {
  try {
    const [pid = "", start = ""] = readFileSync(path, "utf8").split(" ");
    return /^\d+$/.test(pid) ? { pid: Number(pid), start } : null;
  } catch {
    return null;
  }
}

export function isRunning({ pid, start }: Owner): boolean {
  if (!isAlive(pid)) return false;
  const now = startOf(pid);
  if (start !== "" && now !== null && now !== start && !now.startsWith(`${start}.`)) return false;
  return !hasEnded(pid);
}

/**
 * Whether it was killed and is not gone yet: one of its threads still waits for the disk. It does nothing any more, but
 * holds its files. False where the system does not tell.
 */
export function isEnding({ pid }: Owner): boolean {
  if (statOf(pid)?.[0] === "Z") return true;
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const sigkill = 1n << 8n;
    return [...status.matchAll(/^(?:Sig|Shd)Pnd:\s*([0-9a-f]+)$/gm)].some(
      ([, pending]) => (BigInt(`0x${pending}`) & sigkill) !== 0n,
    );
  } catch {
    return false;
  }
}

/** One that ended, and whose parent did not ask how: it answers signals, but has no thread left. */
function hasEnded(pid: number): boolean {
  const stat = statOf(pid);
  return stat !== null && (stat[0] === "X" || (stat[0] === "Z" && Number(stat[17]) <= 1));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error, "EPERM");
  }
}

let ownStart: string | null | undefined;
let boot: string | undefined;

/**
 * When a process started, where the system tells: in ticks since the machine did, and which start of the machine that
 * was. A later process with the same pid does not have it, nor one after the next start.
 */
function startOf(pid: number): string | null {
  if (pid === process.pid && ownStart !== undefined) return ownStart;
  let start: string | null = null;
  try {
    boot ??= readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
    const ticks = statOf(pid)?.[19];
    start = ticks === undefined ? null : `${ticks}.${boot}`;
  } catch {
    // no /proc on this system
  }
  if (pid === process.pid) ownStart = start;
  return start;
}

/** The fields of `/proc/PID/stat` from the third, the state, on; null where there is none. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the second field, the name, may hold blanks and brackets
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}
