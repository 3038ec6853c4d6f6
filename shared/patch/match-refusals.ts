import { type Refusal, refuse } from "../result.ts";
import { didYouMean, nearest } from "./nearest.ts";
import type { TextView } from "./text-view.ts";

/** The refusal for text that stands nowhere in the file: what differs first, and where it may have been meant. */
export function noMatch(view: TextView, file: string, what: string, wanted: readonly string[]): Refusal {
  const candidates = nearest(view, wanted);
  return refuse(
    "NO_MATCH",
    `${what} was not found in ${file} (${view.lines.length} lines).${didYouMean(candidates)} Read the place again and send the text as it stands in the file.`,
    { file, candidates, sent: wanted.slice(0, 20) },
  );
}

/** The refusal for text that stands in more than one place. `lines` are 0-based. */
export function ambiguous(file: string, what: string, lines: readonly number[]): Refusal {
  const shown = lines.slice(0, 10).map((line) => line + 1);
  const more = lines.length > shown.length ? ` and ${lines.length - shown.length} more` : "";
  return refuse(
    "AMBIGUOUS_MATCH",
    `${what} stands in ${lines.length} places of ${file}: lines ${shown.join(", ")}${more}. Send more of the text around it, so that it names one place.`,
    { file, lines: shown, places: lines.length },
  );
}
