import { createHash } from "node:crypto";
import type { PatchOperation } from "../../shared/models/patch-operation.ts";
import { diffLines } from "../../shared/patch/diff-lines.ts";
import { indexLines } from "../../shared/patch/document.ts";
import type { LineEdit } from "../../shared/patch/line-edit.ts";
import { decode, type Ending, encodingOf, hasMark, readLines, type TextLines } from "./text-lines.ts";

/** Why a change of text cannot be said as line edits; a diff says it, or for "bytes" nothing that is text. */
export type Unsayable =
  | { why: "the byte order mark comes or goes" }
  | { why: "the newline at the end comes or goes" }
  | { why: "line endings other than those around" }
  | { why: "a line that ends in a carriage return of its own" }
  | { why: "bytes" };

/**
 * The edits, in the line numbers of `old`, that make `fresh` of it, as an agent would send them that has read what
 * the documentation promises of blocks, and nothing else: what lies beyond is answered as unsayable instead of
 * tried. The engine's own splicing is not asked, so that it is what the tree hash judges.
 */
export function lineEdits(
  file: string,
  old: Buffer,
  fresh: Buffer,
): { operations: PatchOperation[] } | Unsayable {
  if (hasMark(old) !== hasMark(fresh)) return { why: "the byte order mark comes or goes" };
  const encoding = encodingOf(old);
  // a file that is no UTF-8 takes any byte as a character up to U+00FF; UTF-8 takes only UTF-8
  if (encoding === "utf-8" && encodingOf(fresh) !== "utf-8") return { why: "bytes" };
  const from = hasMark(old) ? old.subarray(3) : old;
  const to = hasMark(old) ? fresh.subarray(3) : fresh;
  const before = readLines(decode(from, encoding));
  const after = readLines(decode(to, encoding));
  if (hasMark(old) && after.lines[0]?.startsWith("\ufeff"))
    return { why: "the byte order mark comes or goes" };
  const expect = { fileHash: createHash("sha256").update(old).digest("hex") };
  const operations: PatchOperation[] = [];
  for (const edit of diffLines(from, indexLines(from), to, indexLines(to))) {
    const wrong = unsayable(edit, before, after);
    if (wrong) return wrong;
    operations.push({ ...operationOf(file, edit, before, after), expect });
  }
  return { operations };
}

function unsayable(edit: LineEdit, before: TextLines, after: TextLines): Unsayable | null {
  const { oldAt, removed, newAt, added } = edit;
  if (added === 0) return null;
  const count = before.lines.length;
  const atEnd = oldAt + removed === count;
  const bare = before.endings.at(-1) === "";
  if (atEnd && bare !== (after.endings.at(-1) === "")) return { why: "the newline at the end comes or goes" };
  for (let index = 0; index < added; index++) {
    if (after.lines[newAt + index]!.endsWith("\r"))
      return { why: "a line that ends in a carriage return of its own" };
    const last = atEnd && bare && index === added - 1;
    const neighbour = removed > 0 ? oldAt + Math.min(index, removed - 1) : Math.max(0, oldAt - 1);
    const expected = last ? "" : before.endings[neighbour] || mainEnding(before.endings);
    if (after.endings[newAt + index] !== expected) return { why: "line endings other than those around" };
  }
  return null;
}

function mainEnding(endings: readonly Ending[]): Ending {
  const crlf = endings.filter((ending) => ending === "\r\n").length;
  const lf = endings.filter((ending) => ending === "\n").length;
  return crlf > lf ? "\r\n" : "\n";
}

function operationOf(file: string, edit: LineEdit, before: TextLines, after: TextLines): PatchOperation {
  const { oldAt, removed, newAt, added } = edit;
  const count = before.lines.length;
  const put = after.lines.slice(newAt, newAt + added);
  const block = put.map((line) => `${line}\n`).join("");
  // lines put below one that ended the file without a newline: to a diff that line changes, to a person it does not
  const below = removed === 1 && oldAt + 1 === count && before.endings[oldAt] === "" && added > 1;
  if (below && put[0] === before.lines[oldAt])
    return { op: "append", file, block: block.slice(put[0]!.length + 1) };
  if (removed > 0)
    return { op: "replace-block", file, start: oldAt + 1, end: oldAt + removed, block, openSpace: false };
  if (oldAt === count) return { op: "append", file, block };
  if (oldAt === 0) return { op: "prepend", file, block };
  // a block that ends in a blank line belongs to what is below it
  if (put.at(-1) === "") return { op: "insert-before", file, line: oldAt + 1, block, openSpace: false };
  return { op: "insert-after", file, line: oldAt, block, openSpace: false };
}
