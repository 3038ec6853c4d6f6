import { byPairs, byWords, liken } from "./likeness.ts";
import { seenAs } from "./match-tier.ts";
import type { TextView } from "./text-view.ts";

/** A place that resembles what was looked for. Lines are 1-based and inclusive. */
export interface Candidate {
  start: number;
  end: number;
  /** 0 to 1: how much of the wanted lines is, or is nearly, there */
  likeness: number;
  /** the first wanted line that differs there, where one does; long lines are cut */
  differs?: { line: number; file: string; sent: string };
}

// Beyond this the search would cost more than the hint is worth.
const mostLines = 50_000;
/** Comparing characters costs far more than comparing words. */
const mostLinesByPairs = 15_000;
/** Lines that a place is judged by: the ones with the most words say the most. */
const telling = 8;
const leastLikeness = 0.5;
/** The most places that are compared by characters as well. */
const mostRefined = 50;

/** The places most like `wanted`, best first, at most three; none where nothing resembles it. */
export function nearest(view: TextView, wanted: readonly string[]): Candidate[] {
  const file = view.seen("typography");
  if (file.length === 0 || file.length > mostLines) return [];
  const judged = wanted
    .map((line, at) => ({ at, line: liken(seenAs("typography", line)) }))
    .filter(({ line }) => line.text !== "")
    .sort((a, b) => b.line.words.size - a.line.words.size)
    .slice(0, telling);
  const lines = file.map(liken);
  // text of one line may be a part of one
  const fragment = wanted.length === 1;
  const share = (measure: typeof byWords) => (at: number) => {
    let sum = 0;
    for (const sent of judged) {
      const there = lines[at + sent.at];
      if (there) sum += measure(sent.line, there, fragment);
    }
    return judged.length === 0 ? 0 : sum / judged.length;
  };
  const [words, pairs] = [share(byWords), share(byPairs)];
  const starts = Array.from({ length: Math.max(1, lines.length - wanted.length + 1) }, (_, at) => at);
  const alike = ranked(starts, words).slice(0, mostRefined);
  // places with as many words in common are told apart by their characters
  const finer = (at: number) => (words(at) + pairs(at)) / 2;
  const refined = ranked(
    alike.map(({ at }) => at),
    finer,
    0,
  );
  const misspelt = alike.length === 0 && lines.length <= mostLinesByPairs;
  const found = misspelt ? ranked(starts, pairs) : refined;
  return apart(found, wanted.length).map((place) => candidate(view, wanted, place.at, place.share));
}

interface Alike {
  at: number;
  share: number;
}

/** Places by how much is alike there, most first; those with less than `least` are left out. */
function ranked(places: readonly number[], share: (at: number) => number, least = leastLikeness): Alike[] {
  return places
    .map((at) => ({ at, share: share(at) }))
    .filter((place) => place.share >= least)
    .sort((a, b) => b.share - a.share || a.at - b.at);
}

/** The first three; of places that overlap only the best is worth naming. */
function apart(sorted: readonly Alike[], height: number): Alike[] {
  const kept: Alike[] = [];
  for (const one of sorted) {
    if (kept.length === 3) break;
    if (kept.every((other) => Math.abs(other.at - one.at) >= height)) kept.push(one);
  }
  return kept;
}

function candidate(view: TextView, wanted: readonly string[], at: number, share: number): Candidate {
  const end = Math.min(at + wanted.length, view.lines.length);
  const result: Candidate = { start: at + 1, end, likeness: Math.round(share * 100) / 100 };
  const off = wanted.findIndex((line, i) => view.lines[at + i] !== line);
  if (off !== -1)
    result.differs = {
      line: at + off + 1,
      file: shortened(view.lines[at + off] ?? ""),
      sent: shortened(wanted[off]!),
    };
  return result;
}

/** Where it may have been meant, and what differs there first; or that nothing was found, in a file of `lines` lines. */
export function didYouMean(candidates: readonly Candidate[], lines: number): string {
  if (candidates.length === 0) {
    if (lines > mostLines) return " The file is too long to look for what resembles it.";
    if (lines > mostLinesByPairs) return " No place in it has most of these words.";
    return " Nothing in it resembles that.";
  }
  const places = candidates.map(({ start, end }) => (start === end ? `${start}` : `${start}-${end}`));
  const first = candidates[0]!.differs;
  const differs = first
    ? ` Line ${first.line} is the first that differs: the file has ${quoted(first.file)}, you sent ${quoted(first.sent)}.`
    : "";
  return ` Did you mean ${places.join(" or ")}?${differs}`;
}

export const quoted = (text: string): string =>
  JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}...` : text);

/** A line as details carry it. */
export const shortened = (text: string): string => (text.length > 1000 ? `${text.slice(0, 1000)}…` : text);
