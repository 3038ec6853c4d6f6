import { lstat, mkdir, rm, rmdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Blobs } from "./blobs.ts";
import { type Change, isExecutable, type PathName, type Side } from "./changes.ts";

/** An entry of a tree that stands in git's index only. Null: it is gone. */
export interface SpecialEntry {
  name: PathName;
  side: Side | null;
}

/** What the scratch folder's own `.mission_control` is for cannot also come from the history. */
const isIndexOnly = ({ bytes }: PathName): boolean =>
  bytes.toString("latin1").split("/")[0] === ".mission_control";

/**
 * Does changes as git shows them, past the engine: what it refuses by contract, and the setting up of a tree.
 * Removals first, because a file may make room for a folder. Answers what the index has to be told.
 */
export async function carry(root: string, changes: readonly Change[], blobs: Blobs): Promise<SpecialEntry[]> {
  return [...(await carryAway(root, changes)), ...(await carryIn(root, changes, blobs))];
}

/** The half of `carry` that takes away. A file that is to be replaced goes as well. */
export async function carryAway(root: string, changes: readonly Change[]): Promise<SpecialEntry[]> {
  const special: SpecialEntry[] = [];
  for (const { kind, from, before } of changes) {
    if (before === null || kind === "copy") continue;
    if (before.mode === "160000" || isIndexOnly(from)) special.push({ name: from, side: null });
    if (isIndexOnly(from)) continue;
    const path = diskPath(root, from);
    await rm(path, { recursive: before.mode === "160000", force: true });
    await dropEmptyFolders(root, from);
  }
  return special;
}

/** The half of `carry` that brings. */
export async function carryIn(
  root: string,
  changes: readonly Change[],
  blobs: Blobs,
): Promise<SpecialEntry[]> {
  const special: SpecialEntry[] = [];
  for (const { to, after } of changes) {
    if (after === null) continue;
    if (after.mode === "160000" || isIndexOnly(to)) special.push({ name: to, side: after });
    if (isIndexOnly(to)) continue;
    const path = diskPath(root, to);
    await mkdir(dirnameOf(path), { recursive: true });
    if (after.mode === "160000") {
      await mkdir(path, { recursive: true });
      continue;
    }
    const bytes = await blobs.read(after.oid);
    if (after.mode === "120000") await symlink(bytes, path);
    else await writeFile(path, bytes, { mode: isExecutable(after) ? 0o777 : 0o666 });
  }
  return special;
}

/** Removes the folders above a name that are empty now: to git they are not there, and one may be in the way of a file. */
export async function dropEmptyFolders(root: string, name: PathName): Promise<void> {
  const parts = name.bytes.toString("latin1").split("/");
  while (parts.pop() !== undefined && parts.length > 0) {
    const folder = Buffer.concat([Buffer.from(`${root}/`), Buffer.from(parts.join("/"), "latin1")]);
    try {
      if (!(await lstat(folder)).isDirectory()) return;
      await rmdir(folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") continue;
      if (code === "ENOTEMPTY" || code === "EEXIST" || code === "ENOTDIR") return;
      throw error;
    }
  }
}

/** As bytes, because a name need not be UTF-8. */
const diskPath = (root: string, { bytes }: PathName): Buffer =>
  Buffer.concat([Buffer.from(join(root, "/")), bytes]);

const dirnameOf = (path: Buffer): Buffer => Buffer.from(dirname(path.toString("latin1")), "latin1");
