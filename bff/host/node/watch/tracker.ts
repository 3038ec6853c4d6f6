// Finds edits that went around. One look is: what the patch log says since, then the files that may have changed.
import { setImmediate as turn } from "node:timers/promises";
import type { Engine } from "../engine/context.ts";
import { adopt } from "./adopt.ts";
import { keepCopies, missingInGit } from "./contents.ts";
import { readEdits } from "./edit-log.ts";
import type { KnownState } from "./known-state.ts";
import { type Listed, listFiles } from "./list-files.ts";
import { emptyLook, type Look } from "./look.ts";
import { loadManifest, saveManifest } from "./manifest.ts";
import type { Places } from "./places.ts";
import { catchUp, settle } from "./settle.ts";

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
export function createTracker(engine: Engine, places: Places): Tracker {
  let state: KnownState;

  async function lookAt(files: Iterable<string>, look: Look, { progress, signal }: SweepOptions = {}) {
    let looked = 0;
    for (const file of files) {
      if (signal?.aborted) return;
      await settle(engine, state, file, look);
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
          await catchUp(engine, state, look, edit.log_at);
          const { file, after_hash: hash, id: by, after_blob: blob } = edit;
          state.files.set(file, { hash, by, stamp: "", blob });
        }
        state.editsAt = end;
      }
      await catchUp(engine, state, look);
      return look;
    },
    async sweep(options = {}) {
      const look = emptyLook();
      const listed = await listFiles(engine.root);
      await catchUp(engine, state, look);
      if (!state.complete) {
        await adopt(engine, state, listed.files, () => catchUp(engine, state, look), options.signal);
        if (options.signal?.aborted) return { look, listed };
        state.complete = true;
      }
      const there = [...state.files].flatMap(([file, { hash }]) => (hash === null ? [] : [file]));
      await lookAt(new Set([...listed.files, ...there]), look, options);
      return { look, listed };
    },
    async look(files) {
      const look = emptyLook();
      await catchUp(engine, state, look);
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
