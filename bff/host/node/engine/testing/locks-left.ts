import { readdirSync } from "node:fs";

/** Locks that are held in a folder; the file by which a process signs its locks is none. */
export const locksLeft = (folder: string): string[] =>
  readdirSync(folder).filter((name) => !name.endsWith(".owner"));
