import type { LineEdit } from "./line-edit.ts";

/** Lines that a file kept: `length` of them from `oldAt` on (0-based) are the ones from `newAt` on. */
interface KeptRun {
  oldAt: number;
  newAt: number;
  length: number;
}

/**
 * Where the lines of an earlier version are in a later one: the runs that were kept, ascending on both sides, no two
 * of them adjacent on both. The first begins at line -1, which stands for the start of a file, and the last one goes
 * on for ever, because the end of a file follows its last line; so "nothing came before it" and "nothing came after
 * it" are neighbours like any other.
 *
 * A map without any run is that of a file which was removed and made again: nothing of it is left.
 */
export type LineMap = readonly KeptRun[];

/** 0-based, `to` exclusive. */
export interface LineRange {
  from: number;
  to: number;
}

export const nothingKept: LineMap = [];

/** The map of one edit of a file. */
export function lineMapOf(edits: readonly LineEdit[]): LineMap {
  const runs: KeptRun[] = [];
  let oldAt = -1;
  let newAt = -1;
  for (const edit of edits) {
    runs.push({ oldAt, newAt, length: edit.oldAt - oldAt });
    oldAt = edit.oldAt + edit.removed;
    newAt = edit.newAt + edit.added;
  }
  runs.push({ oldAt, newAt, length: Number.POSITIVE_INFINITY });
  return joined(runs);
}

/** `first`, then `second`: where the lines before the first edit are after the second one. */
export function thenMap(first: LineMap, second: LineMap): LineMap {
  const runs: KeptRun[] = [];
  let at = 0;
  for (const run of first) {
    const end = run.newAt + run.length;
    while (at < second.length && second[at]!.oldAt + second[at]!.length <= run.newAt) at++;
    for (let other = at; other < second.length && second[other]!.oldAt < end; other++) {
      const next = second[other]!;
      const from = Math.max(run.newAt, next.oldAt);
      const to = Math.min(end, next.oldAt + next.length);
      runs.push({
        oldAt: run.oldAt + (from - run.newAt),
        newAt: next.newAt + (from - next.oldAt),
        length: to - from,
      });
    }
  }
  return joined(runs);
}

/** Many maps as one, joined in pairs so that a long history costs little more than its edits. */
export function allMaps(maps: readonly LineMap[]): LineMap {
  if (maps.length === 0) return lineMapOf([]);
  let level = maps;
  while (level.length > 1) {
    const next: LineMap[] = [];
    for (let at = 0; at < level.length; at += 2)
      next.push(at + 1 < level.length ? thenMap(level[at]!, level[at + 1]!) : level[at]!);
    level = next;
  }
  return level[0]!;
}

/** The map with more runs, none of which meets one that it has. */
export const withRuns = (map: LineMap, more: LineMap): LineMap =>
  joined([...map, ...more].sort((a, b) => a.oldAt - b.oldAt));

/** The way back: where the lines that are there were before. */
export const inverse = (map: LineMap): LineMap =>
  map.map(({ oldAt, newAt, length }) => ({ oldAt: newAt, newAt: oldAt, length }));

/**
 * Where a range is now. Null where somebody touched it: a line of it was rewritten or removed, or something stands
 * between two of its lines. An empty range is a place between two lines (or a line and the start or the end of the
 * file); it is untouched where those two are both there and still neighbours.
 */
export function followRange(map: LineMap, { from, to }: LineRange): LineRange | null {
  const first = from === to ? from - 1 : from;
  const last = from === to ? to : to - 1;
  const run = map.find(({ oldAt, length }) => oldAt <= first && last < oldAt + length);
  if (!run) return null;
  const shift = run.newAt - run.oldAt;
  return { from: from + shift, to: to + shift };
}

/** Whether each line of a range is still there, and where: one entry a line, null for one that is gone. */
export function followLines(map: LineMap, { from, to }: LineRange): (number | null)[] {
  const places: (number | null)[] = [];
  for (let line = from; line < to; line++) {
    const run = map.find(({ oldAt, length }) => oldAt <= line && line < oldAt + length);
    places.push(run ? line + (run.newAt - run.oldAt) : null);
  }
  return places;
}

/**
 * What stands in the place of a range that was touched: from behind the last line kept above it up to the first
 * line kept below. `to` is infinite where nothing is left of the file.
 */
export function placeOfRange(map: LineMap, { from, to }: LineRange): LineRange {
  let start = 0;
  let end = Number.POSITIVE_INFINITY;
  for (const { oldAt, newAt, length } of map) {
    if (oldAt < from) start = newAt + Math.min(length, from - oldAt);
    if (oldAt + length > to) {
      end = newAt + Math.max(0, to - oldAt);
      break;
    }
  }
  return { from: start, to: Math.max(start, end) };
}

function joined(runs: readonly KeptRun[]): KeptRun[] {
  const out: KeptRun[] = [];
  for (const run of runs) {
    if (run.length <= 0) continue;
    const last = out.at(-1);
    if (last && last.oldAt + last.length === run.oldAt && last.newAt + last.length === run.newAt)
      last.length += run.length;
    else out.push({ ...run });
  }
  return out;
}
