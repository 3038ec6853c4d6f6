import { type Refusal, refuse } from "../result.ts";
import { encodeFor, lineSplice } from "./block.ts";
import { equalBytes } from "./bytes.ts";
import { type Document, documentEncoding, lineAt, textStart } from "./document.ts";
import { decodeBytes } from "./encoding.ts";
import { followRange, type LineMap, type LineRange } from "./line-map.ts";
import type { Part, Touch } from "./part.ts";
import type { Splice } from "./splice.ts";

/** A file as the caller knows it, as it is, and the way from the one to the other. */
export interface TwoVersions {
  past: Document;
  now: Document;
  map: LineMap;
}

/** The lines of an edit that somebody has touched since, as they were. An insert has those on both sides of it. */
export interface TouchedSince {
  touched: LineRange;
}

type EditPart = Part & { kind: "edit" | "rename" };

/**
 * An edit that was placed in the version its caller read, placed in the version that is there now.
 *
 * Lines that it replaces must all be there still, unchanged and together; an insert needs the lines on both sides of
 * it (or the start or the end of the file) to be there, unchanged and still neighbours. Otherwise the answer says
 * which lines were touched. `lines`, where the edit puts whole ones, are spelled as the file that is there spells its
 * own. Whatever the maps say, the bytes have to be the same ones: a record that lies moves nothing.
 */
export function mapForward(
  part: EditPart,
  versions: TwoVersions,
  lines?: readonly string[],
): EditPart | TouchedSince | Refusal {
  const { past, now, map } = versions;
  const splices: Splice[] = [];
  const touched: Touch[] = [];
  for (const [index, splice] of part.splices.entries()) {
    const touch = part.touched[index]!;
    const range = reachOf(past, splice, touch);
    const found = followRange(map, range);
    if (!found || !sameBytes(versions, range, found)) return { touched: range };
    // a diff that shows the byte order mark means the very first line, and may not carry the mark elsewhere
    if (splice.from < textStart(past, range.from) && (found.from > 0 || now.bom === 0))
      return { touched: range };
    const down = found.from - range.from;
    const at = touch.start - 1 + down;
    const put = lines
      ? lineSplice(now, at, touch.end - touch.start + 1, lines)
      : moved(splice, textStart(now, found.from) - textStart(past, range.from), versions);
    if ("ok" in put) return put;
    splices.push(put);
    touched.push({ start: touch.start + down, end: touch.end + down });
  }
  return { ...part, splices, touched };
}

/** The whole lines that an edit needs to be as they were: those it names, and those its bytes reach into. */
function reachOf(doc: Document, splice: Splice, touch: Touch): LineRange {
  let from = touch.start - 1;
  let to = touch.end;
  if (splice.from < textStart(doc, from)) from = lineAt(doc.starts, doc.bytes, splice.from);
  // what is put in front of line 1 goes below a byte order mark, and touches no line
  if (splice.to > textStart(doc, to)) to = lineAt(doc.starts, doc.bytes, splice.to - 1) + 1;
  return { from, to };
}

function sameBytes({ past, now }: TwoVersions, range: LineRange, found: LineRange): boolean {
  const around = range.from === range.to ? 1 : 0;
  const bytes = (doc: Document, { from, to }: LineRange) =>
    doc.bytes.subarray(textStart(doc, Math.max(0, from - around)), lineStart(doc, to + around));
  return equalBytes(bytes(past, range), bytes(now, found));
}

/** Part of a line, or a hunk, further down. The file may have become another encoding since. */
function moved(splice: Splice, by: number, { past, now }: TwoVersions): Splice | Refusal {
  const same = splice.bytes.every((byte) => byte < 0x80) || documentEncoding(past) === documentEncoding(now);
  const bytes = same ? splice.bytes : encodeFor(now, decodeBytes(splice.bytes, documentEncoding(past)));
  return "ok" in bytes ? bytes : { from: splice.from + by, to: splice.to + by, bytes };
}

const lineStart = (doc: Document, line: number): number => doc.starts[line] ?? doc.bytes.length;

/** STALE_BASE: an operation that takes a whole file as it was read. */
export const refuseWhole = (file: string, what: string, actual: string | null): Refusal =>
  refuse(
    "STALE_BASE",
    `${file} has changed since the version that expect.fileHash names, and ${what} means the whole file; read it again and send the hash it has now`,
    { file, actual },
  );
