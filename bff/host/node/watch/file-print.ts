import { createHash } from "node:crypto";
import { type BigIntStats, closeSync, fstatSync, lstatSync, openSync, readSync } from "node:fs";

/** What a file holds, told by its hashes, and how to see without reading that it still does. */
export interface Print {
  sha256: string;
  /** the id that git gives these contents */
  blob: string;
  stamp: string;
  size: number;
}

const chunkSize = 1024 * 1024;

/** Changes with every write: size, both times, the file itself, and whether it may be executed. */
const stampFrom = (stat: BigIntStats): string =>
  `${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}:${stat.ino}:${(stat.mode & 0o100n) === 0n ? 0 : 1}`;

export const isExecutable = (stamp: string): boolean => stamp.endsWith(":1");

/** Null: there is no plain file, or it may not be looked at. A link is not the file that it leads to. */
export function stampOf(path: string): string | null {
  try {
    const stat = lstatSync(path, { bigint: true });
    return stat.isFile() ? stampFrom(stat) : null;
  } catch {
    return null;
  }
}

/**
 * Reads the file at `path` once. `"unsteady"`: it was written to meanwhile, so that what was read is neither the old
 * nor the new; null: there is no plain file; `"unreadable"`: it may not be read, so nothing is known of it.
 */
export function printOf(
  path: string,
  keep?: (bytes: Uint8Array) => void,
): Print | "unsteady" | "unreadable" | null {
  const stamp = stampOf(path);
  if (stamp === null) return null;
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? null : "unreadable";
  }
  try {
    const size = Number(fstatSync(fd, { bigint: true }).size);
    const sha256 = createHash("sha256");
    const blob = createHash("sha1").update(`blob ${size}\0`);
    const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(size, chunkSize)));
    for (let at = 0; at < size; ) {
      const read = readSync(fd, buffer, 0, Math.min(buffer.length, size - at), at);
      if (read === 0) return "unsteady";
      const bytes = buffer.subarray(0, read);
      sha256.update(bytes);
      blob.update(bytes);
      keep?.(bytes);
      at += read;
    }
    if (stampOf(path) !== stamp) return "unsteady";
    return { sha256: sha256.digest("hex"), blob: blob.digest("hex"), stamp, size };
  } catch {
    return "unreadable";
  } finally {
    closeSync(fd);
  }
}
