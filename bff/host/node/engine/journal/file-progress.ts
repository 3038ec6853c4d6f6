import { closeSync, fstatSync, lstatSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { confine } from "../confine.ts";
import { sha256 } from "../sha256.ts";
import { isSystemError } from "../system-error.ts";
import type { EntryFile, Side } from "./entry.ts";

/**
 * How far a file of an entry has come. `waiting`: it is as before, what is to come lies beside it. `untouched`: as
 * before, and nothing lies there. `placed`: as it is to be. `foreign`: somebody else has written to it.
 */
export type Progress = "waiting" | "untouched" | "placed" | "foreign";

export const temporaryOf = (root: string, { file, temporary }: EntryFile): string | null =>
  temporary && join(root, dirname(file), temporary);

export function progressOf(root: string, entry: EntryFile): Progress {
  const { file, before, after } = entry;
  const confined = entry.own ? null : confine(root, file);
  // a link has come in its way
  if (confined && ("ok" in confined || confined.name !== file)) return "foreign";
  const found = sideAt(join(root, file));
  const temporary = temporaryOf(root, entry);
  const beside = temporary === null ? null : sideAt(temporary);
  const ready = after === null || same(beside, after);
  // a mode may be all that changes, so whether it was placed is told by what lies beside as well
  if (same(found, after) && !(same(found, before) && ready)) return "placed";
  if (same(found, before)) return ready ? "waiting" : "untouched";
  return "foreign";
}

const same = (one: Side | null, other: Side | null): boolean =>
  one === null || other === null
    ? one === other
    : one.hash === other.hash && (one.mode & 0o111) === (other.mode & 0o111);

function sideAt(path: string): Side | null {
  let fd: number;
  try {
    if (!lstatSync(path).isFile()) return { hash: "", mode: 0 };
    fd = openSync(path, "r");
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR")) return null;
    throw error;
  }
  try {
    const hash = sha256(readFileSync(fd));
    return { hash, mode: fstatSync(fd).mode };
  } finally {
    closeSync(fd);
  }
}
