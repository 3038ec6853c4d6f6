// The way of an edit that went around: the system tells of a path -> settled -> looked at -> on record -> told.
import { statSync } from "node:fs";
import type { WatchState } from "../../../../shared/models/out-of-band.ts";
import type { Closing, WatchListener } from "../../../ports/custody.ts";
import type { Engine } from "../engine/context.ts";
import { appendEdits } from "./edit-log.ts";
import { watchFolders } from "./folder-watch.ts";
import { isLeftOut } from "./governed.ts";
import type { UndoneEdit } from "./known-state.ts";
import { listFiles } from "./list-files.ts";
import type { Look } from "./look.ts";
import { placesIn } from "./places.ts";
import { recordEdits } from "./record-edits.ts";
import { createTelling } from "./telling.ts";
import { touchedFiles } from "./touched-paths.ts";
import { createTracker } from "./tracker.ts";

/** A change is looked at once this long nothing more has happened, and at the latest after `mostWait`; milliseconds. */
const settleMs = 300;
const mostWait = 2000;
/** A file that a patch holds is looked at again after this long. */
const busyMs = 250;
/** So many paths at once may be more than the system had room to tell of: then everything is looked at. */
const manyPaths = 2000;
/** Everything is looked at this often in any case; where nobody tells of changes, much more often. */
const sweepMs = 5 * 60_000;
const pollMs = 3000;
/** Where so many edits were found at once, what is known is kept at once as well. */
const manyEdits = 100;

export interface RunningWatch {
  /** the first look is over */
  started: Promise<void>;
  state(): WatchState;
  /** Puts on record that edits are closed; one that is already stays as it is. */
  closeEdits(closings: readonly Closing[]): void;
  close(): Promise<void>;
}

export function startWatch(
  engine: Engine,
  listener: WatchListener,
  watchIn: typeof watchFolders = watchFolders,
): RunningWatch {
  const places = placesIn(engine.folder);
  const tracker = createTracker(engine, places);
  const ending = new AbortController();
  const touched = new Set<string>();
  const closedOnRecord = new Set<string>();
  const telling = createTelling(listener, engine.warn);
  let mode: WatchState["mode"] = "starting";
  let note: string | null = null;
  /** why the last look failed; null once one has not */
  let trouble: string | null = null;
  let watched: string | null = null;
  let firstTouch = 0;
  let sweepDue = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let due = Number.POSITIVE_INFINITY;
  let work: Promise<void> = Promise.resolve();
  let unsaved = false;

  const watching = watchIn(engine.root, {
    touched(path) {
      if (isLeftOut(path)) return;
      if (touched.size < manyPaths) touched.add(path);
      else sweepDue = true;
      const now = Date.now();
      if (firstTouch === 0) firstTouch = now;
      lookIn(Math.max(0, Math.min(settleMs, firstTouch + mostWait - now)), true);
    },
    failed(why) {
      note =
        why === "limit"
          ? "the system has no watches left (fs.inotify.max_user_watches); files are looked at every few seconds instead. Raise the limit and restart the server"
          : "the system does not tell of changes in this folder; files are looked at every few seconds instead";
      if (mode !== "starting") setMode("polling");
      engine.warn(note);
    },
  });

  function setMode(next: WatchState["mode"]): void {
    mode = next;
    listener.state?.(state());
  }
  let files = 0;
  const state = (): WatchState => ({ mode, files, note: trouble ?? note });

  function setTrouble(next: string | null): void {
    if (next === trouble) return;
    trouble = next;
    if (next !== null) engine.warn(`edits that go around could not be looked for: ${next}`);
    if (mode !== "starting") listener.state?.(state());
  }

  /** `later`: what was to be done sooner may wait, because more is happening. */
  function lookIn(ms: number, later = false): void {
    const at = Date.now() + ms;
    if (ending.signal.aborted || mode === "starting" || (at >= due && !later)) return;
    if (timer) clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      run(look);
    }, ms);
    timer.unref();
  }

  /** One thing after the other; what fails is said, and tried again with the next look. */
  function run(step: () => Promise<void>): Promise<void> {
    work = work.then(async () => {
      if (ending.signal.aborted) return;
      try {
        await step();
        setTrouble(null);
      } catch (error) {
        setTrouble(troubleOf(error));
        sweepDue = true;
        again(step);
      }
    });
    return work;
  }

  /** What failed, once more after a while. */
  function again(step: () => Promise<void>): void {
    if (ending.signal.aborted) return;
    if (timer) clearTimeout(timer);
    due = Date.now() + pollMs;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      void run(step);
    }, pollMs).unref();
  }

  async function start(): Promise<void> {
    const unusable = engine.folder.ensure();
    if (unusable) throw new Refused(unusable.error);
    const opened = await tracker.open();
    unsaved = true;
    for (const id of await telling.ofRecorded(places.edits)) closedOnRecord.add(id);
    await watchAnew();
    const { look: swept, listed } = await tracker.sweep({ signal: ending.signal });
    watching.add(listed.folders);
    await take({
      edits: [...opened.edits, ...swept.edits],
      undone: [...opened.undone, ...swept.undone],
      busy: swept.busy,
      cut: opened.cut || swept.cut,
    });
    // not before there are copies to hold a change against
    await save();
    setMode(note === null ? "watching" : "polling");
    lookIn(touched.size > 0 ? settleMs : nextSweep());
  }

  /** Watches the folder that is there now: it may be another one than that which was watched. */
  async function watchAnew(): Promise<void> {
    watched = folderThere();
    watching.drop("");
    watching.add((await listFiles(engine.root)).folders);
  }

  async function look(): Promise<void> {
    const elsewhere = trouble !== null || folderThere() !== watched;
    const sweeping = sweepDue || elsewhere || touched.size === 0;
    const paths = [...touched];
    touched.clear();
    firstTouch = 0;
    sweepDue = false;
    // of a folder that was moved away every file would seem to have been deleted; without a record nothing can be locked
    const unusable = engine.folder.ensure();
    if (unusable) throw new Refused(unusable.error);
    const began = Date.now();
    if (sweeping) {
      if (elsewhere) await watchAnew();
      const { look: found, listed } = await tracker.sweep({ signal: ending.signal });
      watching.add(listed.folders);
      await take(found);
    } else await take(await tracker.look(await touchedFiles(engine.root, paths, tracker.state, watching)));
    await telling.again();
    lookIn(touched.size > 0 ? settleMs : Math.max(nextSweep(), 10 * (Date.now() - began)));
  }

  /** Which folder goes by the name of the workspace. */
  function folderThere(): string | null {
    const there = statSync(engine.root, { throwIfNoEntry: false });
    return there ? `${there.dev}:${there.ino}` : null;
  }

  const nextSweep = () => (mode === "polling" ? pollMs : sweepMs);

  async function take(found: Look): Promise<void> {
    if (found.cut)
      engine.warn("lines have been taken out of patch_log.jsonl: patchctl verify says which patches");
    for (const file of found.busy) touched.add(file);
    if (found.busy.length > 0) lookIn(busyMs);
    files = [...tracker.state.files.values()].filter(({ hash }) => hash !== null).length;
    if (found.edits.length > 0) {
      unsaved = true;
      const edits = await recordEdits(engine, places, tracker, found.edits);
      await telling.found(edits);
      if (edits.length >= manyEdits) await save();
    }
    for (const undone of found.undone) {
      closeEdits([closingOf(undone)]);
      await telling.closed(closingOf(undone));
    }
  }

  function closeEdits(closings: readonly Closing[]): void {
    const fresh = closings.filter(({ id }) => !closedOnRecord.has(id));
    if (fresh.length === 0) return;
    tracker.state.editsAt = appendEdits(places.edits, [], fresh);
    for (const { id } of fresh) closedOnRecord.add(id);
    unsaved = true;
  }

  async function save(): Promise<void> {
    if (!tracker.state?.complete || !unsaved || gone()) return;
    unsaved = false;
    await tracker.save();
  }

  /** Whoever removed the whole record does not want it back. */
  const gone = () => statSync(engine.folder.path, { throwIfNoEntry: false }) === undefined;

  return {
    started: run(start),
    state,
    closeEdits,
    async close() {
      ending.abort();
      if (timer) clearTimeout(timer);
      watching.close();
      await work;
      try {
        await save();
      } catch (error) {
        engine.warn(`what is known of the files could not be kept: ${troubleOf(error)}`);
      }
    },
  };
}

class Refused extends Error {}

/** In words that go to screens: what the system says holds paths of this machine. */
function troubleOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  const system = (error as NodeJS.ErrnoException | null)?.code;
  return `${system === undefined ? "the look at the files broke off" : `the system said ${system}`}; it is tried again every few seconds`;
}

const closingOf = ({ id, by, patch_id, reason, ts, trace_id }: UndoneEdit): Closing => ({
  id,
  status: "put_back",
  by,
  reason,
  at: ts,
  patch_id,
  trace_id,
});
