import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename } from "node:path";
import { randomHex } from "./random-hex.ts";
import type { FileIdentity } from "./read-state.ts";
import { synced, syncedAlone } from "./sync.ts";

/** Contents that are safe on disk beside their target, not yet in its place. */
export interface Staged {
  temporary: string;
  path: string;
}

/** The name, in the same folder, under which what is to come to `path` waits. */
export const temporaryName = (path: string): string =>
  `.${basename(path).slice(0, 200)}.${randomHex()}.mc-tmp`;

/**
 * Writes all of `bytes` to a new file, with the mode and owner of the one it will replace. The answer resolves to its
 * path when it is synced; what fails before that is thrown, and the file is gone.
 */
export function stage(
  temporary: string,
  bytes: Uint8Array,
  mode: number,
  owner: Pick<FileIdentity, "uid" | "gid"> | null,
): Promise<string> {
  const fd = openSync(temporary, "wx", mode & 0o777);
  try {
    writeAll(fd, bytes);
    if (owner && process.getuid && (owner.uid !== process.getuid() || owner.gid !== process.getgid?.()))
      keepOwner(fd, owner);
    // the umask may have kept some of it back
    if ((fstatSync(fd).mode & 0o7777) !== (mode & 0o7777)) fchmodSync(fd, mode & 0o7777);
  } catch (error) {
    closeSync(fd);
    rmSync(temporary, { force: true });
    throw error;
  }
  return synced(fd)
    .finally(() => closeSync(fd))
    .then(
      () => temporary,
      (error) => {
        rmSync(temporary, { force: true });
        throw error;
      },
    );
}

/** Only root may give a file away; anybody else leaves it theirs, as every editor does. */
function keepOwner(fd: number, owner: Pick<FileIdentity, "uid" | "gid">): void {
  try {
    fchownSync(fd, owner.uid, owner.gid);
  } catch {
    // the contents matter more than whose they are
  }
}

/** Writes all of `bytes`, at `position` of the file or, without one, where it stands. */
export function writeAll(fd: number, bytes: Uint8Array, position: number | null = null): void {
  for (let at = 0; at < bytes.length; )
    at += writeSync(fd, bytes, at, bytes.length - at, position === null ? null : position + at);
}

export const place = ({ temporary, path }: Staged): void => renameSync(temporary, path);

/** Makes the names in a folder durable, as fsync of a file makes its contents. `alone`: nothing else is synced beside. */
export async function syncFolder(path: string, alone = false): Promise<void> {
  const fd = openSync(path, "r");
  try {
    await (alone ? syncedAlone(fd) : synced(fd));
  } finally {
    closeSync(fd);
  }
}
