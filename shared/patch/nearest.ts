import { seenAs } from "./match-tier.ts";
import type { TextView } from "./text-view.ts";

/** A place that resembles what was looked for. Lines are 1-based and inclusive. */
export interface Candidate {
  start: number;
  end: number;
  /** 0 to 1: the share of the wanted lines that are, or are nearly, there */
  likeness: number;
  /** the first wanted line that differs there, where one does */
  differs?: { line: number; file: string; sent: string };
}

// Beyond this the search would cost more than the hint is worth.
const mostLines = 50_000;
/** Lines that a place is judged by: the ones with the most words say the most. */
const telling = 8;

/** The places most like `wanted`, best first, at most three; none where nothing resembles it. */
export function nearest(view: TextView, wanted: readonly string[]): Candidate[] {
  const sent = wanted.map((line, at) => ({ at, line: seenAs("typography", line) }));
  const judged = sent
    .map(({ at, line }) => ({ at, line, words: wordsOf(line) }))
    .sort((a, b) => b.words.length - a.words.length)
    .slice(0, telling);
  const file = view.seen("typography");
  if (judged.length === 0 || file.length > mostLines) return [];
  const fileWords = file.map(wordsOf);
  const found: Candidate[] = [];
  for (let start = 0; start + Math.min(wanted.length, file.length) <= file.length; start++) {
    let sum = 0;
    for (const { at, line, words } of judged)
      sum += likeness(line, words, file[start + at] ?? "", fileWords[start + at] ?? []);
    const share = sum / judged.length;
    if (share >= 0.5) found.push(candidate(view, wanted, start, share));
  }
  found.sort((a, b) => b.likeness - a.likeness || a.start - b.start);
  return apart(found).slice(0, 3);
}

/** `did you mean 131-146?`, or nothing where there is no candidate. */
export function didYouMean(candidates: readonly Candidate[]): string {
  if (candidates.length === 0) return "";
  const places = candidates.map(({ start, end }) => (start === end ? `${start}` : `${start}-${end}`));
  const first = candidates[0]!.differs;
  const differs = first
    ? ` Line ${first.line} is the first that differs: the file has ${quoted(first.file)}, you sent ${quoted(first.sent)}.`
    : "";
  return ` Did you mean ${places.join(" or ")}?${differs}`;
}

const quoted = (text: string): string =>
  JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}...` : text);

const wordsOf = (line: string): string[] => line.match(/\w+/g) ?? [];

function likeness(sent: string, words: readonly string[], line: string, there: readonly string[]): number {
  if (sent === line) return 1;
  if (words.length === 0 || there.length === 0) return 0;
  const left = new Set(there);
  let common = 0;
  for (const word of words) if (left.delete(word)) common++;
  return (2 * common) / (words.length + there.length) >= 0.5
    ? common / Math.max(words.length, there.length)
    : 0;
}

function candidate(view: TextView, wanted: readonly string[], at: number, share: number): Candidate {
  const end = Math.min(at + wanted.length, view.lines.length);
  const result: Candidate = { start: at + 1, end, likeness: Math.round(share * 100) / 100 };
  const off = wanted.findIndex((line, i) => view.lines[at + i] !== line);
  if (off !== -1)
    result.differs = { line: at + off + 1, file: view.lines[at + off] ?? "", sent: wanted[off]! };
  return result;
}

/** Of candidates that overlap only the best is worth naming. */
function apart(sorted: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const one of sorted)
    if (kept.every((other) => one.end < other.start || one.start > other.end)) kept.push(one);
  return kept;
}
