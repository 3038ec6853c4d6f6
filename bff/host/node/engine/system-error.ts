import type { ErrorCode } from "../../../../shared/errors.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";

const codes: Record<string, { code: ErrorCode; what: string }> = {
  EACCES: { code: "FILE_UNWRITABLE", what: "permission was denied" },
  EPERM: { code: "FILE_UNWRITABLE", what: "the system does not permit it" },
  EROFS: { code: "FILE_UNWRITABLE", what: "the file system is read-only" },
  ETXTBSY: { code: "FILE_BUSY", what: "the file is being executed" },
  EBUSY: { code: "FILE_BUSY", what: "the file is in use" },
  ENOSPC: { code: "DISK_FULL", what: "the disk is full" },
  EDQUOT: { code: "DISK_FULL", what: "the disk quota is used up" },
  EMFILE: { code: "FILE_BUSY", what: "too many files are open" },
  ENFILE: { code: "FILE_BUSY", what: "too many files are open" },
  ENOENT: { code: "FILE_NOT_FOUND", what: "it is not there any more" },
  ENOTDIR: { code: "NOT_A_FILE", what: "a part of the path is a file, not a folder" },
  EISDIR: { code: "NOT_A_FILE", what: "it is a folder" },
  ELOOP: { code: "NOT_A_FILE", what: "its symbolic links go in a circle" },
  ENAMETOOLONG: { code: "INVALID_INPUT", what: "the name is too long" },
  EINVAL: { code: "INVALID_INPUT", what: "the name is not valid here" },
};

const whatThen: Partial<Record<ErrorCode, string>> = {
  FILE_UNREADABLE: "ask a person to let you read it",
  FILE_UNWRITABLE: "ask a person to let you write there",
  FILE_BUSY: "send the same again in a moment",
  DISK_FULL: "nothing was written; tell a person, and send the same again when there is room",
  FILE_NOT_FOUND: "correct the path, which is relative to the workspace",
  NOT_A_FILE: "name a file",
  INVALID_INPUT: "name another file",
};

/**
 * The refusal for what the operating system said about `file`. The system's own message names absolute paths and
 * is not passed on. Anything that is not such an error is a bug, and is thrown on.
 */
export function systemRefusal(error: unknown, file: string, doing: "read" | "write"): Refusal {
  const system = (error as NodeJS.ErrnoException | null)?.code;
  const known = system === undefined ? undefined : codes[system];
  // a file system has more ways to fail than there are words for here (EIO, ESTALE, …)
  if (!known && typeof (error as NodeJS.ErrnoException | null)?.errno === "number")
    return refuse("INTERNAL", `${file} could not be ${doing === "read" ? "read" : "written"} (${system})`, {
      file,
      system,
    });
  if (!known) throw error;
  const code = known.code === "FILE_UNWRITABLE" && doing === "read" ? "FILE_UNREADABLE" : known.code;
  const failed = `${file} could not be ${doing === "read" ? "read" : "written"}: ${known.what}`;
  return refuse(code, `${failed}; ${whatThen[code]}`, { file, system });
}

export const isSystemError = (error: unknown, ...which: string[]): boolean =>
  which.includes((error as NodeJS.ErrnoException | null)?.code ?? "");
