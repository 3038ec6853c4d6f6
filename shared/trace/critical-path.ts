import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import { endOf, traceEnd } from "./bar.ts";
import { type RowChildren, rowChildren } from "./row-children.ts";

/** A stretch in which the trace waited for the own work of one row. Microseconds after base. */
export interface CriticalPiece {
  row: number;
  from_us: number;
  to_us: number;
}

/**
 * What the end of a trace waited for: shorten any piece of it, and the trace ends sooner. Ascending, never two at once.
 *
 * It is found backwards from the span that ended last. Within a span the last moment is owed to the child that ended
 * last before it (a child that goes on after its parent counts as ending with it); before that child began, the same is
 * asked again; where no child ended before, the span itself was at work. At its begin its parent goes on, which made
 * it, and at the begin of a root, the root that was at work then or ended last before. Where nobody was at work, there
 * is no piece. For a trace whose children end within their parents this is what Jaeger shows; where work goes on after
 * an answer, it follows that work, as it is what the end of the trace waited for. An open span lasts as long as the trace,
 * until `last`.
 *
 * O(n log n), at any depth.
 */
export function criticalPath(skeleton: TraceSkeleton, last = traceEnd(skeleton)): CriticalPiece[] {
  const end = (row: number) => endOf(skeleton, row, last);
  const walk: Walk = { skeleton, end, children: rowChildren(skeleton.parent), pieces: [], moment: 0 };
  const rootBefore = rootsBackwards(walk);
  let row = endedLast(skeleton, end);
  if (row !== -1) walk.moment = end(row);
  while (row !== -1) {
    // the row itself, and then each that made it
    for (let at = row; at !== -1; at = skeleton.parent[at]!) {
      walk.moment = Math.min(walk.moment, end(at));
      explain(walk, at, at === row);
    }
    row = rootBefore();
  }
  return walk.pieces.reverse();
}

interface Walk {
  skeleton: TraceSkeleton;
  end: (row: number) => number;
  children: RowChildren;
  /** latest first */
  pieces: CriticalPiece[];
  /** all after it is explained; it only goes back */
  moment: number;
}

interface Frame {
  row: number;
  /** its children by the moment they were waited for until, latest first */
  waited: { row: number; until: number }[];
  at: number;
}

/** Explains a row from its begin to the moment. `clip`: a child that goes on after that was waited for until then. */
function explain(walk: Walk, row: number, clip: boolean): void {
  const stack = [frame(walk, row, clip)];
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const child = top.waited[top.at++];
    if (child === undefined) {
      own(walk, top.row, walk.skeleton.start[top.row]!);
      stack.pop();
    } else if (child.until <= walk.moment) {
      own(walk, top.row, child.until);
      walk.moment = child.until;
      stack.push(frame(walk, child.row, true));
    }
  }
}

function frame({ children, end, moment, skeleton }: Walk, row: number, clip: boolean): Frame {
  const waited: Frame["waited"] = [];
  for (const child of children(row)) {
    const until = clip ? Math.min(end(child), moment) : end(child);
    if (until <= moment && skeleton.start[child]! < until) waited.push({ row: child, until });
  }
  return { row, waited: waited.sort((a, b) => b.until - a.until || a.row - b.row), at: 0 };
}

/** The row's own work, from `from` or its begin to the moment. */
function own(walk: Walk, row: number, from: number): void {
  // a child that began before its parent leaves nothing of the parent before it
  const from_us = Math.max(from, walk.skeleton.start[row]!);
  if (from_us >= walk.moment) return;
  walk.pieces.push({ row, from_us, to_us: walk.moment });
  walk.moment = from_us;
}

/** The row that ended last, the uppermost of them; -1 where nothing took any time. */
function endedLast({ id, start }: TraceSkeleton, end: (row: number) => number): number {
  let found = -1;
  for (let row = 0; row < id.length; row++)
    if (end(row) > start[row]! && (found === -1 || end(row) > end(found))) found = row;
  return found;
}

/**
 * Which root was at work right before the moment, or else ended last before it, to where the moment is then moved; -1
 * where there is none. Of several at work, the one that began first, as it explains the most.
 */
function rootsBackwards(walk: Walk): () => number {
  const { children, end, skeleton } = walk;
  const roots = [...children(-1)].sort((a, b) => end(b) - end(a) || a - b);
  let at = 0;
  let first = -1;
  return () => {
    while (at < roots.length && end(roots[at]!) >= walk.moment) {
      if (first === -1 || skeleton.start[roots[at]!]! < skeleton.start[first]!) first = roots[at]!;
      at += 1;
    }
    if (first !== -1 && skeleton.start[first]! < walk.moment) return first;
    const next = roots[at];
    if (next === undefined) return -1;
    walk.moment = end(next);
    return next;
  };
}
