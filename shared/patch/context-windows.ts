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

/**
 * Windows of at most 40 lines around what was asked for. Asked for nothing, around every placeholder of the file,
 * or else its first lines.
 */
export function contextWindows(
  doc: Document,
  file: string,
  wanted: { anchors?: string[]; placeholders?: string[]; lines?: number[] },
  matching: Matching,
): ContextWindow[] | Refusal {
  const view = textOf(doc);
  const count = view.lines.length;
  const places: { from: number; to: number; reason: string }[] = [];
  for (const anchor of wanted.anchors ?? []) {
    const found = findContaining(view, anchor, matching).lines;
    if (found.length === 0)
      return noMatch(view, { file, what: `anchor ${JSON.stringify(anchor)}` }, [anchor]);
    const many = found.length > 1 ? `, ${found.length} places` : "";
    for (const line of found.slice(0, mostPlaces))
      places.push({ from: line, to: line, reason: `anchor ${JSON.stringify(anchor)}${many}` });
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
  return places.map(({ from, to, reason }) => {
    const shown = Math.min(to - from + 1, maxWindowLines);
    const room = maxWindowLines - shown;
    const start = Math.max(0, Math.min(from - (room >> 1), count - maxWindowLines));
    const end = Math.min(count, start + maxWindowLines);
    return { start: start + 1, end, text: numbered(view.lines, start, end), reason };
  });
}

function numbered(lines: readonly string[], start: number, end: number): string {
  const width = String(end).length;
  return lines
    .slice(start, end)
    .map((line, index) => `${String(start + index + 1).padStart(width)} | ${line}`)
    .join("\n");
}
