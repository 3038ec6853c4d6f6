import type { MatchTier } from "../models/patch-result.ts";

/** The tiers in the order in which they are tried. */
export const matchTiers = [
  "exact",
  "trailing-space",
  "surrounding-space",
  "typography",
] as const satisfies readonly MatchTier[];

/** Whether the policy lets text match that is not the same to the last character. */
export type Matching = "graded" | "exact";

export const tiersOf = (matching: Matching): readonly MatchTier[] =>
  matching === "exact" ? ["exact"] : matchTiers;

const folds: Record<string, string> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201a": "'",
  "\u201b": "'",
  "\u2032": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u201f": '"',
  "\u2033": '"',
  "\u00ab": '"',
  "\u00bb": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2015": "-",
  "\u2212": "-",
  "\u00a0": " ",
  "\u2002": " ",
  "\u2003": " ",
  "\u2009": " ",
  "\u200a": " ",
  "\u202f": " ",
  "\u3000": " ",
  "\u2026": "...",
};
const folding = new RegExp(`[${Object.keys(folds).join("")}]`, "g");

/** Curly quotes, long dashes, ellipses and odd blanks as a keyboard types them. */
export const foldTypography = (text: string): string => text.replace(folding, (char) => folds[char]!);

/** A line as this tier sees it; two lines match where these are equal. */
export function seenAs(tier: MatchTier, line: string): string {
  switch (tier) {
    case "exact":
      return line;
    case "trailing-space":
      return line.trimEnd();
    case "surrounding-space":
      return line.trim();
    case "typography":
      return foldTypography(line).trim();
  }
}
