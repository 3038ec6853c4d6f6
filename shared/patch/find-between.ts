import type { MatchTier } from "../models/patch-result.ts";
import { type Refusal, refuse } from "../result.ts";
import type { Document } from "./document.ts";
import { findAnchor } from "./find-anchor.ts";
import { findContaining } from "./find-lines.ts";
import { ambiguous, noMatch } from "./match-refusals.ts";
import { type Matching, matchTiers } from "./match-tier.ts";
import { textOf } from "./text-view.ts";

export interface Between {
  /** 0-based lines of the two markers; what lies between them is the span */
  start: number;
  end: number;
  tier: MatchTier;
}

/** The line of the start marker, which must be the only one, and the one line of the end marker below it. */
export function findBetween(
  doc: Document,
  file: string,
  startMarker: string,
  endMarker: string,
  matching: Matching,
): Between | Refusal {
  const view = textOf(doc);
  if (startMarker.trim() === endMarker.trim()) {
    // the same text opens and closes: it then has to stand on exactly two lines
    const found = findContaining(view, startMarker, matching);
    const [start, end] = found.lines;
    if (start !== undefined && end !== undefined && found.lines.length === 2)
      return { start, end, tier: found.tier };
  }
  const opening = findAnchor(doc, file, startMarker, matching, "startMarker");
  if ("ok" in opening) return opening;
  const closing = findContaining(view, endMarker, matching);
  const below = closing.lines.filter((line) => line > opening.line);
  const what = `endMarker ${JSON.stringify(endMarker)}`;
  if (below.length > 1) return ambiguous(file, `${what} below line ${opening.line + 1}`, below);
  const end = below[0];
  if (end === undefined) {
    if (closing.lines.length === 0) return noMatch(view, file, what, [endMarker]);
    return refuse(
      "NO_MATCH",
      `${what} stands only above the startMarker (line ${opening.line + 1} of ${file}): at line ${closing.lines[0]! + 1}. Name markers in the order of the file.`,
      { file, start: opening.line + 1, lines: closing.lines.map((line) => line + 1) },
    );
  }
  const later = Math.max(matchTiers.indexOf(opening.tier), matchTiers.indexOf(closing.tier));
  return { start: opening.line, end, tier: matchTiers[later]! };
}
