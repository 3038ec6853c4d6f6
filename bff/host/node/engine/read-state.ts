import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { isBinary } from "../../../../shared/patch/bytes.ts";
import type { FileState } from "../../../../shared/patch/document.ts";
import { isUtf16 } from "../../../../shared/patch/encoding.ts";
import { maxFileBytes } from "../../../../shared/patch/limits.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import { isSystemError, systemRefusal } from "./system-error.ts";

/** What tells that a file is still the one that was read. */
export interface FileIdentity {
  mode: number;
  uid: number;
  gid: number;
  inode: number;
  size: number;
  modified: number;
}

export interface OnDisk {
  state: FileState;
  identity: FileIdentity;
}

/**
 * Reads a file for editing. Null where it does not exist. Refused: what is no file, is over the limit (without
 * reading it), is binary, or may not be read or written, for root as well where the mode lets nobody.
 */
export function readState(path: string, file: string): OnDisk | null | Refusal {
  let fd: number;
  try {
    // a pipe or a device must not be opened at all: opening one can wait for ever
    const there = statSync(path);
    if (!there.isFile())
      return refuse(
        "NOT_A_FILE",
        `${file} is ${there.isDirectory() ? "a folder" : "not a plain file"}; name a file`,
        {
          file,
        },
      );
    if (there.size > maxFileBytes) return tooLarge(file, there.size);
    if ((there.mode & 0o444) === 0)
      return refuse(
        "FILE_UNREADABLE",
        `${file} may not be read: its mode lets nobody; ask a person to let you (chmod u+r)`,
        { file },
      );
    fd = openSync(path, "r");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return null;
    return systemRefusal(error, file, "read");
  }
  try {
    const stat = fstatSync(fd);
    if (stat.size > maxFileBytes) return tooLarge(file, stat.size);
    const bytes = readAll(fd, stat.size);
    const unwritable = notWritable(path, file, stat.mode);
    if (unwritable) return unwritable;
    if (isBinary(bytes))
      return refuse(
        "BINARY_FILE",
        isUtf16(bytes)
          ? `${file} is UTF-16, which holds NUL bytes and so is binary here, as for git; convert it to UTF-8 first (iconv -f UTF-16 -t UTF-8)`
          : `${file} is binary (it holds NUL bytes); the engine edits text only`,
        { file },
      );
    return { state: { bytes, executable: (stat.mode & 0o100) !== 0 }, identity: identityOf(stat) };
  } catch (error) {
    return systemRefusal(error, file, "read");
  } finally {
    closeSync(fd);
  }
}

const identityOf = (stat: Stats): FileIdentity => ({
  mode: stat.mode,
  uid: stat.uid,
  gid: stat.gid,
  inode: stat.ino,
  size: stat.size,
  modified: stat.mtimeMs,
});

/** Whether the file at `path` is no longer the one that was read, or has come into being since. */
export function hasChanged(path: string, read: FileIdentity | null): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat || !read) return (stat === undefined) !== (read === null);
  return stat.ino !== read.inode || stat.size !== read.size || stat.mtimeMs !== read.modified;
}

function readAll(fd: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const read = readSync(fd, bytes, at, size - at, at);
    if (read === 0) return bytes.slice(0, at);
    at += read;
  }
  return bytes;
}

function notWritable(path: string, file: string, mode: number): Refusal | null {
  if ((mode & 0o222) === 0)
    return refuse(
      "FILE_UNWRITABLE",
      `${file} may not be written: its mode lets nobody; ask a person to let you (chmod u+w)`,
      { file },
    );
  try {
    accessSync(path, constants.W_OK);
    // the new contents are written beside and renamed into place, so the folder has to take a file
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return systemRefusal(error, file, "write");
  }
}

/** Whether the folder that a new file goes to, or the nearest one above it that exists, takes new names. */
export function refuseUnwritableFolder(path: string, file: string): Refusal | null {
  let folder = dirname(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return systemRefusal(error, file, "write");
  }
}

const tooLarge = (file: string, size: number): Refusal =>
  refuse(
    "FILE_TOO_LARGE",
    `${file} has ${size} bytes, the limit is ${maxFileBytes}; it was not read. Edit a smaller file, or ask a person`,
    {
      file,
      bytes: size,
      limit: maxFileBytes,
    },
  );
