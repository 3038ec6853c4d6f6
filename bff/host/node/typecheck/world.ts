import type { Delta, WorldState } from "./compiler.ts";
import { absent, hashOf, type Listing, listDisk, readDisk, stampOf } from "./disk.ts";
import { isOverInside, laidOver } from "./laid-over.ts";

/**
 * The files as a compiler is to see them: the disk, with some contents laid over it that need not be there.
 * It remembers what the compiler has looked at, and so can say what of that has changed, whoever changed it.
 * All paths are absolute with forward slashes. Nothing here writes.
 *
 * Others go on writing while a check runs. What was seen of the disk once stays as it was until the next look, or one
 * side of a change would be judged among other files than the other side, and a compiler that still has the old text
 * of a file would pass for one that has the new.
 */
export interface World {
  /** The text of a file for the compiler, null where there is none. */
  read(path: string): string | null;
  /** The version of a file that `read` would give; spares the reading where that is known. */
  version(path: string): string;
  /** The text that the compiler has read, for others; null where the disk does not have it any more. */
  seen(path: string): string | null;
  /** Notes that the compiler reads this installed file by itself. */
  noteLibrary(path: string): void;
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  entries(path: string): Listing;
  /** Looks at the disk again, for what others changed. Everything else here trusts the last look. */
  look(): void;
  /** Lets go of the texts that were kept since the last look. */
  rest(): void;
  /**
   * Whether the compiler has read a file since the last look that was another one at the look: what it says may mix
   * the two. The next look then begins anew.
   */
  torn(): boolean;
  /** Replaces all that is laid over the disk; null: the file is not there. */
  overlay(contents: ReadonlyMap<string, string | null>): void;
  /** What changed in the eyes of the compiler since it looked or since the last call. */
  take(): Delta;
  state(): WorldState;
  /** The version of a file that the compiler sees in a state; `absent` where there is none. */
  versionIn(state: WorldState, path: string): string;
}

/** Installed packages change by installation only: their time stamps are enough, and nobody edits them here. */
export const isLibrary = (path: string): boolean => path.includes("/node_modules/");

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export function createWorld(): World {
  let over: ReadonlyMap<string, string | null> = new Map();
  /** What the disk had at the last look. */
  const disk = new Map<string, { stamp: string; version: string }>();
  /** What was read since then, installed packages left out. */
  const texts = new Map<string, string>();
  /** What the compiler last saw, and what it saw first. */
  const told = new Map<string, string>();
  const first = new Map<string, string>();
  const listed = new Map<string, { stamp: string; real: Listing; told: Listing }>();
  const packages = new Map<string, string>();
  let installed = false;
  let torn = false;
  let generation = 0;

  function onDisk(path: string): string {
    return (disk.get(path) ?? lookAt(path, stampOf(path, "file"))).version;
  }
  /** The stamp has to be older than the text, or a write between the two would never be seen. */
  function lookAt(path: string, stamp: string): { stamp: string; version: string } {
    const now = { stamp, version: versionOf(path, stamp) };
    disk.set(path, now);
    return now;
  }
  function versionOf(path: string, stamp: string): string {
    if (stamp === absent || isLibrary(path)) return stamp;
    const text = readDisk(path);
    if (text === null) return absent;
    texts.set(path, text);
    return hashOf(text);
  }
  function visible(path: string): string {
    const text = over.get(path);
    if (text === undefined) return onDisk(path);
    return text === null ? absent : hashOf(text);
  }
  function note(path: string, version: string): string {
    told.set(path, version);
    if (!first.has(path)) first.set(path, version);
    return version;
  }

  /** Compares a folder with what the compiler saw of it. */
  function folderDelta(path: string, entry: { real: Listing; told: Listing }, delta: Delta): void {
    const now = laidOver(path, entry.real, over);
    const before = new Set(entry.told.files);
    for (const name of now.files) if (!before.delete(name)) delta.created.push(`${path}/${name}`);
    for (const name of before) delta.deleted.push(`${path}/${name}`);
    const folders = new Set(entry.told.directories);
    const strange = now.directories.filter((name) => !folders.delete(name));
    // A folder of a created file is told through that file; any other may bring or take whole trees.
    if ([...strange, ...folders].some((name) => !isOverInside(`${path}/${name}`, over)))
      delta.everything = true;
    entry.told = now;
  }

  return {
    read(path) {
      const version = note(path, visible(path));
      if (version === absent) return null;
      const text = over.get(path) ?? texts.get(path);
      if (text !== undefined) return text;
      const real = readDisk(path);
      if (isLibrary(path)) return real;
      torn ||= real === null || hashOf(real) !== version;
      if (real !== null) texts.set(path, real);
      return real;
    },
    version: (path) => note(path, visible(path)),
    seen(path) {
      if (over.has(path)) return over.get(path)!;
      const text = texts.get(path) ?? readDisk(path);
      return text !== null && (isLibrary(path) || hashOf(text) === told.get(path)) ? text : null;
    },
    noteLibrary: (path) => void note(path, onDisk(path)),
    fileExists(path) {
      const text = over.get(path);
      if (text !== undefined) return text !== null;
      const known = disk.get(path);
      if (known !== undefined) return known.version !== absent;
      const there = stampOf(path, "file") !== absent;
      if (!there && !isLibrary(path)) {
        disk.set(path, { stamp: absent, version: absent });
        note(path, absent);
      }
      return there;
    },
    directoryExists(path) {
      const stamp = stampOf(path, "directory");
      if (nameOf(path) === "node_modules") packages.set(path, stamp);
      return (
        stamp !== absent || [...over].some(([file, text]) => text !== null && file.startsWith(`${path}/`))
      );
    },
    entries(path) {
      const known = listed.get(path);
      if (known !== undefined) return laidOver(path, known.real, over);
      const stamp = stampOf(path, "directory");
      const real = listDisk(path);
      const visibleNow = laidOver(path, real, over);
      listed.set(path, { stamp, real, told: visibleNow });
      return visibleNow;
    },
    look() {
      texts.clear();
      if (torn) installed = true;
      torn = false;
      for (const path of new Set([...told.keys(), ...over.keys()])) {
        const stamp = stampOf(path, "file");
        if (disk.get(path)?.stamp !== stamp) lookAt(path, stamp);
      }
      for (const [path, entry] of listed) {
        const stamp = stampOf(path, "directory");
        if (entry.stamp === stamp) continue;
        entry.stamp = stamp;
        entry.real = listDisk(path);
      }
      for (const [path, stamp] of packages) {
        const now = stampOf(path, "directory");
        if (now === stamp) continue;
        packages.set(path, now);
        installed = true;
      }
    },
    rest: () => texts.clear(),
    torn: () => torn,
    overlay(contents) {
      over = contents;
      // a file that was never looked at still has to be known when the overlay is lifted again
      for (const path of contents.keys()) onDisk(path);
    },
    take() {
      const delta: Delta = { changed: [], created: [], deleted: [], was: new Map(), everything: installed };
      installed = false;
      for (const [path, entry] of listed) folderDelta(path, entry, delta);
      const fresh = new Set([...delta.created, ...delta.deleted]);
      for (const path of new Set([...told.keys(), ...over.keys(), ...fresh])) {
        const before = told.get(path);
        const now = visible(path);
        if (before === now) continue;
        if (before === undefined) first.set(path, fresh.has(path) || now === absent ? absent : onDisk(path));
        note(path, now);
        if (before !== undefined) delta.was.set(path, before);
        if (fresh.has(path)) continue;
        if (before === absent) delta.created.push(path);
        else if (now !== absent) delta.changed.push(path);
        else if (before !== undefined) delta.deleted.push(path);
      }
      if (delta.everything) {
        told.clear();
        first.clear();
        disk.clear();
        texts.clear();
        listed.clear();
        packages.clear();
        generation += 1;
      }
      return delta;
    },
    state() {
      const moved = [...told].filter(([path, version]) => first.get(path) !== version);
      return { generation, moved: new Map(moved.sort(([a], [b]) => (a < b ? -1 : 1))) };
    },
    versionIn: (state, path) => state.moved.get(path) ?? first.get(path) ?? absent,
  };
}
