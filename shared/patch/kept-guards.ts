import { documentOf } from "./batch-files.ts";
import { editsForGuards, landingOf, sameLines } from "./guard-landing.ts";
import { type Guard, guardsOf } from "./guards.ts";
import type { LineEdit } from "./line-edit.ts";
import type { FileStep } from "./write-diff.ts";

/** The guards of one edited file, sorted by what the edit did to them. */
export interface GuardFates {
  /** those whose lines and markers are as they were, wherever they have moved to; as they stood before */
  kept: Guard[];
  /** those that it reaches into, each with the edit that does; null where it is not one edit alone */
  lost: { guard: Guard; by: LineEdit | null }[];
  /** those of the file after the edit that are none of the kept */
  fresh: Guard[];
}

/** Finds each guard of the file before the edit again in the file after it. */
export function fatesOf(step: FileStep): GuardFates {
  const before = step.before && documentOf(step.before);
  const after = step.after && documentOf(step.after);
  const fates: GuardFates = { kept: [], lost: [], fresh: after ? guardsOf(after) : [] };
  const was = before ? guardsOf(before) : [];
  if (was.length === 0) return fates;
  const edits = before && after ? editsForGuards(before, after, step.edits) : step.edits;
  for (const guard of was) {
    const landed = after ? landingOf(guard, edits) : null;
    const at = landed ? fates.fresh.findIndex((one) => isSame(guard, one, landed)) : -1;
    if (at !== -1 && sameLines(before!, guard, after!, fates.fresh[at]!)) {
      fates.fresh.splice(at, 1);
      fates.kept.push(guard);
    } else fates.lost.push({ guard, by: edits.find((edit) => landingOf(guard, [edit]) === null) ?? null });
  }
  return fates;
}

/** Whether `found` is what `guard` became: the same markers, on the lines where they have to be now. */
const isSame = (guard: Guard, found: Guard, at: { start: number; end: number }): boolean =>
  found.name === guard.name &&
  found.start === at.start &&
  found.end === at.end &&
  (found.opens === null) === (guard.opens === null) &&
  (found.closes === null) === (guard.closes === null);
