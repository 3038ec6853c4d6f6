import { createHash } from "node:crypto";
import { systemClock } from "../../../../ports/clock.ts";
import type { Engine } from "../../engine/context.ts";
import { locksIn } from "../../engine/locks.ts";
import { patchStore } from "../../engine/patch-store.ts";
import { stateFolder } from "../../engine/state-folder.ts";

/** What a watch needs of an engine over this folder, for a test that hands the watch something else as well. */
export function engineOf(root: string): Engine {
  const folder = stateFolder(root);
  return {
    root,
    folder,
    locks: locksIn(folder.locks),
    store: patchStore(folder),
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    clock: systemClock,
    warn: () => {},
  } satisfies Partial<Engine> as unknown as Engine;
}
