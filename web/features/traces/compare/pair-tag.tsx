import type { ComparisonColumns } from "../../../../shared/models/trace-comparison.ts";
import { deviates, statusDiffers } from "../../../../shared/trace/comparison-columns.ts";
import { deviationText, type PairKind } from "../../../../shared/trace/comparison-lines.ts";

/** What the second span of a pair is to the first, in a word or two. */
export function pairWords(
  kind: PairKind,
  { flags, deviation }: Pick<ComparisonColumns, "flags" | "deviation">,
  pair: number,
  failed: boolean,
): string {
  if (kind === "missing" || kind === "added") return kind;
  if (kind === "details") return "details";
  if (kind === "same") return "";
  const words: string[] = [];
  if (statusDiffers(flags[pair]!)) words.push(failed ? "fails" : "recovers");
  if (deviates(flags[pair]!)) words.push(deviationText(deviation[pair]!) || "length");
  return words.join(" ");
}

const tones: Record<PairKind, string> = {
  missing: "text-yellow",
  added: "text-yellow",
  status: "text-red-ink",
  duration: "text-red-ink",
  details: "text-ink-3",
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
