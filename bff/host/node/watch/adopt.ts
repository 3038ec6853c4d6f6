import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { Engine } from "../engine/context.ts";
import { type Print, printOf } from "./file-print.ts";
import type { KnownState } from "./known-state.ts";

/** Files read before others have their turn: a few milliseconds' worth. */
const atOnce = 32;
/** How often a patch that is under way is waited for, some seconds each time; one takes milliseconds. */
const patience = 6;

/**
 * Takes the files that nothing is known of as they are. A patch that writes one of them meanwhile has the last word:
 * it holds a lock from before it writes until its line is in the log, so where no lock is held after a file was read,
 * the log has a line for whatever the patches did to it before that.
 */
export async function adopt(
  engine: Engine,
  state: KnownState,
  files: readonly string[],
  catchUp: () => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const unknown = files.filter((file) => !state.files.has(file));
  for (let at = 0; at < unknown.length; at += atOnce) {
    const prints = new Map<string, Print>();
    for (const file of unknown.slice(at, at + atOnce)) {
      const print = printOf(join(engine.root, file));
      if (print && typeof print === "object") prints.set(file, print);
    }
    const lock = anyLock(engine) ? await everyLock(engine, [...prints.keys()]) : null;
    try {
      // with every lock in hand, what was read may be older than the last patch, but the log has that one
      await catchUp();
      for (const [file, { sha256, blob, stamp }] of prints)
        if (!state.files.has(file)) state.files.set(file, { hash: sha256, by: null, stamp, blob });
    } finally {
      lock?.release();
    }
    await turn();
    if (signal?.aborted) return;
  }
}

async function everyLock({ locks }: Engine, files: readonly string[]) {
  for (let attempt = 0; attempt < patience; attempt += 1) {
    const lock = await locks.acquire(files);
    if ("release" in lock) return lock;
  }
  return null;
}

function anyLock({ folder }: Engine): boolean {
  // a record that was tidied away has no locks
  return existsSync(folder.locks) && readdirSync(folder.locks).some((name) => name.endsWith(".lock"));
}
