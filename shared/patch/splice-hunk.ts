import { type Refusal, refuse } from "../result.ts";
import { encodeFor, lineSplice } from "./block.ts";
import { type Document, endsInNewline, lineCount, lineEnd } from "./document.ts";
import type { Hunk, HunkLine } from "./file-patch.ts";
import { type Place, plainText } from "./find-hunk.ts";
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
  hunk: Hunk,
  place: Place,
  raw: boolean,
  file: string,
  into: Spliced,
): Refusal | null {
  let line = place.at;
  for (let i = 0; i < hunk.lines.length; ) {
    if (hunk.lines[i]!.mark === " ") {
      line++;
      i++;
      continue;
    }
    const run: HunkLine[] = [];
    while (i < hunk.lines.length && hunk.lines[i]!.mark !== " ") run.push(hunk.lines[i++]!);
    const removed = run.filter((one) => one.mark === "-").length;
    const splice = spliceRun(doc, line, run, removed, raw, { hunk, file });
    if ("ok" in splice) return splice;
    into.splices.push(splice);
    into.touched.push({ from: line, to: line + removed });
    line += removed;
  }
  return null;
}

function spliceRun(
  doc: Document,
  line: number,
  run: readonly HunkLine[],
  removed: number,
  raw: boolean,
  where: { hunk: Hunk; file: string },
): Splice | Refusal {
  const added = run.filter((one) => one.mark === "+");
  const wasBare = run.some((one) => one.mark === "-" && one.bare);
  const isBare = added.some((one) => one.bare);
  const follows = lineCount(doc) - (line + removed);
  if (isBare && !wasBare && follows > 0) return linesFollow(doc, line + removed, where);
  const bareEnd = follows === 0 && !endsInNewline(doc);
  // an insert below a last line without newline, or above line 1 behind a byte order mark, was shown neither
  const unseen =
    where.hunk.lines.length === added.length && ((bareEnd && removed === 0) || (line === 0 && doc.bom > 0));
  if (raw && !unseen && !(isBare && follows > 0)) return rawSplice(doc, line, removed, added);
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

function linesFollow(doc: Document, line: number, { hunk, file }: { hunk: Hunk; file: string }): Refusal {
  return refuse(
    "NO_MATCH",
    `the hunk on line ${hunk.diffLine} of the diff says that ${file} ends there without a newline ("\\ No newline at end of file"), but line ${line + 1} of it follows: ${quoted(rawLines(doc)[line]!)}. Leave that marker out, or send a diff of the file as it is now.`,
    { file, diffLine: hunk.diffLine, line: line + 1, candidates: [{ start: line + 1, end: line + 1 }] },
  );
}
