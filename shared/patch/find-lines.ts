import type { MatchTier } from "../models/patch-result.ts";
import { type Matching, seenAs, tiersOf } from "./match-tier.ts";
import type { TextView } from "./text-view.ts";

/** Where text was found: 0-based first lines, all of one tier. More than one is ambiguous, none is no match. */
export interface Found {
  tier: MatchTier;
  lines: number[];
}

/** Bounds of the first line of a match, 0-based: [from, to). */
export interface Within {
  from: number;
  to: number;
}

const whole = (view: TextView): Within => ({ from: 0, to: view.lines.length });

/** Looks for a run of whole lines, tier by tier; the first tier that finds any place decides. */
export function findLines(
  view: TextView,
  wanted: readonly string[],
  matching: Matching,
  within: Within = whole(view),
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

function placesOf(seen: readonly string[], wanted: readonly string[], within: Within): number[] {
  const places: number[] = [];
  const last = Math.min(within.to, seen.length - wanted.length + 1);
  for (let at = Math.max(0, within.from); at < last; at++) if (matchesAt(seen, wanted, at)) places.push(at);
  return places;
}

/** Looks for lines that hold `needle` somewhere, tier by tier; the first tier that finds any decides. */
export function findContaining(
  view: TextView,
  needle: string,
  matching: Matching,
  within: Within = whole(view),
): Found {
  for (const tier of tiersOf(matching)) {
    const wanted = seenAs(tier, needle);
    if (wanted === "") continue;
    const seen = view.seen(tier);
    const lines: number[] = [];
    for (let at = within.from; at < Math.min(within.to, seen.length); at++)
      if (seen[at]!.includes(wanted)) lines.push(at);
    if (lines.length > 0) return { tier, lines };
  }
  return { tier: "exact", lines: [] };
}
