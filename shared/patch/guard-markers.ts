import { type Document, lineAt, lineEnd } from "./document.ts";
import { decodeBytes } from "./encoding.ts";

/** One half of a guard's pair, as it stands on its line. */
export interface GuardMarker {
  kind: "START" | "END";
  name: string;
  /** the seven digits, as written */
  hash: string;
  /** 0-based */
  line: number;
  /** byte offset of the seven digits */
  hashAt: number;
}

const needle = new TextEncoder().encode("@hash:");
// a name ends before "-->", so that the comment may close right behind it
const pattern = /@hash:([0-9a-f]{7})[ \t]+(START|END):([A-Za-z0-9_.-]{1,200}?)(?=-->|[^A-Za-z0-9_.-]|$)/gi;

/**
 * The markers of a file, in order, whatever comment they stand in. A line with more than one is prose that speaks of
 * guards, and holds none. Looking for the word costs far less than reading every line of a file that has none.
 */
export function markersOf(doc: Document): GuardMarker[] {
  const markers: GuardMarker[] = [];
  let seen = -1;
  for (let at = find(doc.bytes, 0); at !== -1; at = find(doc.bytes, at + 1)) {
    const line = lineAt(doc.starts, doc.bytes, at);
    if (line === seen) continue;
    seen = line;
    const from = doc.starts[line]!;
    // markers are ASCII, which reads the same byte for byte
    const text = decodeBytes(doc.bytes.subarray(from, lineEnd(doc, line)), "latin-1");
    const found = [...text.matchAll(pattern)];
    if (found.length !== 1) continue;
    const [, hash, kind, name] = found[0] as unknown as [string, string, string, string];
    markers.push({
      kind: kind.toUpperCase() as GuardMarker["kind"],
      name,
      hash: hash.toLowerCase(),
      line,
      hashAt: from + found[0]!.index + needle.length,
    });
  }
  return markers;
}

function find(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(needle[0]!, from); at !== -1; at = bytes.indexOf(needle[0]!, at + 1))
    if (needle.every((byte, i) => bytes[at + i] === byte)) return at;
  return -1;
}
