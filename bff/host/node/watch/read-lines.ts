import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { isSystemError } from "../engine/system-error.ts";

/** One line of an append-only JSON log, and where in the file it stands, in bytes. */
export interface LoggedLine {
  at: number;
  end: number;
  entry: Record<string, unknown> | null;
}

const chunkSize = 1024 * 1024;

/**
 * The whole lines of a log from byte `from` on, a piece at a time; a last line without its newline is still being
 * written and is left. `entry` is null where a crash cut a line short. Nothing where there is no log.
 */
export function* readLines(path: string, from: number): Generator<LoggedLine[]> {
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return;
    throw error;
  }
  try {
    const size = fstatSync(fd).size;
    let start = from;
    let rest: Buffer = Buffer.alloc(0);
    while (start + rest.length < size) {
      const chunk = Buffer.allocUnsafe(Math.min(chunkSize, size - start - rest.length));
      const read = readSync(fd, chunk, 0, chunk.length, start + rest.length);
      if (read === 0) return;
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      const lines: LoggedLine[] = [];
      let at = 0;
      for (let newline = bytes.indexOf(10); newline !== -1; newline = bytes.indexOf(10, at)) {
        const entry = parsed(bytes.subarray(at, newline).toString("utf8"));
        lines.push({ at: start + at, end: start + newline + 1, entry });
        at = newline + 1;
      }
      rest = bytes.subarray(at);
      start += at;
      if (lines.length > 0) yield lines;
    }
  } finally {
    closeSync(fd);
  }
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const entry: unknown = JSON.parse(line);
    return entry !== null && typeof entry === "object" ? (entry as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
