import type { DiffLine } from "./diff-model.ts";

/** Share of its words that two lines have in common, 0 to 1; blank lines are like each other. */
function likeness(one: string, other: string): number {
  const words = one.match(/\w+/g) ?? [];
  const left: string[] = [...(other.match(/\w+/g) ?? [])];
  const most = Math.max(words.length, left.length);
  if (most === 0) return one.trim() === other.trim() ? 1 : 0;
  let common = 0;
  for (const word of words) {
    const at = left.indexOf(word);
    if (at < 0) continue;
    left.splice(at, 1);
    common += 1;
  }
  return common / most;
}

/**
 * Whether marking words within lines helps: where each line became the one beside it. Where one text took the place of
 * another, marks on the few words that happen to recur only make both harder to read.
 */
export function areAlike(oldLines: readonly DiffLine[], newLines: readonly DiffLine[]): boolean {
  const pairs = Math.min(oldLines.length, newLines.length);
  if (pairs === 0) return false;
  let sum = 0;
  for (let at = 0; at < pairs; at += 1) sum += likeness(oldLines[at]!.text, newLines[at]!.text);
  return sum / pairs >= 0.5;
}
