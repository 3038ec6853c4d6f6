import type { MatchTier } from "../models/patch-result.ts";
import { type Refusal, refuse } from "../result.ts";
import { encodeFor, lineSplice } from "./block.ts";
import { type Document, endingOf, endsInNewline, lineCount, lineEnd, mainEnding } from "./document.ts";
import type { FilePatch, Hunk, HunkLine } from "./file-patch.ts";
import { oldLines } from "./file-patch.ts";
import { findContaining, findLines, matchesAt } from "./find-lines.ts";
import { ambiguous, noMatch } from "./match-refusals.ts";
import { type Matching, matchTiers, seenAs } from "./match-tier.ts";
import type { Splice } from "./splice.ts";
import { type TextView, textOf } from "./text-view.ts";

export interface PlacedHunks {
  splices: Splice[];
  tier: MatchTier;
  /** 0-based [from, to) of the lines that each run of changes takes up; empty for an insert */
  touched: { from: number; to: number }[];
}

interface Place {
  /** 0-based line of the hunk's first old line */
  at: number;
  tier: MatchTier;
  /** every old line is there to the last byte, ending included, so the new ones are taken as they are */
  raw: boolean;
}

/**
 * Finds where each hunk of a file belongs and turns it into splices.
 *
 * A hunk goes where its header says if its old lines stand there (moved by as much as the hunk before it had
 * moved); else to the one place below the hunk before where they do. Context lines are never written, so they
 * keep their bytes whatever tier matched. Lines may differ in "\r" alone and still match exactly; the new lines
 * then take the file's endings.
 */
export function placeHunks(doc: Document, patch: FilePatch, matching: Matching): PlacedHunks | Refusal {
  const view = textOf(doc);
  const placed: PlacedHunks = { splices: [], tier: "exact", touched: [] };
  let floor = 0;
  let drift = 0;
  const showsCr = patch.hunks.some((hunk) => hunk.lines.some((line) => line.text.endsWith("\r")));
  for (const [index, hunk] of patch.hunks.entries()) {
    const what = `hunk ${index + 1} of ${patch.hunks.length} (line ${hunk.diffLine} of the diff)`;
    const place = placeOf(doc, view, hunk, { floor, drift, matching, what, file: patch.file, showsCr });
    if ("ok" in place) return place;
    if (hunk.oldStart !== null) drift = place.at - stated(hunk);
    if (matchTiers.indexOf(place.tier) > matchTiers.indexOf(placed.tier)) placed.tier = place.tier;
    const spliced = spliceHunk(doc, hunk, place, placed, patch.file, what);
    if (spliced) return spliced;
    floor = place.at + oldLines(hunk).length;
  }
  return placed;
}

/** 0-based line that a header means: an empty old side names the line before the insert. */
const stated = (hunk: Hunk): number =>
  oldLines(hunk).length === 0 ? hunk.oldStart! : Math.max(0, hunk.oldStart! - 1);

interface Search {
  floor: number;
  drift: number;
  matching: Matching;
  what: string;
  file: string;
  /** some line of the file's hunks ends in "\r": the diff speaks of endings, and none is added to it */
  showsCr: boolean;
}

function placeOf(doc: Document, view: TextView, hunk: Hunk, search: Search): Place | Refusal {
  const old = oldLines(hunk);
  const expected = hunk.oldStart === null ? null : stated(hunk) + search.drift;
  let floor = search.floor;
  if (hunk.anchor !== null) {
    const found = findContaining(view, hunk.anchor, search.matching);
    const below = found.lines.filter((line) => line >= floor);
    if (below.length > 1) return ambiguous(search.file, `${search.what}: its @@ line`, below);
    if (below[0] === undefined)
      return noMatch(view, search.file, `${search.what}: its @@ line`, [hunk.anchor]);
    floor = below[0] + 1;
  }
  if (old.length === 0) return placeInsert(doc, hunk, expected, floor, search);

  const rawWanted = old.map((line) => line.text + (line.bare ? "" : "\n"));
  const raw = rawLines(doc, view);
  if (expected !== null && expected >= floor && matchesAt(raw, rawWanted, expected))
    return { at: expected, tier: "exact", raw: true };
  const wanted = old.map((line) => plain(line.text));
  if (expected !== null && expected >= floor) {
    for (const tier of search.matching === "exact" ? (["exact"] as const) : matchTiers) {
      const elsewhere =
        tier === "exact"
          ? []
          : findLines(view, wanted, "exact", { from: floor, to: view.lines.length }).lines;
      // a stricter match elsewhere beats a looser one here
      if (elsewhere.length > 0) break;
      if (
        matchesAt(
          view.seen(tier),
          wanted.map((line) => seenAs(tier, line)),
          expected,
        )
      )
        return { at: expected, tier, raw: false };
    }
  }
  const found = findLines(view, wanted, search.matching, { from: floor, to: view.lines.length });
  // under its @@ line the first place is the one that is meant
  if (found.lines.length > 1 && hunk.anchor === null) return ambiguous(search.file, search.what, found.lines);
  const at = found.lines[0];
  if (at === undefined) return noMatch(view, search.file, `the old text of ${search.what}`, wanted);
  return { at, tier: found.tier, raw: matchesAt(raw, rawWanted, at) };
}

function placeInsert(
  doc: Document,
  hunk: Hunk,
  expected: number | null,
  floor: number,
  search: Search,
): Place | Refusal {
  const count = lineCount(doc);
  const at = expected ?? (hunk.anchor === null ? count : floor);
  if (at > count || at < search.floor)
    return refuse(
      "NO_MATCH",
      `${search.what} inserts after line ${at}, but ${search.file} has ${count} lines`,
      { file: search.file, line: at, lines: count },
    );
  const foreign = mainEnding(doc) === "\r\n" && !search.showsCr;
  const bareEnd = at === count && !endsInNewline(doc);
  // nothing of the old text was shown, so a byte order mark stays in front
  const belowMark = at === 0 && doc.bom > 0;
  return { at, tier: "exact", raw: !foreign && !bareEnd && !belowMark };
}

/** A diff's line without what a CRLF file or a byte order mark adds to it. */
const plain = (text: string): string => text.replace(/\r$/, "").replace(/^\ufeff/, "");

const rawCache = new WeakMap<Document, readonly string[]>();

/** Lines with their endings and the byte order mark, as a diff shows them. */
function rawLines(doc: Document, view: TextView): readonly string[] {
  let raw = rawCache.get(doc);
  if (!raw) {
    raw = view.lines.map(
      (text, line) => (line === 0 && doc.bom > 0 ? "\ufeff" : "") + text + endingOf(doc, line),
    );
    rawCache.set(doc, raw);
  }
  return raw;
}

/** Adds the splices of one placed hunk; answers a refusal, or nothing. */
function spliceHunk(
  doc: Document,
  hunk: Hunk,
  place: Place,
  placed: PlacedHunks,
  file: string,
  what: string,
): Refusal | null {
  let line = place.at;
  for (let i = 0; i < hunk.lines.length; ) {
    if (hunk.lines[i]!.mark === " ") {
      line++;
      i++;
      continue;
    }
    const run: HunkLine[] = [];
    while (i < hunk.lines.length && hunk.lines[i]!.mark !== " ") run.push(hunk.lines[i++]!);
    const removed = run.filter((one) => one.mark === "-").length;
    const added = run.filter((one) => one.mark === "+");
    if (place.raw && added.some((one) => one.bare) && line + removed < lineCount(doc))
      return refuse(
        "MALFORMED_DIFF",
        `${what} ends a line without a newline in the middle of ${file}, where lines follow it`,
        { file, line: line + removed },
      );
    const splice = place.raw
      ? rawSplice(doc, line, removed, added)
      : lineSplice(
          doc,
          line,
          removed,
          added.map((one) => plain(one.text)),
        );
    if ("ok" in splice) return splice;
    placed.splices.push(splice);
    placed.touched.push({ from: line, to: line + removed });
    line += removed;
  }
  return null;
}

function rawSplice(
  doc: Document,
  line: number,
  removed: number,
  added: readonly HunkLine[],
): Splice | Refusal {
  // whole raw lines: a byte order mark in front of line 1 is part of what such a diff shows
  const from = doc.starts[line] ?? doc.bytes.length;
  const to = removed > 0 ? lineEnd(doc, line + removed - 1) : from;
  const bytes = encodeFor(doc, added.map((one) => one.text + (one.bare ? "" : "\n")).join(""));
  return bytes instanceof Uint8Array ? { from, to, bytes } : bytes;
}
