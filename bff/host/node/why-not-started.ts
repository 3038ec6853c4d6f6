import { type Refusal, refuse } from "../../../shared/result.ts";

/** SQLite's own numbers, the low byte of what it reports. */
const sqlite = { readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26, busy: 5 };

/**
 * What a failed start means to whoever typed the command: one line, and what to do. Null where it is nothing that the
 * machine or its files can be blamed for.
 */
export function whyNotStarted(
  error: unknown,
  { port, listen }: { port: number; listen: string },
): Refusal | null {
  const { code, errcode, syscall } = error as NodeJS.ErrnoException & { errcode?: number };
  if (syscall === "listen" || syscall === "bind") return whyNotListening(code, port, listen);
  if (code === "ERR_SQLITE_ERROR" || typeof errcode === "number") return whyNoDatabase((errcode ?? 0) & 0xff);
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOENT":
      return refuse("FILE_UNWRITABLE", `${cannotWrite} (${code}); ${elsewhere}`);
    case "EEXIST":
    case "ENOTDIR":
      return refuse("NOT_A_FILE", `the data folder's path leads through a file (${code}); ${elsewhere}`);
    case "ENOSPC":
    case "EDQUOT":
      return full;
    default:
      return null;
  }
}

const elsewhere = "name another with --data DIR";
const cannotWrite = "the server cannot write to its data folder";
const full = refuse("DISK_FULL", `the disk of the data folder is full: make room, or ${elsewhere}`);

function whyNotListening(code: string | undefined, port: number, listen: string): Refusal | null {
  switch (code) {
    case "EADDRINUSE":
      return refuse(
        "SERVER_UNREACHABLE",
        `port ${port} is taken by another program: end it, or start with --port N (0 takes any free one)`,
      );
    case "EACCES":
      return refuse("FORBIDDEN", `port ${port} may not be used by this user: start with --port N above 1023`);
    default:
      return refuse("SERVER_UNREACHABLE", `cannot listen on ${listen}, port ${port} (${code})`);
  }
}

function whyNoDatabase(number: number): Refusal | null {
  switch (number) {
    case sqlite.corrupt:
    case sqlite.notADatabase:
      return refuse(
        "INTERNAL",
        `mission-control.db in the data folder is damaged, or no SQLite file: put a backup in its place, move it away to begin anew, or ${elsewhere}`,
      );
    case sqlite.readOnly:
    case sqlite.cannotOpen:
      return refuse("FILE_UNWRITABLE", `${cannotWrite}: mission-control.db cannot be opened; ${elsewhere}`);
    case sqlite.full:
      return full;
    case sqlite.ioError:
      return refuse("INTERNAL", `the disk of the data folder reports errors, or is full; ${elsewhere}`);
    case sqlite.busy:
      return refuse("FILE_BUSY", `another program holds mission-control.db: end it, or ${elsewhere}`);
    default:
      return null;
  }
}
