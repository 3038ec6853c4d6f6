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

// Beyond these the search would cost more than the hint is worth.
const mostLines = 50_000;
const mostWanted = 60;

/** The places most like `wanted`, best first, at most three; none where nothing resembles it. */
export function nearest(view: TextView, wanted: readonly string[]): Candidate[] {
  const sent = wanted.slice(0, mostWanted).map((line) => seenAs("typography", line));
  const file = view.seen("typography");
  if (sent.length === 0 || file.length > mostLines) return [];
  const words = sent.map(wordsOf);
  const found: Candidate[] = [];
  for (let at = 0; at + Math.min(sent.length, file.length) <= file.length; at++) {
    let sum = 0;
    for (let i = 0; i < sent.length; i++) sum += likeness(sent[i]!, words[i]!, file[at + i] ?? "");
    const share = sum / sent.length;
    if (share >= 0.5) found.push(candidate(view, wanted, at, share));
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

function likeness(sent: string, words: readonly string[], line: string): number {
  if (sent === line) return 1;
  if (words.length === 0 || line === "") return 0;
  const there = wordsOf(line);
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
