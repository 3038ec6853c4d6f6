import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsync as fsyncCallback,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { FileIdentity } from "./read-state.ts";

// Off the main thread: a slow disk must not hold up a server that has sockets to serve.
const fsync = promisify(fsyncCallback);

/** Contents that are safe on disk beside their target, not yet in its place. */
export interface Staged {
  temporary: string;
  path: string;
}

/** Writes all of `bytes` beside `path`, with the mode and owner of the file it will replace, and syncs it. */
export async function stage(
  path: string,
  bytes: Uint8Array,
  mode: number,
  owner: FileIdentity | null,
): Promise<Staged> {
  const temporary = join(
    dirname(path),
    `.${basename(path).slice(0, 200)}.${randomBytes(6).toString("hex")}.mc-tmp`,
  );
  const fd = openSync(temporary, "wx", 0o600);
  try {
    writeAll(fd, bytes);
    if (owner && process.getuid && (owner.uid !== process.getuid() || owner.gid !== process.getgid?.()))
      keepOwner(fd, owner);
    fchmodSync(fd, mode & 0o7777);
    await fsync(fd);
  } catch (error) {
    closeSync(fd);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(fd);
  return { temporary, path };
}

/** Only root may give a file away; anybody else leaves it theirs, as every editor does. */
function keepOwner(fd: number, owner: FileIdentity): void {
  try {
    fchownSync(fd, owner.uid, owner.gid);
  } catch {
    // the contents matter more than whose they are
  }
}

export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, bytes.length - at);
}

export const place = ({ temporary, path }: Staged): void => renameSync(temporary, path);
export const discard = ({ temporary }: Staged): void => rmSync(temporary, { force: true });

/** Makes the names in a folder durable, as fsync of a file makes its contents. */
export async function syncFolder(path: string): Promise<void> {
  const fd = openSync(path, "r");
  try {
    await fsync(fd);
  } finally {
    closeSync(fd);
  }
}
