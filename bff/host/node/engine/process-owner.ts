import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSystemError } from "./system-error.ts";

/** A process, told from a later one with the same pid by when it started. "" where the system does not tell. */
export interface Owner {
  pid: number;
  start: string;
}

const ending = ".owner";

/**
 * A file that names this process, made once for each folder of locks. A lock is a hard link to it: making one is
 * atomic and exclusive as O_EXCL is, is signed from the first moment, and costs a tenth of a new file.
 */
export function signOwner(folder: string): string {
  sweep(folder);
  const path = join(folder, `${process.pid}-${randomBytes(6).toString("hex")}${ending}`);
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

/** Files of processes that ended without taking theirs away. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const owner = name.endsWith(ending) ? ownerOf(path) : null;
    if (owner && !isRunning(owner)) rmSync(path, { force: true });
  }
}

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
  return isAlive(pid) && (start === "" || (startOf(pid) ?? start) === start);
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
