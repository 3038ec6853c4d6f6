import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runGit } from "../git/run-git.ts";
import { isLeftOut } from "./governed.ts";

/** What there is to look at: paths relative to the workspace, with "/" between their parts. "" is the workspace. */
export interface Listed {
  files: string[];
  folders: Set<string>;
  /** false: git does not answer for this folder, so nothing is ignored but what is never looked at */
  git: boolean;
}

/** A repository may name a program that git runs to see what changed; it is not ours to start. */
const plain = ["-c", "core.fsmonitor=false", "-c", "core.quotepath=false"];

/**
 * Every file that git tracks, or would track, and every folder one of them is in; without git every file there is.
 * A repository inside of this one is left to itself. Names that are not UTF-8 cannot be told apart and are left out.
 */
export async function listFiles(root: string): Promise<Listed> {
  const ask = (...args: string[]) =>
    runGit(root, [...plain, "ls-files", "-z", "--exclude-standard", ...args]);
  const [files, untracked] = await Promise.all([ask("-co", "--deduplicate"), ask("-o", "--directory")]);
  if (files.code !== 0 || untracked.code !== 0) return walk(root);
  const folders = new Set([""]);
  const names = zeroSeparated(files.out).filter((name) => !name.endsWith("/") && !isLeftOut(name));
  for (const name of names) addFoldersOf(name, folders);
  // a new folder without a file in it yet is not among the above
  for (const name of zeroSeparated(untracked.out))
    if (name.endsWith("/") && !isLeftOut(name)) addFoldersOf(`${name}x`, folders);
  return { files: names, folders, git: true };
}

/** Those of `names` that git ignores, and so nobody's work. None where git does not answer for this folder. */
export async function ignoredOf(root: string, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const input = names.map((name) => `${name}\0`).join("");
  const { code, out } = await runGit(root, [...plain, "check-ignore", "-z", "--stdin"], { input });
  return new Set(code === 0 ? zeroSeparated(out) : []);
}

/** Files and folders below a folder of the workspace, links not followed. What goes away meanwhile is passed over. */
export function walk(root: string, from = ""): Listed {
  const found: Listed = { files: [], folders: new Set([from]), git: false };
  const open = [from];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (isLeftOut(name)) continue;
      if (entry.isFile()) found.files.push(name);
      else if (entry.isDirectory()) {
        found.folders.add(name);
        open.push(name);
      }
    }
  }
  return found;
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    // gone, or not ours to read: then there is nothing that could be compared either
    return [];
  }
}

const zeroSeparated = (out: Buffer): string[] =>
  out
    .toString("utf8")
    .split("\0")
    .filter((name) => name !== "" && !name.includes("\ufffd"));

function addFoldersOf(name: string, folders: Set<string>): void {
  for (let cut = name.lastIndexOf("/"); cut > 0; cut = name.lastIndexOf("/", cut - 1)) {
    const folder = name.slice(0, cut);
    if (folders.has(folder)) return;
    folders.add(folder);
  }
}
