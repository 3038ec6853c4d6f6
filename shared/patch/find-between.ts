import type { MatchTier } from "../models/patch-result.ts";
import { type Refusal, refuse } from "../result.ts";
import type { Document } from "./document.ts";
import { findAnchor, oneLine } from "./find-anchor.ts";
import { findContaining } from "./find-lines.ts";
import { ambiguous, noMatch } from "./match-refusals.ts";
import { type Matching, matchTiers } from "./match-tier.ts";
import { quoted } from "./nearest.ts";
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
  const given = oneLine(file, endMarker, "endMarker");
  if ("ok" in given) return given;
  if (startMarker.replace(/\r?\n$/, "") === given.text) {
    // the same text opens and closes: it then has to stand on exactly two lines
    const found = findContaining(view, given.text, matching);
    const [start, end] = found.lines;
    if (start !== undefined && end !== undefined && found.lines.length === 2)
      return { start, end, tier: found.tier };
  }
  const opening = findAnchor(doc, file, startMarker, matching, "startMarker");
  if ("ok" in opening) return opening;
  const below = { from: opening.line + 1, to: view.lines.length };
  const closing = findContaining(view, given.text, matching, below);
  const what = `endMarker ${JSON.stringify(given.text)}`;
  if (closing.lines.length > 1)
    return ambiguous(view, { file, what: `${what} below line ${opening.line + 1}` }, closing.lines);
  const end = closing.lines[0];
  if (end !== undefined) {
    const later = Math.max(matchTiers.indexOf(opening.tier), matchTiers.indexOf(closing.tier));
    return { start: opening.line, end, tier: matchTiers[later]! };
  }
  const above = findContaining(view, given.text, matching);
  if (above.lines.length === 0) return noMatch(view, { file, what }, [given.text]);
  const lines = above.lines.map((line) => line + 1);
  return refuse(
    "NO_MATCH",
    `${what} does not stand below the startMarker (line ${opening.line + 1} of ${file}), only at line ${lines.slice(0, 10).join(", ")}: ${quoted(view.lines[above.lines[0]!]!)}. Name two markers on lines of their own, in the order of the file.`,
    {
      file,
      start: opening.line + 1,
      lines: lines.slice(0, 100),
      candidates: lines.slice(0, 3).map((line) => ({ start: line, end: line })),
    },
  );
}
