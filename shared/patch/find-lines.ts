import type { MatchTier } from "../models/patch-result.ts";
import { type Matching, seenAs, tiersOf } from "./match-tier.ts";
import type { TextView } from "./text-view.ts";

/** Where text was found: 0-based first lines, all of one tier. More than one is ambiguous, none is no match. */
export interface Found {
  tier: MatchTier;
  lines: number[];
}

/**
 * Looks for a run of whole lines, tier by tier; the first tier that finds any place decides. `within` bounds the
 * first line of a match: [from, to).
 */
export function findLines(
  view: TextView,
  wanted: readonly string[],
  matching: Matching,
  within: { from: number; to: number } = { from: 0, to: view.lines.length },
): Found {
  for (const tier of tiersOf(matching)) {
    const lines = placesOf(
      view.seen(tier),
      wanted.map((line) => seenAs(tier, line)),
      within,
    );
    if (lines.length > 0) return { tier, lines };
  }
  return { tier: "exact", lines: [] };
}

export function matchesAt(seen: readonly string[], wanted: readonly string[], at: number): boolean {
  if (at < 0 || at + wanted.length > seen.length) return false;
  for (let i = 0; i < wanted.length; i++) if (seen[at + i] !== wanted[i]) return false;
  return true;
}

function placesOf(seen: readonly string[], wanted: readonly string[], within: { from: number; to: number }) {
  const places: number[] = [];
  const last = Math.min(within.to, seen.length - wanted.length + 1);
  for (let at = Math.max(0, within.from); at < last; at++) if (matchesAt(seen, wanted, at)) places.push(at);
  return places;
}

/** Looks for lines that hold `needle` somewhere, tier by tier; the first tier that finds any decides. */
export function findContaining(view: TextView, needle: string, matching: Matching): Found {
  for (const tier of tiersOf(matching)) {
    const wanted = seenAs(tier, needle);
    if (wanted === "") continue;
    const lines: number[] = [];
    view.seen(tier).forEach((line, index) => {
      if (line.includes(wanted)) lines.push(index);
    });
    if (lines.length > 0) return { tier, lines };
  }
  return { tier: "exact", lines: [] };
}
