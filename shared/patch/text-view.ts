import type { MatchTier } from "../models/patch-result.ts";
import { type Document, documentEncoding, endingOf, lineCount, lineEnd, textStart } from "./document.ts";
import { decodeBytes, type Encoding } from "./encoding.ts";
import { seenAs } from "./match-tier.ts";

/** The lines of a document as text, without endings, and as each tier of matching sees them. Made on first use. */
export interface TextView {
  readonly encoding: Encoding;
  readonly lines: readonly string[];
  seen(tier: MatchTier): readonly string[];
}

const views = new WeakMap<Document, TextView>();

/** The text of a document, decoded once however many operations look at it. */
export function textOf(doc: Document): TextView {
  const known = views.get(doc);
  if (known) return known;
  const encoding = documentEncoding(doc);
  const lines: string[] = [];
  for (let line = 0; line < lineCount(doc); line++) {
    const end = lineEnd(doc, line) - endingOf(doc, line).length;
    lines.push(decodeBytes(doc.bytes.subarray(textStart(doc, line), end), encoding));
  }
  const byTier = new Map<MatchTier, readonly string[]>([["exact", lines]]);
  const view: TextView = {
    encoding,
    lines,
    seen(tier) {
      let seen = byTier.get(tier);
      if (!seen) {
        seen = lines.map((text) => seenAs(tier, text));
        byTier.set(tier, seen);
      }
      return seen;
    },
  };
  views.set(doc, view);
  return view;
}
