import { isUtf8 } from "node:buffer";

export type Ending = "\n" | "\r\n" | "";
export type Encoding = "utf-8" | "latin-1";

/** A file's contents as lines, byte order mark set aside. */
export interface TextLines {
  /** without their endings */
  lines: string[];
  endings: Ending[];
}

export const encodingOf = (bytes: Uint8Array): Encoding => (isUtf8(bytes) ? "utf-8" : "latin-1");

export const hasMark = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

export const decode = (bytes: Buffer, encoding: Encoding): string =>
  bytes.toString(encoding === "utf-8" ? "utf8" : "latin1");

export function readLines(text: string): TextLines {
  const lines = text.split("\n");
  const bare = lines.pop()!;
  const endings = lines.map((line): Ending => (line.endsWith("\r") ? "\r\n" : "\n"));
  const stripped = lines.map((line, at) => (endings[at] === "\r\n" ? line.slice(0, -1) : line));
  return bare === ""
    ? { lines: stripped, endings }
    : { lines: [...stripped, bare], endings: [...endings, ""] };
}
