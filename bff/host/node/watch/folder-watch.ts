import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";

export interface FolderWatch {
  /** Watches these folders too; one that is watched already is left as it is. */
  add(folders: Iterable<string>): void;
  has(folder: string): boolean;
  /** Ends the watches of a folder that went away, or was made anew, and of all below it; of "", all. */
  drop(folder: string): void;
  close(): void;
}

export interface FolderWatchEvents {
  /** Something happened to this path; what, whoever is told has to look. */
  touched(path: string): void;
  /** The system takes no more watches (`limit`), or will not watch here at all. Told once. */
  failed(why: "limit" | "unsupported"): void;
}

/**
 * Watches folders one by one: of Node's own recursive watching on Linux each file costs a watch and a closed-over
 * listener, of which the system has few, and a file that is replaced by a rename is lost to it. One watch a folder sees
 * every create, write, rename and delete in it. Elsewhere the system watches a tree as a whole, and does it well.
 */
export function watchFolders(root: string, events: FolderWatchEvents): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  let failed = false;
  const whole = process.platform !== "linux";

  function fail(why: "limit" | "unsupported"): void {
    if (!failed) events.failed(why);
    failed = true;
  }

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function addOne(folder: string): void {
    if (watchers.has(folder) || failed) return;
    try {
      const watcher = watch(join(root, folder), { persistent: false, recursive: whole }, (_event, name) => {
        if (name === null) return events.touched(folder);
        const path = String(name).replaceAll("\\", "/");
        events.touched(folder === "" ? path : `${folder}/${path}`);
      });
      // the folder went away, or was moved: who has its place now is told by the folder above
      watcher.on("error", () => drop(folder));
      watchers.set(folder, watcher);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOSPC" || code === "EMFILE") fail("limit");
      else if (code === "ENOENT" || code === "ENOTDIR" || code === "EACCES") return;
      else fail("unsupported");
    }
  }

  return {
    add(folders) {
      if (whole) addOne("");
      else for (const folder of folders) addOne(folder);
    },
    has: (folder) => watchers.has(folder),
    drop(folder) {
      if (whole && folder !== "") return;
      for (const name of [...watchers.keys()])
        if (folder === "" || name === folder || name.startsWith(`${folder}/`)) drop(name);
    },
    close() {
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}
