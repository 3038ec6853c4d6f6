import { type Refusal, refuse } from "../result.ts";
import { equalBytes } from "./bytes.ts";
import { type Document, lineEnd } from "./document.ts";
import { textOf } from "./text-view.ts";

const marker = /@hash:([0-9a-f]{7})\s+(START|END):([A-Za-z0-9_.-]+)/;

/** A region between `@hash:xxxxxxx START:name` and `@hash:xxxxxxx END:name`, in any comment syntax. */
export interface Guard {
  name: string;
  hash: string;
  /** 1-based lines of its two markers */
  start: number;
  end: number;
  /** its lines, markers and their line endings included */
  bytes: Uint8Array;
}

const needle = new TextEncoder().encode("@hash:");

/** The guarded regions of a file, in order. A START without its END guards to the end of the file. */
export function guardsOf(doc: Document): Guard[] {
  if (!holdsMarker(doc.bytes)) return [];
  const guards: Guard[] = [];
  const open = new Map<string, { line: number; hash: string }>();
  const region = (name: string, hash: string, start: number, end: number): Guard => ({
    name,
    hash,
    start: start + 1,
    end: end + 1,
    bytes: doc.bytes.subarray(doc.starts[start]!, lineEnd(doc, end)),
  });
  textOf(doc).lines.forEach((text, line) => {
    const found = marker.exec(text);
    if (!found) return;
    const [, hash, kind, name] = found as unknown as [string, string, string, string];
    if (kind === "START") open.set(name, { line, hash });
    else {
      const start = open.get(name);
      if (start) guards.push(region(name, start.hash, start.line, line));
      open.delete(name);
    }
  });
  for (const [name, { line, hash }] of open) guards.push(region(name, hash, line, doc.starts.length - 1));
  return guards.sort((a, b) => a.start - b.start);
}

/** Looking for the word costs far less than reading every line of a file that has none. */
function holdsMarker(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(needle[0]!); at !== -1; at = bytes.indexOf(needle[0]!, at + 1))
    if (needle.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}

/** GUARD_VIOLATION where a region of `before` is not in `after` byte for byte, its markers included. */
export function checkGuards(before: readonly Guard[], after: readonly Guard[], file: string): Refusal | null {
  for (const guard of before) {
    const kept = after.some((other) => other.name === guard.name && equalBytes(other.bytes, guard.bytes));
    if (!kept)
      return refuse(
        "GUARD_VIOLATION",
        `the edit reaches into the guarded region "${guard.name}", lines ${guard.start}-${guard.end} of ${file}; leave these lines as they are, both markers included, and edit above or below them, or ask a reviewer to change what they guard`,
        { file, guard: guard.name, start: guard.start, end: guard.end },
      );
  }
  return null;
}
