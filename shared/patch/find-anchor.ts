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
  const text = anchor.replace(/\r?\n$/, "");
  if (text.includes("\n"))
    return refuse("INVALID_INPUT", `${what} is text of one line; use replace-text for text of several`, {
      file,
    });
  if (text.trim() === "")
    return refuse("INVALID_INPUT", `${what} is blank; it has to name one line`, { file });
  const view = textOf(doc);
  const found = findContaining(view, text, matching);
  if (found.lines.length > 1) return ambiguous(file, `${what} ${JSON.stringify(text)}`, found.lines);
  const line = found.lines[0];
  if (line === undefined) return noMatch(view, file, `${what} ${JSON.stringify(text)}`, [text]);
  return { line, tier: found.tier };
}
