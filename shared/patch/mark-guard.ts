import { type Refusal, refuse } from "../result.ts";
import { documentOf } from "./batch-files.ts";
import { lineSplice } from "./block.ts";
import { type CommentStyle, commentStyle, mustBeFirst } from "./comment-style.ts";
import { diffLines } from "./diff-lines.ts";
import { type Document, type FileState, indexLines } from "./document.ts";
import { readable } from "./encoding.ts";
import { guardLines } from "./guard-words.ts";
import { guardsOf } from "./guards.ts";
import type { Hash } from "./hash.ts";
import { sealGuards } from "./seal-guards.ts";
import { applySplices } from "./splice.ts";
import { textOf } from "./text-view.ts";
import { writeDiff } from "./write-diff.ts";

export interface GuardAsked {
  file: string;
  /** 1-based, inclusive: the lines that the guard is to keep */
  start: number;
  end: number;
  name: string;
}

/**
 * The diff that puts a START above and an END below these lines, in the comment syntax of the file's kind, indented as
 * the first of the lines and carrying their hash. Refused: lines that are not there, a name that the file has, lines
 * that another guard has, a file without comments, a first line that has to stay the first.
 */
export function markGuard(state: FileState, asked: GuardAsked, hash: Hash): { diff: string } | Refusal {
  const doc = documentOf(state);
  const { file, start, end, name } = asked;
  const wrong = wrongLines(doc, asked) ?? taken(doc, asked);
  if (wrong) return wrong;
  const { lines } = textOf(doc);
  const first = start === 1 ? mustBeFirst(file, lines[0]!) : null;
  if (first)
    return refuse(
      "INVALID_INPUT",
      `line 1 of ${file} ${first}, so no marker can stand above it; guard from line 2 on`,
      { file, start },
    );
  const opens = commentStyle(file, lines, start - 1);
  const closes = commentStyle(file, lines, end);
  if (!opens || !closes) return noComments(doc, asked, hash);
  const indent = /^[ \t]*/.exec(lines[start - 1]!)![0];
  const marker = (kind: string, { open, close }: CommentStyle) =>
    `${indent}${open}@hash:0000000 ${kind}:${name}${close}`;
  const above = lineSplice(doc, start - 1, 0, [marker("START", opens)]);
  const below = lineSplice(doc, end, 0, [marker("END", closes)]);
  if ("ok" in above) return above;
  if ("ok" in below) return below;
  const marked = { ...state, bytes: applySplices(state.bytes, [above, below]) };
  const { state: after } = sealGuards(marked, [name], hash);
  const { bytes } = state;
  const edits = diffLines(bytes, indexLines(bytes), after.bytes, indexLines(after.bytes));
  return { diff: readable(writeDiff([{ file, to: file, before: state, after, edits }])) };
}

function wrongLines(doc: Document, { file, start, end }: GuardAsked): Refusal | null {
  const lines = doc.starts.length;
  if (start > end)
    return refuse("SPAN_INVERTED", `the lines ${start}-${end} end before they start; send start <= end`, {
      file,
      start,
      end,
    });
  if (lines === 0)
    return refuse("EMPTY_FILE", `${file} is empty: there is nothing to guard`, { file, lines });
  const outside = [start, end].find((line) => line < 1 || line > lines);
  if (outside === undefined) return null;
  return refuse("LINE_OUT_OF_RANGE", `line ${outside} is out of range: ${file} has lines 1 to ${lines}`, {
    file,
    line: outside,
    lines,
  });
}

function taken(doc: Document, { file, start, end, name }: GuardAsked): Refusal | null {
  for (const guard of guardsOf(doc)) {
    const details = { file, guard: guard.name, start: guard.start, end: guard.end };
    if (guard.name === name)
      return refuse(
        "GUARD_EXISTS",
        `${file} has a guarded region "${name}" already, ${guardLines(guard)}; give this one another name`,
        details,
      );
    if (start <= guard.end && end >= guard.start)
      return refuse(
        "GUARD_EXISTS",
        `lines ${start}-${end} of ${file} overlap the guarded region "${guard.name}", ${guardLines(guard)}; choose lines above or below it`,
        details,
      );
  }
  return null;
}

function noComments(doc: Document, { file, start, end, name }: GuardAsked, hash: Hash): Refusal {
  const from = doc.starts[start - 1]!;
  const digits = hash(doc.bytes.subarray(from, doc.starts[end] ?? doc.bytes.length)).slice(0, 7);
  const json = /\.(json|jsonl|ndjson|geojson|ipynb|webmanifest|map)$/i.test(file);
  return refuse(
    "INVALID_INPUT",
    json
      ? `${file} is JSON, which has no comments, so no marker can stand in it; protect the file by blockedPaths in .mission_control/policy.json instead`
      : `patchctl does not know how a comment is written in ${file}; if it has comments, put @hash:${digits} START:${name} above line ${start} and @hash:${digits} END:${name} below line ${end} in one of each, by one batch; else protect the file by blockedPaths in .mission_control/policy.json`,
    { file },
  );
}
