import { readReferences } from "./project-references.ts";
import type { World } from "./world.ts";

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/**
 * The project files that may own a file, nearest folder first; each group is a `tsconfig.json` and the projects it
 * refers to, however far. Nothing above the root is looked at.
 */
export function* configGroups(file: string, root: string, world: World): Generator<string[]> {
  for (let folder = folderOf(file); folder.length >= root.length; folder = folderOf(folder)) {
    const config = `${folder}/tsconfig.json`;
    if (world.fileExists(config)) yield withReferences(config, root, world);
    if (folder === root) return;
  }
}

function withReferences(config: string, root: string, world: World): string[] {
  const group = new Set([config]);
  for (const member of group) {
    for (const reference of readReferences(world.read(member) ?? "", folderOf(member))) {
      const target = reference.endsWith(".json") ? reference : `${reference}/tsconfig.json`;
      if (target.startsWith(`${root}/`) && world.fileExists(target)) group.add(target);
    }
  }
  return [...group];
}
