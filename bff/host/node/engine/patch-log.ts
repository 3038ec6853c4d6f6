import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import type { KeptPatch } from "./patch-store.ts";
import { isSystemError } from "./system-error.ts";
import { writeAll } from "./write-file.ts";

/** One line of `patch_log.jsonl`. What a line does not say is in the record of its patch. */
export interface LogEntry {
  ts: string;
  patch_id: string;
  file: string;
  files?: string[];
  op: string;
  task_id: string | null;
  diff_path: string | null;
  before_hash: string | null;
  after_hash: string | null;
  /** of every file that the patch touched, in the order of its diff; lines from before version 2 have none */
  changes?: { file: string; to: string; before_hash: string | null; after_hash: string | null }[];
  lines_added: number;
  lines_removed: number;
  reverts?: string;
}

/** The line of a patch: its own facts, and who asked for it and why. */
export const logLine = ({ ts, answer, files, task_id, meta, reverts }: KeptPatch): LogEntry => ({
  ts,
  patch_id: answer.patch_id,
  file: answer.file,
  ...(answer.files ? { files: answer.files } : {}),
  op: answer.op,
  task_id,
  diff_path: answer.diff_path,
  before_hash: answer.before_hash,
  after_hash: answer.after_hash,
  changes: files.map(({ file, to, before_hash, after_hash }) => ({ file, to, before_hash, after_hash })),
  lines_added: answer.lines_added,
  lines_removed: answer.lines_removed,
  ...meta,
  ...(reverts === undefined ? {} : { reverts }),
});

/**
 * Appends entries to `patch_log.jsonl`, one line each, in a single write to a file opened for appending, which
 * the system does not interleave with that of another process. A line that a crash cut short is closed first.
 */
export function appendLog(path: string, entries: readonly object[]): void {
  const fd = openSync(path, "a+");
  try {
    const size = fstatSync(fd).size;
    const last = Buffer.alloc(1);
    const torn = size > 0 && readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== 10;
    writeAll(
      fd,
      Buffer.from((torn ? "\n" : "") + entries.map((entry) => `${JSON.stringify(entry)}\n`).join("")),
    );
  } finally {
    closeSync(fd);
  }
}

/** The patches that the log names from byte `from` on; from its start where it is shorter than that. */
export function loggedSince(path: string, from: number): Set<string> {
  let text: string;
  try {
    const bytes = readFileSync(path);
    text = bytes.subarray(from <= bytes.length ? from : 0).toString("utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return new Set();
    throw error;
  }
  return new Set(
    text
      .split("\n")
      .flatMap(parsed)
      .flatMap(({ patch_id }) => (typeof patch_id === "string" ? [patch_id] : [])),
  );
}

const chunkSize = 64 * 1024;

/** The newest entries, at most `limit`, oldest of them first. Lines that are not JSON are passed over. */
export function readLog(path: string, limit: number): Record<string, unknown>[] {
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return [];
    throw error;
  }
  try {
    // from the end, because a log grows and only its tail is asked for
    let tail = Buffer.alloc(0);
    let at = fstatSync(fd).size;
    while (at > 0 && newlines(tail) <= limit) {
      const size = Math.min(chunkSize, at);
      at -= size;
      const chunk = Buffer.alloc(size);
      readSync(fd, chunk, 0, size, at);
      tail = Buffer.concat([chunk, tail]);
    }
    const lines = tail.toString("utf8").split("\n");
    if (at > 0) lines.shift();
    return lines.flatMap(parsed).slice(-limit);
  } finally {
    closeSync(fd);
  }
}

function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

function parsed(line: string): Record<string, unknown>[] {
  try {
    const entry: unknown = JSON.parse(line);
    return entry !== null && typeof entry === "object" ? [entry as Record<string, unknown>] : [];
  } catch {
    return [];
  }
}
