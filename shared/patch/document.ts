import { type Encoding, encodingOf } from "./encoding.ts";

/** A file as the planner sees it. `executable` is the one bit of the mode that a diff can carry. */
export interface FileState {
  bytes: Uint8Array;
  executable: boolean;
}

/**
 * Bytes with the places where lines begin. Only "\n" ends a line, as for git; a "\r" before it belongs to the
 * line's ending. `bom` is the length of a byte order mark: it lies before line 1 and belongs to no edit.
 */
export interface Document {
  readonly bytes: Uint8Array;
  /** byte offset of each line; `starts.length` is the number of lines */
  readonly starts: readonly number[];
  readonly bom: 0 | 3;
}

/** Offsets at which lines begin. No bytes, no lines; a last line may lack its newline. */
export function indexLines(bytes: Uint8Array, from = 0, to = bytes.length): number[] {
  const starts: number[] = [];
  for (let at = from; at < to; ) {
    starts.push(at);
    const newline = bytes.indexOf(10, at);
    at = newline === -1 || newline >= to ? to : newline + 1;
  }
  return starts;
}

export function openDocument(bytes: Uint8Array): Document {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  // a file of a byte order mark alone has no line to edit
  return { bytes, starts: bytes.length === bom ? [] : indexLines(bytes), bom };
}

export const lineCount = (doc: Document): number => doc.starts.length;

/** First byte of a line's own text (0-based), after a byte order mark. */
export const textStart = (doc: Document, line: number): number =>
  line >= doc.starts.length ? doc.bytes.length : line === 0 ? doc.bom : doc.starts[line]!;

/** The byte after a line, its newline included (0-based). */
export const lineEnd = (doc: Document, line: number): number =>
  line + 1 < doc.starts.length ? doc.starts[line + 1]! : doc.bytes.length;

export type LineEnding = "\n" | "\r\n" | "";

export function endingOf(doc: Document, line: number): LineEnding {
  const end = lineEnd(doc, line);
  if (doc.bytes[end - 1] !== 10) return "";
  return end - 2 >= textStart(doc, line) && doc.bytes[end - 2] === 13 ? "\r\n" : "\n";
}

/** The byte after a line's text, before its ending. */
export const textEnd = (doc: Document, line: number): number =>
  lineEnd(doc, line) - endingOf(doc, line).length;

/** True where the file ends in a newline or holds no line at all. */
export const endsInNewline = (doc: Document): boolean =>
  doc.starts.length === 0 || doc.bytes[doc.bytes.length - 1] === 10;

/** What ends most lines of the file; "\n" where it has none. */
export function mainEnding(doc: Document): "\n" | "\r\n" {
  let crlf = 0;
  let lf = 0;
  for (let line = 0; line < doc.starts.length; line++) {
    const ending = endingOf(doc, line);
    if (ending === "\r\n") crlf++;
    else if (ending === "\n") lf++;
  }
  return crlf > lf ? "\r\n" : "\n";
}

/** The line (0-based) that holds byte `at`; the number of lines where `at` lies past the last newline. */
export function lineAt(starts: readonly number[], bytes: Uint8Array, at: number): number {
  if (at >= bytes.length && (starts.length === 0 || bytes[bytes.length - 1] === 10)) return starts.length;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const documentEncoding = (doc: Document): Encoding => encodingOf(doc.bytes);
