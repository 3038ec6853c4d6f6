import type { MatchTier } from "../models/patch-result.ts";
import type { Refusal } from "../result.ts";
import { blockLines, encodeFor, lineSplice } from "./block.ts";
import { type Document, endingOf, mainEnding, textStart } from "./document.ts";
import { encodeText } from "./encoding.ts";
import { findLines } from "./find-lines.ts";
import { ambiguous, noMatch } from "./match-refusals.ts";
import { foldTypography, type Matching } from "./match-tier.ts";
import type { Splice } from "./splice.ts";
import { textOf } from "./text-view.ts";

export interface TextReplacement {
  splice: Splice;
  tier: MatchTier;
  /** 0-based lines that held the old text: [first, last] */
  first: number;
  last: number;
}

/**
 * Finds `oldText`, which must stand in exactly one place, and the splice that puts `block` there.
 *
 * Exactly first, anywhere within lines ("\n" in `oldText` matches the file's own line ending); then as whole
 * lines, ever less strictly; text of a single line at last also within a line, typographic punctuation folded.
 */
export function replaceText(
  doc: Document,
  file: string,
  oldText: string,
  block: string,
  matching: Matching,
): TextReplacement | Refusal {
  const view = textOf(doc);
  const wanted = oldText.replace(/\r\n/g, "\n");
  const lines = blockLines(wanted);
  const sought = { file, what: "oldText" };
  const exact = spotsOf(view.lines.join("\n"), wanted, doc, view.lines);
  if (exact.length > 1) return ambiguous(view, sought, linesOf(exact), lines.length);
  if (exact.length === 1) return spliceAt(doc, exact[0]!, wanted, block, "exact");

  if (matching === "graded" && lines.some((line) => line.trim() !== "")) {
    const found = findLines(view, lines, matching);
    if (found.lines.length > 1) return ambiguous(view, sought, found.lines, lines.length);
    const first = found.lines[0];
    if (first !== undefined) {
      const splice = lineSplice(doc, first, lines.length, blockLines(block));
      if ("ok" in splice) return splice;
      return { splice, tier: found.tier, first, last: first + lines.length - 1 };
    }
    if (lines.length === 1) {
      const folded = foldedSpots(view.lines, lines[0]!);
      if (folded.length > 1) return ambiguous(view, sought, linesOf(folded));
      if (folded.length === 1) return spliceAt(doc, folded[0]!, folded[0]!.text, block, "typography");
    }
  }
  return noMatch(view, sought, lines);
}

const linesOf = (spots: readonly Spot[]): number[] => spots.map((spot) => spot.line);

interface Spot {
  /** 0-based line and column (UTF-16 units) where the text begins */
  line: number;
  column: number;
}

/** Every place of `wanted` in the text whose lines are joined by "\n"; overlapping places count as well. */
function spotsOf(text: string, wanted: string, doc: Document, lines: readonly string[]): Spot[] {
  const closed = lines.length > 0 && endingOf(doc, lines.length - 1) !== "" ? `${text}\n` : text;
  const spots: Spot[] = [];
  let line = 0;
  let lineStart = 0;
  for (
    let at = closed.indexOf(wanted);
    at !== -1 && spots.length < 1000;
    at = closed.indexOf(wanted, at + 1)
  ) {
    while (line < lines.length && lineStart + lines[line]!.length < at)
      lineStart += lines[line++]!.length + 1;
    spots.push({ line, column: at - lineStart });
  }
  return spots;
}

function foldedSpots(lines: readonly string[], wanted: string): (Spot & { text: string })[] {
  const needle = foldTypography(wanted).trim();
  if (needle === "") return [];
  const spots: (Spot & { text: string })[] = [];
  lines.forEach((text, line) => {
    const folded = foldTypography(text);
    // a line whose folding changes its length (an ellipsis) has no columns to go back to
    if (folded.length !== text.length) return;
    for (let at = folded.indexOf(needle); at !== -1; at = folded.indexOf(needle, at + 1))
      spots.push({ line, column: at, text: text.slice(at, at + needle.length) });
  });
  return spots;
}

function spliceAt(
  doc: Document,
  spot: Spot,
  oldText: string,
  block: string,
  tier: MatchTier,
): TextReplacement | Refusal {
  const view = textOf(doc);
  const offset = (line: number, text: string) =>
    textStart(doc, line) + (encodeText(text, view.encoding) as Uint8Array).length;
  const from = offset(spot.line, view.lines[spot.line]!.slice(0, spot.column));
  const oldLines = oldText.split("\n");
  const last = spot.line + oldLines.length - 1;
  const column = oldLines.length === 1 ? spot.column + oldText.length : oldLines.at(-1)!.length;
  // text that ends with a newline ends where the next line begins
  const to = last >= view.lines.length ? doc.bytes.length : offset(last, view.lines[last]!.slice(0, column));
  const touched = oldText.endsWith("\n") && oldLines.length > 1 ? last - 1 : last;

  // each newline of the block is that of the line it stands in for, beyond those that of the last one
  const newlines = oldLines.length - 1;
  const endingFor = (index: number): string => {
    const own = endingOf(doc, spot.line + Math.min(index, Math.max(0, newlines - 1)));
    return own === "" ? mainEnding(doc) : own;
  };
  // old text that took its newline along must not leave the block glued to the next line
  const closed = block !== "" && oldText.endsWith("\n") && !block.endsWith("\n") ? `${block}\n` : block;
  let index = 0;
  const bytes = encodeFor(
    doc,
    closed.replace(/\r?\n/g, () => endingFor(index++)),
  );
  if (!(bytes instanceof Uint8Array)) return bytes;
  return { splice: { from, to, bytes }, tier, first: spot.line, last: Math.max(spot.line, touched) };
}
