import { type Refusal, refuse } from "../result.ts";
import { didYouMean, nearest, quoted, shortened } from "./nearest.ts";
import type { TextView } from "./text-view.ts";

/** What a refusal is about, beside the text itself. */
export interface Sought {
  file: string;
  /** names it in the sentence: "oldText", "hunk 2 of 3 …" */
  what: string;
  /** further facts for a program */
  details?: Record<string, unknown>;
}

/**
 * The refusal for text that stands nowhere in the file: what differs first, and where it may have been meant.
 * `hint` is a sentence on why this kind of text has to stand there, or where else it does.
 */
export function noMatch(view: TextView, sought: Sought, wanted: readonly string[], hint = ""): Refusal {
  const candidates = nearest(view, wanted);
  return refuse(
    "NO_MATCH",
    `${sought.what} was not found in ${sought.file} (${view.lines.length === 1 ? "1 line" : `${view.lines.length} lines`}).${didYouMean(candidates, view.lines.length)}${hint} Read the place again and send the text as it stands in the file.`,
    {
      file: sought.file,
      ...sought.details,
      candidates,
      sent: wanted.slice(0, 20).map(shortened),
    },
  );
}

/**
 * The refusal for text that stands in more than one place, `height` lines each. `lines` are the 0-based first lines.
 * Names what tells the first two places apart, for that is what has to be sent along.
 */
export function ambiguous(view: TextView, sought: Sought, lines: readonly number[], height = 1): Refusal {
  const shown = lines.slice(0, 10);
  const places = shown.map((line) => (height > 1 ? `${line + 1}-${line + height}` : `${line + 1}`));
  const more = lines.length > shown.length ? ` and ${lines.length - shown.length} more` : "";
  const apart = tellApart(view, lines[0]!, lines[1]!, height);
  const told =
    apart === null
      ? ""
      : ` The nearest line that tells the first two apart: ${said(apart.first)}, ${said(apart.second)}.`;
  return refuse(
    "AMBIGUOUS_MATCH",
    `${sought.what} stands in ${lines.length} places of ${sought.file}: lines ${places.join(", ")}${more}.${told} Send more of the text around it, so that it names one place.`,
    {
      file: sought.file,
      ...sought.details,
      lines: shown.map((line) => line + 1),
      places: lines.length,
      candidates: shown.map((line) => ({ start: line + 1, end: line + height })),
      ...(apart && { differs: [apart.first, apart.second] }),
    },
  );
}

/** A line next to a place: 1-based, beyond the file where `text` is null. */
interface Beside {
  line: number;
  text: string | null;
}

/** How far around two places a difference is looked for, in lines. */
const farthest = 20;

/** The line nearest to two places of the same text at which what surrounds them differs. */
function tellApart(
  view: TextView,
  first: number,
  second: number,
  height: number,
): { first: Beside; second: Beside } | null {
  const beside = (line: number): Beside => {
    const text = view.lines[line];
    return { line: line + 1, text: text === undefined ? null : shortened(text) };
  };
  // two spots within one line, or places that overlap, are told apart by their own text
  if (second - first < height) return null;
  for (let off = 1; off <= farthest; off++)
    for (const at of [-off, height - 1 + off])
      if (view.lines[first + at] !== view.lines[second + at])
        return { first: beside(first + at), second: beside(second + at) };
  return null;
}

const said = ({ line, text }: Beside): string =>
  text === null ? `${line < 1 ? "the start" : "the end"} of the file` : `line ${line} is ${quoted(text)}`;
