import { deviates, statusDiffers } from "../../../../shared/trace/comparison-columns.ts";
import { deviationText, type PairKind } from "../../../../shared/trace/comparison-lines.ts";

/** A span of a pair as far as the tag tells of it; `us` -1: it is open. */
export interface TaggedSpan {
  failed: boolean;
  us: number;
}

/** What the second span of a pair is to the first, in a word or two. Null: that trace does not have it. */
export function pairWords(
  kind: PairKind,
  flags: number,
  deviation: number | null,
  first: TaggedSpan | null,
  second: TaggedSpan | null,
): string {
  if (kind === "missing" || kind === "added" || kind === "details") return kind;
  if (kind === "same" || first === null || second === null) return "";
  const words: string[] = [];
  if (statusDiffers(flags)) words.push(second.failed ? "fails" : "recovers");
  if (deviates(flags)) {
    if (second.us === -1) words.push("open");
    else if (first.us === -1) words.push("ended");
    else words.push(deviation === null ? "longer" : deviationText(deviation));
  }
  return words.join(" ");
}

const tones: Record<PairKind, string> = {
  missing: "text-yellow",
  added: "text-yellow",
  status: "text-red-ink",
  duration: "text-red-ink",
  details: "text-ink-2",
  same: "",
};

export function PairTag({ kind, words }: { kind: PairKind; words: string }) {
  if (words === "") return null;
  return (
    <span className={`tabular ml-auto shrink-0 pl-1.5 font-mono font-semibold text-11 ${tones[kind]}`}>
      {words}
    </span>
  );
}
