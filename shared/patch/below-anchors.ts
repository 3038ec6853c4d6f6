import type { Refusal } from "../result.ts";
import type { Hunk } from "./file-patch.ts";
import { findContaining, findLines } from "./find-lines.ts";
import { type Search, soughtHunk, whyBelow } from "./hunk-search.ts";
import { ambiguous, noMatch } from "./match-refusals.ts";
import type { TextView } from "./text-view.ts";

/** The first line (0-based) that may be the hunk's: below the hunk before, and below each of its own @@ lines. */
export function belowAnchors(view: TextView, hunk: Hunk, search: Search): number | Refusal {
  let floor = search.floor;
  for (const anchor of hunk.anchors) {
    const within = { from: floor, to: view.lines.length };
    // a line that is the anchor is meant rather than one that merely holds it
    const equal = findLines(view, [anchor], search.matching, within).lines;
    const trimmed = equal.length > 0 ? equal : findContaining(view, anchor, search.matching, within).lines;
    const sought = soughtHunk(hunk, search, `the @@ line ${JSON.stringify(anchor)} of `);
    if (trimmed.length > 1) return ambiguous(view, sought, trimmed);
    if (trimmed[0] === undefined) {
      const above = findContaining(view, anchor, search.matching, { from: 0, to: floor }).lines;
      return noMatch(view, sought, [anchor], above.length > 0 ? whyBelow(above, floor) : "");
    }
    floor = trimmed[0] + 1;
  }
  return floor;
}
