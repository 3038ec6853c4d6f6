import { type Document, endingOf } from "./document.ts";
import { textOf } from "./text-view.ts";

const cache = new WeakMap<Document, readonly string[]>();

/** Lines with their endings and the byte order mark, as a diff shows them. Made on first use. */
export function rawLines(doc: Document): readonly string[] {
  let raw = cache.get(doc);
  if (!raw) {
    raw = textOf(doc).lines.map(
      (text, line) => (line === 0 && doc.bom > 0 ? "\ufeff" : "") + text + endingOf(doc, line),
    );
    cache.set(doc, raw);
  }
  return raw;
}

/** Whether all lines that end, and there is one, end in the same way. */
export function oneEnding(raw: readonly string[]): boolean {
  const closed = raw.filter((line) => line.endsWith("\n"));
  const crlf = closed.filter((line) => line.endsWith("\r\n")).length;
  return closed.length > 0 && (crlf === 0 || crlf === closed.length);
}
