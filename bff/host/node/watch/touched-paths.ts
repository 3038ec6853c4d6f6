import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { FolderWatch } from "./folder-watch.ts";
import type { KnownState } from "./known-state.ts";
import { ignoredOf, walk } from "./list-files.ts";

/**
 * The files to look at, of paths that something happened to: a folder stands for what is in it, and one that is gone
 * for what was. New folders are watched from here on. What git ignores, and nobody patched, is left out.
 */
export async function touchedFiles(
  root: string,
  paths: Iterable<string>,
  { files: known }: KnownState,
  watching: FolderWatch,
): Promise<Set<string>> {
  const files = new Set<string>();
  const unknown: string[] = [];
  const folders: string[] = [];
  for (const path of paths) {
    const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
    const wasFolder = stat === undefined && !known.has(path);
    if (stat?.isDirectory()) folders.push(path);
    else if (known.has(path)) files.add(path);
    else if (stat?.isFile()) unknown.push(path);
    if (stat?.isDirectory() || wasFolder) {
      for (const file of filesBelow(known, path)) files.add(file);
      watching.drop(path);
    }
  }
  const ignored = await ignoredOf(root, [...unknown, ...folders]);
  for (const file of unknown) if (!ignored.has(file)) files.add(file);
  const inside: string[] = [];
  for (const folder of folders.filter((name) => !ignored.has(name))) {
    const found = walk(root, folder);
    watching.add(found.folders);
    inside.push(...found.files.filter((file) => !known.has(file)));
  }
  const ignoredInside = await ignoredOf(root, inside);
  for (const file of inside) if (!ignoredInside.has(file)) files.add(file);
  return files;
}

function filesBelow(known: KnownState["files"], folder: string): string[] {
  const start = `${folder}/`;
  return [...known.keys()].filter((file) => file.startsWith(start));
}
