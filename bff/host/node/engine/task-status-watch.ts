import { type FSWatcher, statSync, unwatchFile, watch, watchFile } from "node:fs";
import { basename } from "node:path";
import type { Engine } from "./context.ts";

/** A burst of changes is told of once, this many milliseconds after its first. */
const gatherMs = 50;
const pollMs = 2000;

/** See the port. Where the system cannot tell of changes, the file is looked at every two seconds. */
export function watchTasks(engine: Engine, changed: () => void): { close(): void } {
  const { path: folder, tasks } = engine.folder;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let seen = stampOf(tasks);
  const look = () => {
    timer = null;
    const stamp = stampOf(tasks);
    if (stamp === seen) return;
    seen = stamp;
    changed();
  };
  const soon = () => {
    timer ??= setTimeout(look, gatherMs).unref();
  };
  let watcher: FSWatcher | null = null;
  try {
    // the folder and not the file: every writer puts a new file in its place
    watcher = watch(folder, { persistent: false }, (_kind, name) => {
      if (name === null || name === basename(tasks)) soon();
    });
    watcher.on("error", () => watcher?.close());
  } catch {
    engine.warn("tasks.json cannot be watched; it is looked at every two seconds");
    watchFile(tasks, { persistent: false, interval: pollMs }, soon);
  }
  return {
    close() {
      if (timer) clearTimeout(timer);
      if (watcher) watcher.close();
      else unwatchFile(tasks, soon);
    },
  };
}

/** Tells one state of the file from the next; the engine moves spans in it with every patch. */
function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : "";
}
