import { join } from "node:path";
import type { Engine } from "../engine/context.ts";
import { printOf, stampOf } from "./file-print.ts";
import { type KnownState, takeLog } from "./known-state.ts";
import { ignoredOf } from "./list-files.ts";
import type { Look } from "./look.ts";

/** Contents held for their diffs, in bytes, a file and together. */
const mostBytes = { file: 4 * 1024 * 1024, look: 32 * 1024 * 1024 };

/** What the log says now; crossings of files that git ignores, and that no patch had touched, are not ours. */
export async function catchUp(engine: Engine, state: KnownState, look: Look, until?: number): Promise<void> {
  const taken = takeLog(state, engine.folder.log, engine.store, until);
  look.undone.push(...taken.undone);
  look.cut ||= taken.cut;
  const fresh = taken.crossings.filter(({ before }) => before === undefined);
  const ours = state.complete && fresh.length > 0;
  const ignored = ours
    ? await ignoredOf(
        engine.root,
        fresh.map(({ file }) => file),
      )
    : null;
  for (const { file, before, after, logAt } of taken.crossings) {
    if (before === undefined && (ignored === null || ignored.has(file))) continue;
    const was = before ?? { hash: null, by: null, blob: null };
    look.edits.push({ file, before: was, after: { hash: after, blob: null }, bytes: null, logAt });
  }
}

function isAsKnown(state: KnownState, file: string, print: ReturnType<typeof printOf>): boolean {
  const known = state.files.get(file);
  if (print === "unsteady" || print === "unreadable") return false;
  if ((known?.hash ?? null) !== (print?.sha256 ?? null)) return false;
  if (known && print) Object.assign(known, { stamp: print.stamp, blob: print.blob });
  return true;
}

/**
 * Whether a file is as it is known to be, and if not, what the edit was. A patch that is under way has the file's
 * lock until its line is in the log; so with the lock in hand, a difference between the two is somebody else's.
 */
export async function settle(engine: Engine, state: KnownState, file: string, look: Look): Promise<void> {
  const path = join(engine.root, file);
  const known = state.files.get(file);
  const stamp = stampOf(path);
  if (known ? known.stamp === stamp && stamp !== null : stamp === null) return;
  if (isAsKnown(state, file, printOf(path))) return;
  const lock = await engine.locks.acquire([file]);
  if (!("release" in lock)) {
    look.busy.push(file);
    return;
  }
  try {
    await catchUp(engine, state, look);
    const parts: Uint8Array[] = [];
    const held = look.edits.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
    let size = 0;
    const print = printOf(path, (bytes) => {
      size += bytes.length;
      if (size <= mostBytes.file && held + size <= mostBytes.look) parts.push(Uint8Array.from(bytes));
    });
    if (print === "unsteady") look.busy.push(file);
    if (print === "unsteady" || print === "unreadable" || isAsKnown(state, file, print)) return;
    const { hash = null, by = null, blob = null } = state.files.get(file) ?? {};
    const whole = parts.reduce((sum, { length }) => sum + length, 0) === size;
    look.edits.push({
      file,
      before: { hash, by, blob },
      after: { hash: print?.sha256 ?? null, blob: print?.blob ?? null },
      bytes: print && whole ? Buffer.concat(parts) : null,
      logAt: state.logAt,
    });
    state.files.set(file, {
      hash: print?.sha256 ?? null,
      by: null,
      stamp: print?.stamp ?? "",
      blob: print?.blob ?? null,
    });
  } finally {
    lock.release();
  }
}
