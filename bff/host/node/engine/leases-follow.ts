import { type FSWatcher, readFileSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LeaseChange } from "../../../../shared/models/lease.ts";
import type { Leases } from "../../../ports/leases.ts";
import { makeFolder } from "../make-folder.ts";
import type { Engine } from "./context.ts";
import { allLeases, leasesFolder } from "./leases.ts";
import { leaseChanges } from "./leases-log.ts";
import { reconcileLeaseLog, sweepLeases } from "./leases-sweep.ts";

/** How long a burst of changes is gathered, in milliseconds. */
const gatherMs = 25;
/** How often one looks where the system cannot tell of changes, and after a change could not be told. */
const pollMs = 2000;
/** How often one looks anyway: a folder that was removed and made again is watched no more. */
const restMs = 30_000;

/**
 * See the port. The log of changes is read from where it was told to; the folder is watched, so that nobody waits,
 * and looked at again when the next lease ends.
 */
export function followLeases(
  engine: Engine,
  after: string | null,
  tell: (change: LeaseChange) => Promise<void>,
): Awaited<ReturnType<Leases["follow"]>> {
  const bookmark = join(leasesFolder(engine), "told");
  let told = after ?? readBookmark(bookmark);
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let due = Number.POSITIVE_INFINITY;
  let looking: Promise<void> | null = null;
  let again = false;
  const watcher = watchFolder();

  function lookIn(ms: number): void {
    const at = Date.now() + ms;
    if (closed || at >= due) return;
    if (timer) clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      if (looking) again = true;
      else looking = look();
    }, ms).unref();
  }

  async function look(): Promise<void> {
    let next = watcher ? restMs : pollMs;
    try {
      await sweepLeases(engine);
      await reconcileLeaseLog(engine);
      for (const change of afterLast(leaseChanges(engine), told)) {
        if (closed) break;
        await tell(change);
        told = change.id;
        writeFileSync(bookmark, told);
      }
      const ends = allLeases(engine).map(({ until }) => Date.parse(until) - engine.clock.now());
      // one that is due and still there was locked by somebody just now
      next = Math.min(next, ...ends.map((ms) => Math.max(ms + 1, 50)));
    } catch (error) {
      engine.warn(`leases could not be followed: ${error instanceof Error ? error.message : "unknown"}`);
      next = pollMs;
    }
    looking = null;
    lookIn(again ? 0 : next);
    again = false;
  }

  function watchFolder(): FSWatcher | null {
    try {
      makeFolder(leasesFolder(engine));
      const watching = watch(leasesFolder(engine), { persistent: false }, () => lookIn(gatherMs));
      watching.on("error", () => watching.close());
      return watching;
    } catch {
      engine.warn("the leases folder cannot be watched; it is looked at every two seconds");
      return null;
    }
  }

  lookIn(0);
  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      watcher?.close();
      await looking;
    },
  };
}

/** The change told last: for whoever has forgotten it since. */
function readBookmark(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** What follows the change with this id; all where the log does not hold it (any more). */
const afterLast = (changes: readonly LeaseChange[], id: string | null): LeaseChange[] =>
  changes.slice(changes.findLastIndex((change) => change.id === id) + 1);
