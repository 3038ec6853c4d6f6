import type { MatchTier } from "../models/patch-result.ts";
import type { Refusal } from "../result.ts";
import { type Document, mainEnding } from "./document.ts";
import { type FilePatch, oldLines } from "./file-patch.ts";
import { findHunk, type Place } from "./find-hunk.ts";
import { type Matching, matchTiers } from "./match-tier.ts";
import { oneEnding, rawLines } from "./raw-lines.ts";
import type { Splice } from "./splice.ts";
import { spliceHunk } from "./splice-hunk.ts";

export interface PlacedHunks {
  splices: Splice[];
  /** the loosest that any hunk needed; null where no hunk shows a line that had to be matched */
  tier: MatchTier | null;
  /** 0-based [from, to) of the lines that each run of changes takes up; empty for an insert */
  touched: { from: number; to: number }[];
}

/**
 * Finds where each hunk of a file belongs and turns it into splices.
 *
 * A hunk goes where its header says if its old lines stand there (moved by as much as the hunk before it had
 * moved); else to the one place below the hunk before where they do. Every old line has to be there: context is
 * never fuzzed. Context lines are never written, so they keep their bytes whatever tier matched.
 *
 * A diff is taken to the last byte, line endings included, where the file has its old lines so. Old lines may
 * differ from the file's in "\r" alone and still match exactly; the new lines then take the file's endings, as they
 * do where the diff shows no old line at all, unless a program made it.
 */
export function placeHunks(given: Document, patch: FilePatch, matching: Matching): PlacedHunks | Refusal {
  // a diff counts a byte order mark that stands alone as a line
  const markAlone = given.starts.length === 0 && given.bytes.length > 0;
  const shows = patch.hunks.some((hunk) => oldLines(hunk).length > 0);
  const doc: Document = markAlone && shows ? { bytes: given.bytes, starts: [0], bom: 0 } : given;

  const places: Place[] = [];
  let floor = 0;
  let drift = 0;
  for (const [index, hunk] of patch.hunks.entries()) {
    const place = findHunk(doc, hunk, {
      floor,
      drift,
      matching,
      file: patch.file,
      index,
      of: patch.hunks.length,
    });
    if ("ok" in place) return place;
    if (place.stated !== null) drift = place.at - place.stated;
    floor = place.at + oldLines(hunk).length;
    places.push(place);
  }
  const literal = takenToTheByte(doc, patch, places);
  const placed: PlacedHunks = { splices: [], tier: null, touched: [] };
  for (const [index, hunk] of patch.hunks.entries()) {
    const place = places[index]!;
    if (place.tier !== null && (placed.tier === null || isLooser(place.tier, placed.tier)))
      placed.tier = place.tier;
    const refused = spliceHunk(doc, patch, hunk, place.at, place.raw ?? literal, placed);
    if (refused) return refused;
  }
  return placed;
}

const isLooser = (tier: MatchTier, than: MatchTier): boolean =>
  matchTiers.indexOf(tier) > matchTiers.indexOf(than);

/** Whether hunks that show no old line with its ending mean their endings, judged by the other hunks of the file. */
function takenToTheByte(doc: Document, patch: FilePatch, places: readonly Place[]): boolean {
  if (places.some((place) => place.raw === true)) return true;
  if (places.some((place) => place.raw === false)) return false;
  if (patch.measured || !oneEnding(rawLines(doc))) return true;
  const closed = patch.hunks.flatMap((hunk) => hunk.lines.filter((line) => line.mark === "+" && !line.bare));
  // lines that all end in the other way were written by somebody who did not think of endings
  return !closed.every((line) => line.text.endsWith("\r") === (mainEnding(doc) !== "\r\n"));
}
