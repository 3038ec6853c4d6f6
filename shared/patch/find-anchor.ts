import type { MatchTier } from "../models/patch-result.ts";
import { type Refusal, refuse } from "../result.ts";
import type { Document } from "./document.ts";
import { findContaining } from "./find-lines.ts";
import { ambiguous, noMatch } from "./match-refusals.ts";
import type { Matching } from "./match-tier.ts";
import { textOf } from "./text-view.ts";

/** The one line (0-based) that holds `anchor`. */
export function findAnchor(
  doc: Document,
  file: string,
  anchor: string,
  matching: Matching,
  what = "anchor",
): { line: number; tier: MatchTier } | Refusal {
  const given = oneLine(file, anchor, what);
  if ("ok" in given) return given;
  const view = textOf(doc);
  const found = findContaining(view, given.text, matching);
  const sought = { file, what: `${what} ${JSON.stringify(given.text)}` };
  if (found.lines.length > 1) return ambiguous(view, sought, found.lines);
  const line = found.lines[0];
  return line === undefined ? noMatch(view, sought, [given.text]) : { line, tier: found.tier };
}

/** Text that is to name a line, a newline behind it taken off. */
export function oneLine(file: string, sent: string, what: string): { text: string } | Refusal {
  const text = sent.replace(/\r?\n$/, "");
  if (text.includes("\n"))
    return refuse("INVALID_INPUT", `${what} is text of one line; use replace-text for text of several`, {
      file,
    });
  if (text.trim() === "")
    return refuse("INVALID_INPUT", `${what} is blank; it has to name one line`, { file });
  return { text };
}
