import type { MatchTier } from "../models/patch-result.ts";
import { type Refusal, refuse } from "../result.ts";
import { belowAnchors } from "./below-anchors.ts";
import { type Document, lineCount } from "./document.ts";
import { type Hunk, type HunkLine, oldLines } from "./file-patch.ts";
import { findLines, matchesAt, type Within } from "./find-lines.ts";
import { type Search, soughtHunk, whyBelow } from "./hunk-search.ts";
import { ambiguous, noMatch } from "./match-refusals.ts";
import { rawLines } from "./raw-lines.ts";
import { type TextView, textOf } from "./text-view.ts";

/** Where a hunk belongs. */
export interface Place {
  /** 0-based line of the hunk's first old line; for an insert the line it goes above */
  at: number;
  /** null: the hunk shows no old line, so nothing was matched */
  tier: MatchTier | null;
  /** 0-based line that the header names; null where it names none */
  stated: number | null;
  /**
   * Whether every old line is there to the last byte, ending included, so that the new ones are taken as they are.
   * Null: the hunk shows no old line that ends in a newline, so that it does not say.
   */
  raw: boolean | null;
}

/** Finds the one place of a hunk, or says why there is none. */
export function findHunk(doc: Document, hunk: Hunk, search: Search): Place | Refusal {
  const view = textOf(doc);
  const old = oldLines(hunk);
  const anchored = belowAnchors(view, hunk, search);
  if (typeof anchored !== "number") return anchored;
  const stated = statedAt(hunk);
  const expected = stated === null ? null : stated + search.drift;
  if (old.length === 0) return placeInsert(doc, hunk, expected, anchored, search);

  const within = { from: anchored, to: view.lines.length };
  const wanted = wantedLines(view, hunk, within);
  const place = (at: number, tier: MatchTier): Place => ({ at, tier, stated, raw: isRaw(doc, old, at) });
  if (expected !== null && expected >= anchored) {
    const raw = isRaw(doc, old, expected);
    if (raw !== false || matchesAt(view.lines, wanted, expected)) {
      const rival = raw === false ? rawPlace(doc, old, anchored) : endPlace(view, hunk, wanted);
      if (rival !== null && rival !== expected)
        return ambiguous(
          view,
          soughtHunk(hunk, search, ""),
          [expected, rival].sort((a, b) => a - b),
          wanted.length,
        );
      return place(expected, "exact");
    }
  }
  const found = findLines(view, wanted, search.matching, within);
  const last = found.lines.at(-1);
  if (hunk.atEnd && last === view.lines.length - wanted.length) return place(last, found.tier);
  // under its @@ line the first place is the one that is meant
  if (found.lines.length > 1 && hunk.anchors.length === 0)
    return ambiguous(view, soughtHunk(hunk, search, ""), found.lines, wanted.length);
  const at = found.lines[0];
  // line 1 with its byte order mark, which is no part of the text that is searched
  if ((at === undefined || found.tier !== "exact") && anchored === 0 && isRaw(doc, old, 0))
    return place(0, "exact");
  if (at !== undefined) return place(at, found.tier);
  const above = findLines(view, wanted, search.matching, { from: 0, to: anchored }).lines;
  return noMatch(view, soughtHunk(hunk, search, "the old text of "), wanted, whyBelow(above, anchored));
}

/** 0-based line that a header means: an empty old side names the line before the insert. */
function statedAt(hunk: Hunk): number | null {
  if (hunk.oldStart === null) return null;
  return oldLines(hunk).length === 0 ? hunk.oldStart : Math.max(0, hunk.oldStart - 1);
}

/**
 * The old lines as the file's are seen. A byte order mark is a part of line 1 for a diff, and none of the file's
 * text; where it has come to stand in the middle of a file it is a character like any other. So is a "\r" that no
 * newline follows, unless the diff itself was given CRLF.
 */
function wantedLines(view: TextView, hunk: Hunk, within: Within): string[] {
  const old = oldLines(hunk);
  const shown = old.map((line) => (line.bare ? line.text : plainText(line.text, false)));
  const plain = old.map((line, index) => plainText(line.text, opensFile(hunk) && index === 0));
  if (shown.every((text, index) => text === plain[index])) return plain;
  return findLines(view, shown, "exact", within).lines.length > 0 ? shown : plain;
}

/** The first place from `from` on where the old lines stand to the byte; null where there is none. */
function rawPlace(doc: Document, old: readonly HunkLine[], from: number): number | null {
  for (let at = from; at + old.length <= lineCount(doc); at++) if (isRaw(doc, old, at)) return at;
  return null;
}

/** The place at the end of the file of a hunk that git and patch would put there and nowhere else. */
function endPlace(view: TextView, hunk: Hunk, wanted: readonly string[]): number | null {
  const at = view.lines.length - wanted.length;
  return endsFile(hunk) && matchesAt(view.lines, wanted, at) ? at : null;
}

/** Less context below than above is what a hunk at the end of a file has. */
function endsFile({ lines }: Hunk): boolean {
  const above = lines.findIndex((line) => line.mark !== " ");
  const below = lines.length - 1 - lines.findLastIndex((line) => line.mark !== " ");
  return below < above;
}

const opensFile = (hunk: Hunk): boolean => hunk.oldStart === null || hunk.oldStart <= 1;

/** A diff's line without what a CRLF file, or on line 1 a byte order mark, adds to it. */
export const plainText = (text: string, first: boolean): string =>
  (first ? text.replace(/^\ufeff/, "") : text).replace(/\r$/, "");

/** Whether the old lines stand at `at` to the byte; null where they do, but none of them ends in a newline. */
function isRaw(doc: Document, old: readonly HunkLine[], at: number): boolean | null {
  const wanted = old.map((line) => line.text + (line.bare ? "" : "\n"));
  if (!matchesAt(rawLines(doc), wanted, at)) return false;
  return old.every((line) => line.bare) ? null : true;
}

function placeInsert(
  doc: Document,
  hunk: Hunk,
  expected: number | null,
  floor: number,
  search: Search,
): Place | Refusal {
  const count = lineCount(doc);
  const at = expected ?? (hunk.anchors.length === 0 ? count : floor);
  // that nothing stands there is what such a hunk shows of an empty file
  const tier = count === 0 ? "exact" : null;
  if (at <= count && at >= search.floor) return { at, tier, stated: statedAt(hunk), raw: null };
  const { what, details } = soughtHunk(hunk, search, "");
  const last = Math.max(search.floor, count);
  const why =
    at > count
      ? `${search.file} has ${count} lines; did you mean ${count}? Name a line of the file`
      : `the hunk before it reaches to line ${search.floor}; did you mean ${search.floor}? Put hunks in the order of the file`;
  return refuse("NO_MATCH", `${what} inserts after line ${at}, but ${why}, or show lines of it as context.`, {
    file: search.file,
    ...details,
    line: at,
    lines: count,
    candidates: [{ start: last, end: last }],
  });
}
