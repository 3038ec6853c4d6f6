import { realpathSync } from "node:fs";
import type { FileState } from "../../../../shared/patch/document.ts";
import type { LiveSpan } from "../../../../shared/patch/spans.ts";
import type { Refusal } from "../../../../shared/result.ts";
import type { Change } from "./commit.ts";
import type { Engine } from "./context.ts";
import { readState } from "./read-state.ts";
import { withMovedSpans } from "./tasks-file.ts";

/** The key of the tasks' lock. */
export const tasksKey = ".mission_control/tasks.json";

/**
 * The tasks with spans that a commit moves, to be committed with it, under a lock that the caller releases. Null where
 * there is nothing to move, or no list that can be read.
 */
export async function movedTasks(
  engine: Engine,
  moved: readonly LiveSpan[],
): Promise<{ change: Change & { before: FileState }; release: () => void } | Refusal | null> {
  if (moved.length === 0) return null;
  const lock = await engine.locks.acquire([tasksKey]);
  if (!("release" in lock)) return lock;
  const text = withMovedSpans(engine.folder.tasks, moved);
  const path = text === null ? "" : realpathSync.native(engine.folder.tasks);
  const read = text === null ? null : readState(path, tasksKey);
  if (text === null || read === null || "ok" in read) {
    lock.release();
    return read && "ok" in read ? read : null;
  }
  const after = { bytes: Buffer.from(text), executable: read.state.executable };
  const change = { file: tasksKey, path, before: read.state, after, read: read.identity };
  return { change, release: lock.release };
}
