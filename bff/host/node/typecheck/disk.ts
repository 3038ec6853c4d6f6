import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { decode } from "./decode.ts";

/** Stands for a file that is not there, where a version is asked for. */
export const absent = "absent";

/** Files and folders directly inside a folder, links followed. */
export interface Listing {
  files: string[];
  directories: string[];
}

/** Below this age, in milliseconds, a second write may leave a file with the time of the first. */
const clockTick = 20;

/**
 * Says when a file or folder was last touched, without reading it; `absent` where there is none of that kind. That of
 * one that was touched just now is another one later.
 */
export function stampOf(path: string, kind: "file" | "directory"): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || (kind === "file" ? !stat.isFile() : !stat.isDirectory())) return absent;
  // ctime too: a tool that restores mtime after writing would otherwise go unseen
  const age = Date.now() - stat.ctimeMs;
  const young = age >= 0 && age < clockTick ? ":young" : "";
  return `${stat.mtimeMs}:${stat.ctimeMs}:${stat.size}:${stat.ino}${young}`;
}

export function readDisk(path: string): string | null {
  try {
    return decode(readFileSync(path));
  } catch {
    // Gone since it was listed, or not ours to read: for a compiler both mean that it is not there.
    return null;
  }
}

export function listDisk(path: string): Listing {
  const listing: Listing = { files: [], directories: [] };
  let entries: ReturnType<typeof readdirEntries>;
  try {
    entries = readdirEntries(path);
  } catch {
    return listing;
  }
  for (const entry of entries) {
    const target = entry.isSymbolicLink()
      ? statSync(`${path}/${entry.name}`, { throwIfNoEntry: false })
      : entry;
    if (target?.isFile()) listing.files.push(entry.name);
    else if (target?.isDirectory()) listing.directories.push(entry.name);
  }
  return listing;
}

const readdirEntries = (path: string) => readdirSync(path, { withFileTypes: true });

export const hashOf = (text: string): string => createHash("sha1").update(text).digest("base64url");
