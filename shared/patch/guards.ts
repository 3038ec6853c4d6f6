import { type Document, lineEnd } from "./document.ts";
import { type GuardMarker, markersOf } from "./guard-markers.ts";
import type { Hash } from "./hash.ts";

/**
 * A region between `@hash:xxxxxxx START:name` and `@hash:xxxxxxx END:name`, in any comment syntax. Regions may nest;
 * of two with one name each END belongs to the START nearest above it. A marker without its partner guards everything
 * on its side: below a START to the end of the file, above an END from its first line.
 */
export interface Guard {
  name: string;
  /** the digits that its START (or, without one, its END) carries */
  hash: string;
  /** 1-based lines of its two markers, or the first or last line of the file where one is missing */
  start: number;
  end: number;
  /** null: this marker is missing */
  opens: GuardMarker | null;
  closes: GuardMarker | null;
}

/** `ok`: both markers carry the hash of the lines between them. */
export type GuardState = "ok" | "changed" | "markers_differ" | "no_end" | "no_start";

/** The guarded regions of a file, by their first line. */
export function guardsOf(doc: Document): Guard[] {
  const guards: Guard[] = [];
  const open: GuardMarker[] = [];
  const last = doc.starts.length;
  for (const marker of markersOf(doc)) {
    if (marker.kind === "START") {
      open.push(marker);
      continue;
    }
    const { name, hash, line } = marker;
    const at = open.findLastIndex((one) => one.name === name);
    if (at === -1) {
      guards.push({ name, hash, start: 1, end: line + 1, opens: null, closes: marker });
      continue;
    }
    const [opens] = open.splice(at, 1) as [GuardMarker];
    guards.push({ name, hash: opens.hash, start: opens.line + 1, end: line + 1, opens, closes: marker });
  }
  for (const opens of open)
    guards.push({
      name: opens.name,
      hash: opens.hash,
      start: opens.line + 1,
      end: last,
      opens,
      closes: null,
    });
  return guards.sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * The seven digits that belong into the markers of a pair: the head of the sha256 of the lines between, byte for byte
 * as they stand in the file, the line ending of the last one included.
 */
export function digitsOf(
  doc: Document,
  opens: { line: number },
  closes: { line: number },
  hash: Hash,
): string {
  return hash(doc.bytes.subarray(lineEnd(doc, opens.line), doc.starts[closes.line])).slice(0, 7);
}

/** Whether a guard holds, and what its markers should carry; null digits where it is no pair. */
export function stateOf(
  doc: Document,
  guard: Guard,
  hash: Hash,
): { state: GuardState; digits: string | null } {
  const { opens, closes } = guard;
  if (!closes) return { state: "no_end", digits: null };
  if (!opens) return { state: "no_start", digits: null };
  const digits = digitsOf(doc, opens, closes, hash);
  if (opens.hash !== closes.hash) return { state: "markers_differ", digits };
  return { state: digits === opens.hash ? "ok" : "changed", digits };
}

/** Both of its markers are there. */
export const isPair = ({ opens, closes }: Guard): boolean => opens !== null && closes !== null;
