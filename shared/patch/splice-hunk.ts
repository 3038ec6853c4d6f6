import { type Refusal, refuse } from "../result.ts";
import { encodeFor, lineSplice } from "./block.ts";
import { type Document, endsInNewline, lineCount, lineEnd, mainEnding, textStart } from "./document.ts";
import type { FilePatch, Hunk, HunkLine } from "./file-patch.ts";
import { plainText } from "./find-hunk.ts";
import { quoted } from "./nearest.ts";
import { rawLines } from "./raw-lines.ts";
import type { Splice } from "./splice.ts";

interface Spliced {
  splices: Splice[];
  touched: { from: number; to: number }[];
}

/** Adds the splices of one placed hunk to `into`, one for each run of changes; answers a refusal, or nothing. */
export function spliceHunk(
  doc: Document,
  patch: FilePatch,
  hunk: Hunk,
  at: number,
  raw: boolean,
  into: Spliced,
): Refusal | null {
  let line = at;
  for (let i = 0; i < hunk.lines.length; ) {
    if (hunk.lines[i]!.mark === " ") {
      line++;
      i++;
      continue;
    }
    const run: HunkLine[] = [];
    while (i < hunk.lines.length && hunk.lines[i]!.mark !== " ") run.push(hunk.lines[i++]!);
    const removed = run.filter((one) => one.mark === "-").length;
    const splice = spliceRun(doc, line, run, { removed, raw, hunk, patch });
    if ("ok" in splice) return splice;
    into.splices.push(splice);
    into.touched.push({ from: line, to: line + removed });
    line += removed;
  }
  return null;
}

interface Run {
  removed: number;
  raw: boolean;
  hunk: Hunk;
  patch: FilePatch;
}

function spliceRun(doc: Document, line: number, run: readonly HunkLine[], about: Run): Splice | Refusal {
  const { removed, raw, hunk, patch } = about;
  const added = run.filter((one) => one.mark === "+");
  const wasBare = run.some((one) => one.mark === "-" && one.bare);
  const isBare = added.some((one) => one.bare);
  const follows = lineCount(doc) - (line + removed);
  if (isBare && !wasBare && follows > 0) return linesFollow(doc, line + removed, about);
  if (raw && hunk.lines.length === added.length) return rawInsert(doc, line, added, patch.measured === true);
  if (raw && !(isBare && follows > 0)) return rawSplice(doc, line, removed, added);
  // what the diff says of the final newline is done where it says that this changes; else the file's stays
  const closed = wasBare === isBare ? undefined : !isBare;
  const strips = line === 0 && (doc.bom > 0 || showsMark(run));
  const lines = added.map((one, index) => plainText(one.text, strips && index === 0));
  return lineSplice(doc, line, removed, lines, closed);
}

/** The old line 1 of the diff has a byte order mark, so that one on the new line 1 is no change. */
const showsMark = (run: readonly HunkLine[]): boolean =>
  run.some((one) => one.mark === "-" && one.text.startsWith("\ufeff"));

/** Whole lines as they are shown, a byte order mark in front of line 1 being a part of it. */
function rawSplice(
  doc: Document,
  line: number,
  removed: number,
  added: readonly HunkLine[],
): Splice | Refusal {
  const from = doc.starts[line] ?? doc.bytes.length;
  const to = removed > 0 ? lineEnd(doc, line + removed - 1) : from;
  const bytes = encodeFor(doc, added.map((one) => one.text + (one.bare ? "" : "\n")).join(""));
  return bytes instanceof Uint8Array ? { from, to, bytes } : bytes;
}

/**
 * Lines as they are shown, of a hunk that shows nothing of the file: the newline that the file lacks at its end
 * stays lacking, and a byte order mark stays in front of them, unless a program compared the bytes of two files.
 */
function rawInsert(
  doc: Document,
  line: number,
  added: readonly HunkLine[],
  measured: boolean,
): Splice | Refusal {
  const below = line >= lineCount(doc) && !endsInNewline(doc);
  const from = measured ? (doc.starts[line] ?? doc.bytes.length) : textStart(doc, line);
  const text = added.map((one) => one.text + (one.bare ? "" : "\n")).join("");
  const bytes = encodeFor(doc, below ? mainEnding(doc) + text.replace(/\r?\n$/, "") : text);
  return bytes instanceof Uint8Array ? { from, to: from, bytes } : bytes;
}

function linesFollow(doc: Document, line: number, { hunk, patch: { file } }: Run): Refusal {
  return refuse(
    "NO_MATCH",
    `the hunk on line ${hunk.diffLine} of the diff says that ${file} ends there without a newline ("\\ No newline at end of file"), but line ${line + 1} of it follows: ${quoted(rawLines(doc)[line]!)}. Leave that marker out, or send a diff of the file as it is now.`,
    { file, diffLine: hunk.diffLine, line: line + 1, candidates: [{ start: line + 1, end: line + 1 }] },
  );
}
