import type { MatchTier } from "../models/patch-result.ts";
import { assertNever, type Refusal, refuse } from "../result.ts";
import { blockLines, lineSplice, withOpenSpace } from "./block.ts";
import { type Document, lineCount } from "./document.ts";
import { findAnchor } from "./find-anchor.ts";
import { findBetween } from "./find-between.ts";
import { replaceText } from "./find-text.ts";
import type { Matching } from "./match-tier.ts";
import type { BlockOperation } from "./operation-block.ts";
import type { Touch } from "./part.ts";
import { findPlaceholder } from "./placeholder.ts";
import type { Splice } from "./splice.ts";

export type LineOperation = Exclude<BlockOperation, { op: "create-file" }>;

/** One edit of one file, placed. `span` is what the caller's `expect.span…` is about, null where there is none. */
export interface PlacedEdit {
  splice: Splice;
  touched: Touch;
  span: Touch | null;
  tier: MatchTier | null;
}

export interface PlaceSettings {
  matching: Matching;
  /** blank lines that stay below a block that was put into opened space */
  padding: number;
}

/** Finds the place of an operation in a file and what it puts there. */
export function placeOperation(
  op: LineOperation,
  doc: Document,
  block: string,
  { matching, padding }: PlaceSettings,
): PlacedEdit | Refusal {
  const count = lineCount(doc);
  const lines = blockLines(block);
  /** `removed` lines from `at` on (0-based) give way to the block */
  const edit = (
    at: number,
    removed: number,
    put: readonly string[],
    span: Touch | null,
    tier: MatchTier | null,
  ): PlacedEdit | Refusal => {
    const splice = lineSplice(doc, at, removed, put);
    if ("ok" in splice) return splice;
    return { splice, touched: { start: at + 1, end: at + removed }, span, tier };
  };
  switch (op.op) {
    case "replace-block": {
      const wrong = wrongSpan(op.file, count, op.start, op.end);
      if (wrong) return wrong;
      const put = op.openSpace ? withOpenSpace(lines, padding) : lines;
      return edit(op.start - 1, op.end - op.start + 1, put, { start: op.start, end: op.end }, null);
    }
    case "insert-before":
    case "insert-after": {
      const wrong = wrongSpan(op.file, count, op.line, op.line);
      if (wrong) return wrong;
      const put = op.openSpace ? withOpenSpace(lines, padding) : lines;
      const at = op.op === "insert-before" ? op.line - 1 : op.line;
      return edit(at, 0, put, { start: op.line, end: op.line }, null);
    }
    case "append":
      return edit(count, 0, lines, null, null);
    case "prepend":
      return edit(0, 0, lines, null, null);
    case "replace-text": {
      const found = replaceText(doc, op.file, op.oldText, block, matching);
      if ("ok" in found) return found;
      const touched = { start: found.first + 1, end: found.last + 1 };
      return { splice: found.splice, touched, span: touched, tier: found.tier };
    }
    case "insert-at-anchor": {
      const anchor = findAnchor(doc, op.file, op.anchor, matching);
      if ("ok" in anchor) return anchor;
      const at = op.position === "before" ? anchor.line : anchor.line + 1;
      return edit(at, 0, lines, { start: anchor.line + 1, end: anchor.line + 1 }, anchor.tier);
    }
    case "replace-between": {
      const found = findBetween(doc, op.file, op.startMarker, op.endMarker, matching);
      if ("ok" in found) return found;
      const span = { start: found.start + 2, end: found.end };
      return edit(found.start + 1, found.end - found.start - 1, lines, span, found.tier);
    }
    case "fill-placeholder": {
      const found = findPlaceholder(doc, op.file, op.placeholder);
      if ("ok" in found) return found;
      const span = { start: found.start + 1, end: found.end + 1 };
      return edit(found.start, found.end - found.start + 1, lines, span, "exact");
    }
    default:
      return assertNever(op);
  }
}

function wrongSpan(file: string, count: number, start: number, end: number): Refusal | null {
  if (start > end)
    return refuse("SPAN_INVERTED", `the span ${start}-${end} ends before it starts; send start <= end`, {
      file,
      start,
      end,
    });
  if (count === 0)
    return refuse("EMPTY_FILE", `${file} is empty, it has no line ${start}; use append or prepend`, {
      file,
      lines: 0,
    });
  const outside = [start, end].find((line) => line < 1 || line > count);
  if (outside === undefined) return null;
  return refuse(
    "LINE_OUT_OF_RANGE",
    `line ${outside} is out of range: ${file} has lines 1 to ${count}. "patchctl context --file ${file} --line ${Math.min(Math.max(outside, 1), count)}" shows them numbered; send the numbers as they are there`,
    {
      file,
      line: outside,
      lines: count,
    },
  );
}
