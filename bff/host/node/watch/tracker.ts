// Finds edits that went around. One look is: what the patch log says since, then the files that may have changed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { maxFileBytes } from "../../../../shared/patch/limits.ts";
import type { Engine } from "../engine/context.ts";
import { adopt } from "./adopt.ts";
import { keepCopies, missingInGit } from "./contents.ts";
import { readEdits } from "./edit-log.ts";
import { printOf, stampOf } from "./file-print.ts";
import { type KnownFile, type KnownState, takeLog, type UndoneEdit } from "./known-state.ts";
import { ignoredOf, type Listed, listFiles } from "./list-files.ts";
import { loadManifest, saveManifest } from "./manifest.ts";
import type { Places } from "./places.ts";

/** An edit that went around, before anything of it is on record. */
export interface RawEdit {
  file: string;
  before: Pick<KnownFile, "hash" | "by" | "blob">;
  after: Pick<KnownFile, "hash" | "blob">;
  /** the contents after, where they were at hand and few enough */
  bytes: Uint8Array | null;
  logAt: number;
}

export interface Look {
  edits: RawEdit[];
  undone: UndoneEdit[];
  /** files that a patch holds at this moment, or that are being written: look again soon */
  busy: string[];
  /** lines were taken out of the patch log */
  cut: boolean;
}

export interface SweepOptions {
  progress?: ((words: string) => void) | undefined;
  /** ends it early; what was not looked at is looked at the next time */
  signal?: AbortSignal | undefined;
}

export interface Tracker {
  readonly state: KnownState;
  /** Reads what was known when somebody last looked, and what both logs say since. */
  open(): Promise<Look>;
  /** Looks at every governed file; the first time ever takes them as they are. Answers what there is to watch. */
  sweep(options?: SweepOptions): Promise<{ look: Look; listed: Listed }>;
  /** Looks at these files and nothing else. */
  look(files: Iterable<string>): Promise<Look>;
  /** The edit has its line: what is known is up to date with `out_of_band.jsonl` up to byte `editsAt`. */
  recorded(file: string, id: string, editsAt: number): void;
  save(): Promise<void>;
}

/** How many files are looked at before others have their turn. */
const atOnce = 64;
/** Contents held for their diffs, in bytes, a file and together. */
const mostBytes = { file: 4 * 1024 * 1024, look: 32 * 1024 * 1024 };

const emptyLook = (): Look => ({ edits: [], undone: [], busy: [], cut: false });

export function createTracker(engine: Engine, places: Places): Tracker {
  let state: KnownState;
  const pathOf = (file: string) => join(engine.root, file);

  /** What the log says now; crossings of files that git ignores, and that no patch had touched, are not ours. */
  async function catchUp(look: Look, until?: number): Promise<void> {
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

  function isAsKnown(file: string, print: ReturnType<typeof printOf>): boolean {
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
  async function settle(file: string, look: Look): Promise<void> {
    const known = state.files.get(file);
    const stamp = stampOf(pathOf(file));
    if (known ? known.stamp === stamp && stamp !== null : stamp === null) return;
    if (isAsKnown(file, printOf(pathOf(file)))) return;
    const lock = await engine.locks.acquire([file]);
    if (!("release" in lock)) {
      look.busy.push(file);
      return;
    }
    try {
      await catchUp(look);
      const parts: Uint8Array[] = [];
      const held = look.edits.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
      let size = 0;
      const print = printOf(pathOf(file), (bytes) => {
        size += bytes.length;
        if (size <= mostBytes.file && held + size <= mostBytes.look) parts.push(Uint8Array.from(bytes));
      });
      if (print === "unsteady") look.busy.push(file);
      if (print === "unsteady" || print === "unreadable" || isAsKnown(file, print)) return;
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

  async function lookAt(files: Iterable<string>, look: Look, { progress, signal }: SweepOptions = {}) {
    let looked = 0;
    for (const file of files) {
      if (signal?.aborted) return;
      await settle(file, look);
      looked += 1;
      if (looked % atOnce === 0) await turn();
      if (looked % 1000 === 0) progress?.(`${looked} files looked at`);
    }
  }

  return {
    get state() {
      return state;
    },
    async open() {
      state = await loadManifest(places.manifest);
      const look = emptyLook();
      for (const { end, edit } of readEdits(places.edits, state.editsAt)) {
        if (edit) {
          await catchUp(look, edit.log_at);
          const { file, after_hash: hash, id: by, after_blob: blob } = edit;
          state.files.set(file, { hash, by, stamp: "", blob });
        }
        state.editsAt = end;
      }
      await catchUp(look);
      return look;
    },
    async sweep(options = {}) {
      const look = emptyLook();
      const listed = await listFiles(engine.root);
      await catchUp(look);
      if (!state.complete) {
        await adopt(engine, state, listed.files, () => catchUp(look), options.signal);
        if (options.signal?.aborted) return { look, listed };
        state.complete = true;
      }
      const there = [...state.files].flatMap(([file, { hash }]) => (hash === null ? [] : [file]));
      await lookAt(new Set([...listed.files, ...there]), look, options);
      return { look, listed };
    },
    async look(files) {
      const look = emptyLook();
      await catchUp(look);
      await lookAt(files, look);
      return look;
    },
    recorded(file, id, editsAt) {
      const known = state.files.get(file);
      if (known && known.by === null) state.files.set(file, { ...known, by: id });
      state.editsAt = editsAt;
    },
    async save() {
      const blobs = [...state.files].flatMap(([file, { hash, by, blob, stamp }]) =>
        hash !== null && by === null && blob !== null
          ? [{ hash, blob, file, size: Number(stamp.slice(0, stamp.indexOf(":"))) }]
          : [],
      );
      const missing = await missingInGit(
        engine.root,
        blobs.map(({ blob }) => blob),
      );
      const wanted = new Map(
        blobs.flatMap(({ hash, blob, file, size }) => (missing.has(blob) ? [[hash, { file, size }]] : [])),
      );
      keepCopies(places.copies, engine.root, wanted);
      await saveManifest(places.manifest, state);
    },
  };
}

/** Whole contents, for a diff; null where there are too many. */
export function readWhole(path: string): Uint8Array | null {
  try {
    const bytes = readFileSync(path);
    return bytes.length > maxFileBytes ? null : bytes;
  } catch {
    return null;
  }
}
