import type { Refusal } from "../result.ts";
import { documentOf } from "./batch-files.ts";
import { diffLines } from "./diff-lines.ts";
import type { Document } from "./document.ts";
import { refuseBroken, refuseCrossing, refuseSecond, refuseTouch } from "./guard-refusals.ts";
import { guardLines, wrongWith } from "./guard-words.ts";
import { guardsOf, isPair, stateOf } from "./guards.ts";
import type { Hash } from "./hash.ts";
import { fatesOf, type GuardFates } from "./kept-guards.ts";
import type { LineEdit } from "./line-edit.ts";
import { sealGuards } from "./seal-guards.ts";
import type { FileStep } from "./write-diff.ts";

/** What became of the guards of one file. */
export interface GuardReport {
  /** regions that keep their bytes */
  kept: number;
  /** unlocked regions that were changed, given a new hash, or taken away */
  unlocked: string[];
  /** regions that the edit brings */
  added: string[];
  /** of those that are kept, what was wrong with them before already, in words */
  broken: string[];
}

/**
 * Holds one edited file against its guards. Every region keeps its lines and both markers, byte for byte, wherever
 * the lines around it go, and none is doubled; a region that the edit brings has to carry its own hash. One named in
 * `unlock` may change or go, and its markers are given the hash of what they then enclose, in the same step.
 *
 * Refused with GUARD_VIOLATION. A region that did not hold before is not held against an edit elsewhere.
 */
export function judgeGuards(
  step: FileStep,
  unlock: readonly string[],
  hash: Hash,
): { step: FileStep; report: GuardReport } | Refusal {
  const fates = fatesOf(step);
  const report: GuardReport = { kept: fates.kept.length, unlocked: [], added: [], broken: [] };
  for (const { guard, by } of fates.lost) {
    if (!unlock.includes(guard.name))
      return refuseTouch(step.file, guard, step.after ? by : "delete", unlock);
    report.unlocked.push(guard.name);
  }
  const second = doubled(fates);
  if (second) return refuseSecond(step.to, second);
  const known = namesBefore(fates);
  report.added = fates.fresh.flatMap(({ name }) => (known.has(name) ? [] : [name]));
  report.broken = brokenBefore(step, fates, unlock, hash);
  if (!step.after) return { step, report };

  const sealed = sealGuards(step.after, unlock, hash);
  const doc = documentOf(sealed.state);
  for (const guard of guardsOf(doc)) {
    const own = unlock.includes(guard.name);
    const rewritten = sealed.lines.some((line) => guard.start < line && line < guard.end);
    if (rewritten && !own && known.has(guard.name)) return refuseTouch(step.file, guard, null, unlock);
    const { state, digits } = stateOf(doc, guard, hash);
    if (state === "ok" || !(own || report.added.includes(guard.name))) continue;
    return own && isPair(guard)
      ? refuseCrossing(step.to, guard)
      : refuseBroken(step.to, guard, state, digits);
  }
  if (sealed.names.length === 0) return { step, report };
  report.unlocked = [...new Set([...report.unlocked, ...sealed.names])];
  return { step: { ...step, after: sealed.state, edits: editsTo(step, doc) }, report };
}

const namesBefore = ({ kept, lost }: GuardFates): Set<string> =>
  new Set([...kept.map(({ name }) => name), ...lost.map(({ guard }) => guard.name)]);

/** A region of the file after the edit whose name was there before, and for which none of that name has gone. */
function doubled({ lost, fresh, kept }: GuardFates) {
  const count = (guards: readonly { name: string }[], name: string) =>
    guards.filter((one) => one.name === name).length;
  const gone = lost.map(({ guard }) => guard);
  return fresh.find(
    ({ name }) => (count(kept, name) > 0 || count(gone, name) > 0) && count(fresh, name) > count(gone, name),
  );
}

function brokenBefore(
  { before }: FileStep,
  { kept }: GuardFates,
  unlock: readonly string[],
  hash: Hash,
): string[] {
  if (!before) return [];
  return kept.flatMap((guard) => {
    const { state, digits } = stateOf(documentOf(before), guard, hash);
    if (state === "ok" || unlock.includes(guard.name)) return [];
    return [`"${guard.name}" (${guardLines(guard)}) ${wrongWith(guard, state, digits)}`];
  });
}

/** The line edits of a step whose markers have been rewritten as well. */
function editsTo({ before }: FileStep, after: Document): readonly LineEdit[] {
  if (!before) return [{ oldAt: 0, removed: 0, newAt: 0, added: after.starts.length }];
  const { bytes, starts } = documentOf(before);
  return diffLines(bytes, starts, after.bytes, after.starts);
}
