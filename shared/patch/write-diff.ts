import { concatBytes, utf8 } from "./bytes.ts";
import type { FileState } from "./document.ts";
import { indexLines } from "./document.ts";
import { quoteName } from "./file-name.ts";
import type { LineEdit } from "./line-edit.ts";

/** One file as a patch changed it. `to` differs from `file` for a rename; null state: it did not, or does not, exist. */
export interface FileStep {
  file: string;
  to: string;
  before: FileState | null;
  after: FileState | null;
  edits: readonly LineEdit[];
}

const context = 3;
const noNewline = utf8("\n\\ No newline at end of file\n");
const marks = { " ": utf8(" "), "-": utf8("-"), "+": utf8("+") };

/**
 * The bytes of a git diff of these files: `git apply` turns the old ones into the new ones, `git apply -R` back.
 * Bytes, not text: a diff of a Latin-1 file holds Latin-1 lines.
 */
export function writeDiff(steps: readonly FileStep[]): Uint8Array {
  return concatBytes(steps.flatMap(fileDiff));
}

function fileDiff(step: FileStep): Uint8Array[] {
  const { before, after } = step;
  const head = [`diff --git ${quoteName(`a/${step.file}`)} ${quoteName(`b/${step.to}`)}`];
  if (before === null && after) head.push(`new file mode ${mode(after)}`);
  else if (before && after === null) head.push(`deleted file mode ${mode(before)}`);
  else if (before && after && before.executable !== after.executable)
    head.push(`old mode ${mode(before)}`, `new mode ${mode(after)}`);
  if (step.file !== step.to)
    head.push(`rename from ${quoteName(step.file)}`, `rename to ${quoteName(step.to)}`);
  const out = [utf8(`${head.join("\n")}\n`)];
  if (step.edits.length === 0) return out;
  out.push(utf8(`--- ${before ? sideName(`a/${step.file}`) : "/dev/null"}\n`));
  out.push(utf8(`+++ ${after ? sideName(`b/${step.to}`) : "/dev/null"}\n`));
  const oldBytes = before?.bytes ?? new Uint8Array();
  const newBytes = after?.bytes ?? new Uint8Array();
  const oldSide = { bytes: oldBytes, starts: indexLines(oldBytes) };
  const newSide = { bytes: newBytes, starts: indexLines(newBytes) };
  for (const hunk of groupEdits(step.edits)) writeHunk(out, hunk, oldSide, newSide);
  return out;
}

const mode = (state: FileState): string => (state.executable ? "100755" : "100644");

/** A name with a blank gets a tab behind it, or `git apply` takes the blank for the start of a timestamp. */
const sideName = (name: string): string => (name.includes(" ") ? `${quoteName(name)}\t` : quoteName(name));

interface Side {
  bytes: Uint8Array;
  starts: readonly number[];
}

/** Edits whose context would meet share a hunk. */
function groupEdits(edits: readonly LineEdit[]): LineEdit[][] {
  const hunks: LineEdit[][] = [];
  for (const edit of edits) {
    const last = hunks.at(-1)?.at(-1);
    if (last && edit.oldAt - (last.oldAt + last.removed) <= 2 * context) hunks.at(-1)!.push(edit);
    else hunks.push([edit]);
  }
  return hunks;
}

function writeHunk(out: Uint8Array[], edits: readonly LineEdit[], oldSide: Side, newSide: Side): void {
  const first = edits[0]!;
  const last = edits[edits.length - 1]!;
  const lead = Math.min(context, first.oldAt);
  const trail = Math.min(context, oldSide.starts.length - (last.oldAt + last.removed));
  const oldFrom = first.oldAt - lead;
  const newFrom = first.newAt - lead;
  const oldLines = last.oldAt + last.removed + trail - oldFrom;
  const newLines = last.newAt + last.added + trail - newFrom;
  out.push(utf8(`@@ -${range(oldFrom, oldLines)} +${range(newFrom, newLines)} @@\n`));
  let oldLine = oldFrom;
  for (const edit of edits) {
    for (; oldLine < edit.oldAt; oldLine++) writeLine(out, " ", oldSide, oldLine);
    for (; oldLine < edit.oldAt + edit.removed; oldLine++) writeLine(out, "-", oldSide, oldLine);
    for (let line = edit.newAt; line < edit.newAt + edit.added; line++) writeLine(out, "+", newSide, line);
  }
  for (let end = oldLine + trail; oldLine < end; oldLine++) writeLine(out, " ", oldSide, oldLine);
}

/** An empty range names the line before it, 0 at the top of a file. */
function range(from: number, count: number): string {
  const start = count === 0 ? from : from + 1;
  return count === 1 ? `${start}` : `${start},${count}`;
}

function writeLine(out: Uint8Array[], mark: " " | "-" | "+", side: Side, line: number): void {
  const text = side.bytes.subarray(side.starts[line]!, side.starts[line + 1] ?? side.bytes.length);
  out.push(marks[mark], text);
  if (text[text.length - 1] !== 10) out.push(noNewline);
}
