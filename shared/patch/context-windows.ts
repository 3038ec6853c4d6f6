import type { Refusal } from "../result.ts";
import { refuse } from "../result.ts";
import type { Document } from "./document.ts";
import { findContaining } from "./find-lines.ts";
import { maxWindowLines } from "./limits.ts";
import { noMatch } from "./match-refusals.ts";
import type { Matching } from "./match-tier.ts";
import { findPlaceholder, listPlaceholders } from "./placeholder.ts";
import { textOf } from "./text-view.ts";

/** Numbered lines around one place. Lines are 1-based and inclusive. */
export interface ContextWindow {
  start: number;
  end: number;
  text: string;
  reason: string;
}

/** An anchor that stands in more places than this is shown in its first ones. */
const mostPlaces = 10;

/** The most anchors, placeholders and lines of one request, so that no request is answered with half a file. */
const mostAsked = 20;

/** Of a longer line only so many characters are shown, from around what was asked for. */
const mostCharacters = 400;

interface Place {
  from: number;
  to: number;
  reason: string;
  /** the text it was found by */
  anchor?: string;
}

/**
 * Windows of at most 40 lines around what was asked for, from the top of the file down, no line in two of them.
 * Asked for nothing, around every placeholder of the file, or else its first lines. A file without lines has none.
 */
export function contextWindows(
  doc: Document,
  file: string,
  wanted: { anchors?: string[]; placeholders?: string[]; lines?: number[] },
  matching: Matching,
): ContextWindow[] | Refusal {
  const asked = [wanted.anchors, wanted.placeholders, wanted.lines].reduce(
    (sum, list) => sum + (list?.length ?? 0),
    0,
  );
  if (asked > mostAsked)
    return refuse(
      "INVALID_INPUT",
      `${asked} places were asked for, at most ${mostAsked} are shown at a time; ask again for the others`,
      { file, asked, limit: mostAsked },
    );
  const view = textOf(doc);
  const count = view.lines.length;
  const places: Place[] = [];
  for (const anchor of wanted.anchors ?? []) {
    const found = findContaining(view, anchor, matching).lines;
    if (found.length === 0)
      return noMatch(view, { file, what: `anchor ${JSON.stringify(anchor)}` }, [anchor]);
    const many = found.length > 1 ? `, ${found.length} places` : "";
    for (const line of found.slice(0, mostPlaces))
      places.push({ from: line, to: line, reason: `anchor ${JSON.stringify(anchor)}${many}`, anchor });
  }
  for (const name of wanted.placeholders ?? []) {
    const found = findPlaceholder(doc, file, name);
    if ("ok" in found) return found;
    places.push({ from: found.start, to: found.end, reason: `placeholder ${name}` });
  }
  for (const line of wanted.lines ?? []) {
    if (line < 1 || line > count)
      return refuse(
        "LINE_OUT_OF_RANGE",
        `line ${line} is out of range: ${file} ${count === 0 ? "is empty" : `has lines 1 to ${count}; name one of those, or text with anchor`}`,
        {
          file,
          line,
          lines: count,
        },
      );
    places.push({ from: line - 1, to: line - 1, reason: `line ${line}` });
  }
  if (places.length === 0)
    for (const { name, line } of listPlaceholders(doc).slice(0, mostPlaces))
      places.push({ from: line, to: line, reason: `placeholder ${name}` });
  if (places.length === 0 && count > 0)
    places.push({ from: 0, to: Math.min(count, maxWindowLines) - 1, reason: "start of the file" });
  const anchors = new Map(
    places.flatMap(({ from, anchor }) => (anchor === undefined ? [] : [[from, anchor]])),
  );
  return windowsOf(places, count).map(({ start, end, reason }) => ({
    start: start + 1,
    end,
    text: numbered(view.lines, start, end, anchors),
    reason,
  }));
}

/** 0-based, `end` exclusive. */
interface Lines {
  start: number;
  end: number;
}

/** The lines around all places, those that lie together cut into windows, each with what it was asked for by. */
function windowsOf(places: readonly Place[], count: number): (Lines & { reason: string })[] {
  const runs: Lines[] = [];
  for (const lines of places.map((place) => around(place, count)).sort((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (last && lines.start <= last.end) last.end = Math.max(last.end, lines.end);
    else runs.push({ ...lines });
  }
  return runs.flatMap((run) => {
    const windows: (Lines & { reason: string })[] = [];
    for (let { start } = run; start < run.end; start += maxWindowLines) {
      const end = Math.min(run.end, start + maxWindowLines);
      const here = places.filter(({ from }) => start <= from && from < end).map(({ reason }) => reason);
      windows.push({ start, end, reason: [...new Set(here)].join("; ") || "goes on" });
    }
    return windows;
  });
}

/** As many lines as a window holds, the place in their middle; a longer place from its first line. */
function around({ from, to }: Place, count: number): Lines {
  const shown = Math.min(to - from + 1, maxWindowLines);
  const room = maxWindowLines - shown;
  const start = Math.max(0, Math.min(from - (room >> 1), count - maxWindowLines));
  return { start, end: Math.min(count, start + maxWindowLines) };
}

function numbered(
  lines: readonly string[],
  start: number,
  end: number,
  anchors: ReadonlyMap<number, string>,
): string {
  const width = String(end).length;
  return lines
    .slice(start, end)
    .map((line, index) => {
      const at = start + index;
      return `${String(at + 1).padStart(width)} | ${cut(line, anchors.get(at))}`;
    })
    .join("\n");
}

/** A long line as the part around `anchor`, and how much was left out on each side of it. */
function cut(line: string, anchor: string | undefined): string {
  if (line.length <= mostCharacters) return line;
  const found = anchor === undefined ? -1 : line.indexOf(anchor);
  const from = Math.max(0, Math.min(found - (mostCharacters >> 2), line.length - mostCharacters));
  const left = (count: number) => (count > 0 ? `[… ${count} characters …]` : "");
  const to = from + mostCharacters;
  return `${left(from)}${line.slice(from, to)}${left(line.length - to)}`;
}
