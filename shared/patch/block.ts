import { type Refusal, refuse } from "../result.ts";
import { concatBytes } from "./bytes.ts";
import {
  type Document,
  documentEncoding,
  endingOf,
  endsInNewline,
  lineCount,
  lineEnd,
  mainEnding,
  textStart,
} from "./document.ts";
import { encodeText } from "./encoding.ts";
import type { Splice } from "./splice.ts";

/** The lines of a block without their endings. "" is no line, "\n" one blank line, "a" and "a\n" the line "a". */
export function blockLines(block: string): string[] {
  if (block === "") return [];
  const lines = block.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Blank lines that stay below a block which was put into opened space. */
export function withOpenSpace(lines: readonly string[], padding: number): string[] {
  return [...lines, ...Array.from({ length: padding }, () => "")];
}

/**
 * The splice that puts `lines` in place of the lines `at` up to `at + removed` (0-based) of `doc`.
 *
 * Each new line takes the ending of the line it replaces, beyond those the ending of the last one, for an insert
 * that of its neighbour: a CRLF file stays one, and a mixed file keeps each line's. Where the file ended without a
 * newline and the lines land at its end, it still does, unless the last line is blank and would vanish with it;
 * `closed` says whether the file is to end in a newline then, whatever it did before.
 * Refused only where the file's encoding cannot hold the text.
 */
export function lineSplice(
  doc: Document,
  at: number,
  removed: number,
  lines: readonly string[],
  closed?: boolean,
): Splice | Refusal {
  const count = lineCount(doc);
  const from = removed > 0 || at < count ? textStart(doc, at) : doc.bytes.length;
  const to = removed > 0 ? lineEnd(doc, at + removed - 1) : from;
  if (lines.length === 0) return { from, to, bytes: new Uint8Array() };

  const bare = !endsInNewline(doc);
  const endingFor = (index: number): "\n" | "\r\n" => {
    const neighbour = removed > 0 ? at + Math.min(index, removed - 1) : at > 0 ? at - 1 : 0;
    const ending = neighbour < count ? endingOf(doc, neighbour) : "";
    return ending === "" ? mainEnding(doc) : ending;
  };
  const landsAtEnd = at + removed >= count;
  const appendsToBareLine = landsAtEnd && bare && removed === 0;
  let text = appendsToBareLine ? endingFor(0) : "";
  lines.forEach((line, index) => {
    const last = landsAtEnd && index === lines.length - 1 && line !== "";
    const dropEnding = last && !(closed ?? !bare);
    text += dropEnding ? line : line + endingFor(index);
  });
  const bytes = encodeFor(doc, at === 0 && doc.bom > 0 ? text.replace(/^\ufeff/, "") : text);
  return bytes instanceof Uint8Array ? { from, to, bytes } : bytes;
}

/** The bytes of `text` in this file's encoding. */
export function encodeFor(doc: Document, text: string): Uint8Array | Refusal {
  // ASCII reads the same in every encoding, so the file need not be looked at
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is the ASCII range
  const encoded = encodeText(text, /^[\x00-\x7f]*$/.test(text) ? "utf-8" : documentEncoding(doc));
  if (encoded instanceof Uint8Array) return encoded;
  return refuse(
    "INVALID_INPUT",
    `the file is not UTF-8 (it reads as Latin-1), and the block holds "${encoded.unencodable}", which such a file cannot; use characters up to U+00FF`,
    { character: encoded.unencodable, encoding: "latin-1" },
  );
}

/** A new file's bytes: the block as it was sent, with a final newline. */
export function newFileBytes(block: string): Uint8Array {
  const ending = block.includes("\r\n") ? "\r\n" : "\n";
  const whole = block === "" || block.endsWith("\n") ? block : block + ending;
  return concatBytes([new TextEncoder().encode(whole)]);
}
