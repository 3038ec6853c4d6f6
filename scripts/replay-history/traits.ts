import type { Change } from "./changes.ts";
import { isExecutable, isPlain } from "./changes.ts";
import { encodingOf, hasMark } from "./text-lines.ts";

/** What is particular about a change's contents, in the words of the table. A change may have several, or none. */
export function traitsOf(
  { before, after }: Change,
  contents: { before: Buffer | null; after: Buffer | null },
): string[] {
  const sides = [before, after].filter((side) => side !== null);
  if (sides.some(({ mode }) => mode === "160000")) return ["submodule"];
  if (!sides.every(isPlain)) return ["symbolic link"];
  const bytes = [contents.before, contents.after].filter((side) => side !== null);
  const traits: string[] = [];
  const either = (trait: string, test: (side: Buffer) => boolean) => {
    if (bytes.some(test)) traits.push(trait);
  };
  const changes = (trait: string, test: (side: Buffer) => boolean) => {
    if (bytes.length === 2 && test(bytes[0]!) !== test(bytes[1]!)) traits.push(trait);
  };
  if (before && after && before.mode !== after.mode) traits.push("mode change");
  if (sides.some(isExecutable)) traits.push("executable");
  either("empty file", (side) => side.length === 0);
  if (bytes.some((side) => side.includes(0))) return [...traits, "binary"];
  either("CRLF", (side) => endings(side) === "CRLF");
  either("mixed endings", (side) => endings(side) === "mixed");
  changes("line endings change", (side) => endings(side) === "CRLF");
  either("lone carriage return", hasLoneReturn);
  either("no newline at the end", isBare);
  changes("newline at the end comes or goes", isBare);
  either("byte order mark", hasMark);
  changes("byte order mark comes or goes", hasMark);
  either("not UTF-8", (side) => encodingOf(side) !== "utf-8");
  changes("encoding changes", (side) => encodingOf(side) === "utf-8");
  either("a line of more than 10,000 bytes", hasLongLine);
  return traits;
}

const isBare = (bytes: Buffer): boolean => bytes.length > 0 && bytes.at(-1) !== 10;

function endings(bytes: Buffer): "LF" | "CRLF" | "mixed" {
  if (!bytes.includes("\r\n")) return "LF";
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1))
    if (bytes[at - 1] !== 13) return "mixed";
  return "CRLF";
}

function hasLoneReturn(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(13); at !== -1; at = bytes.indexOf(13, at + 1))
    if (bytes[at + 1] !== 10) return true;
  return false;
}

function hasLongLine(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    if ((end === -1 ? bytes.length : end) - at > 10_000) return true;
    if (end === -1) return false;
    at = end + 1;
  }
  return false;
}
