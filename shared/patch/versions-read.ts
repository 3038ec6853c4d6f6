import { type Refusal, refuse } from "../result.ts";
import { type BatchFiles, documentOf } from "./batch-files.ts";
import type { FileState } from "./document.ts";
import { type EarlierVersion, type FileHistory, refuseLost } from "./earlier-version.ts";
import type { Hash } from "./hash.ts";
import type { LineEdit } from "./line-edit.ts";
import { editsOfSplices } from "./line-edits.ts";
import { allMaps, inverse, type LineMap, lineMapOf, nothingKept, thenMap, withRuns } from "./line-map.ts";
import { markFree } from "./mark-free.ts";
import type { PlacedEarlier } from "./part.ts";
import { applySplices, type Splice } from "./splice.ts";
import type { FileStep } from "./write-diff.ts";

/** A version that an operation of the batch was made for, and the way from there to where it is to land. */
export interface VersionRead {
  state: FileState;
  map: LineMap;
  /** from `state` back to the version that `since` begins at */
  origin: LineMap;
  since: EarlierVersion["since"];
}

/**
 * The earlier versions that operations of one batch name in `expect.fileHash`, each looked up once. In sequential
 * coordinates a version goes on as its caller imagines it: the second operation means the version as the first one
 * leaves it, which nobody has ever had on disk.
 */
export function versionsRead(
  files: BatchFiles,
  history: FileHistory,
  hash: Hash,
  coordinates: "original" | "sequential",
) {
  const versions = new Map<string, VersionRead | Refusal>();
  const key = (file: string, named: string) => `${named} ${file}`;

  function find(file: string, named: string): VersionRead | Refusal {
    const found = files.found(file);
    const now = found && hash(found.bytes);
    if (coordinates === "sequential" && files.now(file) !== found) return mixed(file);
    const version = history.earlier(file, named, now);
    if ("lost" in version) return refuseLost(file, named, now, version);
    const map = allMaps(version.since.map((one) => one.map));
    return { state: version.state, map, origin: lineMapOf([]), since: version.since };
  }

  return {
    at(file: string, named: string): VersionRead | Refusal {
      const known = versions.get(key(file, named)) ?? find(file, named);
      versions.set(key(file, named), known);
      return known;
    },
    /** In sequential coordinates: an operation has landed; `placed` where it was made for an earlier version. */
    landed(steps: readonly FileStep[], placed: PlacedEarlier | null) {
      for (const [name, version] of versions) {
        if ("ok" in version) continue;
        const step = steps.find(({ file }) => name.endsWith(` ${file}`));
        if (!step) continue;
        const own = placed !== null && name === key(placed.file, placed.hash);
        versions.set(name, own ? carried(version, placed.splices, step) : mixed(step.file));
      }
    },
  };
}
export type VersionsRead = ReturnType<typeof versionsRead>;

/** The version as the operation leaves it, whose new lines are those that have just landed. */
function carried(version: VersionRead, splices: readonly Splice[], step: FileStep): VersionRead {
  const { state } = version;
  const bytes = applySplices(state.bytes, splices);
  const there = markFree(editsOfSplices(state.bytes, documentOf(state).starts, splices), state.bytes, bytes);
  const here =
    step.before && step.after ? markFree(step.edits, step.before.bytes, step.after.bytes) : step.edits;
  const back = inverse(lineMapOf(there));
  const kept = step.after ? thenMap(thenMap(back, version.map), lineMapOf(here)) : nothingKept;
  return {
    state: { ...state, bytes },
    map: sameShape(there, here)
      ? withRuns(
          kept,
          there.map(({ newAt, added }, index) => ({
            oldAt: newAt,
            newAt: here[index]!.newAt,
            length: added,
          })),
        )
      : kept,
    origin: thenMap(back, version.origin),
    since: version.since,
  };
}

const sameShape = (a: readonly LineEdit[], b: readonly LineEdit[]): boolean =>
  a.length === b.length &&
  a.every((edit, index) => edit.removed === b[index]!.removed && edit.added === b[index]!.added);

const mixed = (file: string): Refusal =>
  refuse(
    "STALE_BASE",
    `expect.fileHash names an earlier version of ${file}, and a patch before this one of the batch has changed the file without naming it, so nobody can say which lines are meant. In sequential coordinates send the same fileHash with every patch of a file, or read the file again.`,
    { file },
  );
