import type { DiffHunk, DiffLine } from "./diff-model.ts";

/** `@@ -start,count +start,count @@ section` */
export const hunkHead = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/;

/** Reads the lines of one hunk, `from` the line behind its head; `next` is the first that is not its own. */
export function readHunk(
  head: RegExpExecArray,
  lines: string[],
  from: number,
): { hunk: DiffHunk; next: number } {
  const count = (text: string | undefined) => (text === undefined ? 1 : Number(text));
  const hunk: DiffHunk = {
    oldStart: Number(head[1]),
    oldCount: count(head[2]),
    newStart: Number(head[3]),
    newCount: count(head[4]),
    section: head[5] ?? "",
    lines: [],
  };
  let oldNumber = hunk.oldStart;
  let newNumber = hunk.newStart;
  let [oldLeft, newLeft] = [hunk.oldCount, hunk.newCount];
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line.startsWith("\\")) {
      const last = hunk.lines.at(-1);
      if (last) last.noNewline = true;
      continue;
    }
    // The counts of the head say where the hunk ends: a removed line may itself look like a head ("-- x" as "--- x").
    if (oldLeft <= 0 && newLeft <= 0) break;
    const sign = line[0];
    if (sign === "-" && oldLeft > 0) {
      hunk.lines.push(lineOf("removed", line, oldNumber, null));
      oldNumber += 1;
      oldLeft -= 1;
    } else if (sign === "+" && newLeft > 0) {
      hunk.lines.push(lineOf("added", line, null, newNumber));
      newNumber += 1;
      newLeft -= 1;
    } else if (sign === " " || sign === undefined || line === "\r") {
      // Some tools drop the blank of an empty context line.
      hunk.lines.push(lineOf("context", sign === " " ? line : ` ${line}`, oldNumber, newNumber));
      oldNumber += 1;
      newNumber += 1;
      oldLeft -= 1;
      newLeft -= 1;
    } else break;
  }
  return { hunk, next: at };
}

function lineOf(
  kind: DiffLine["kind"],
  line: string,
  oldNumber: number | null,
  newNumber: number | null,
): DiffLine {
  const carriageReturn = line.endsWith("\r");
  const text = line.slice(1, carriageReturn ? -1 : undefined);
  return { kind, text, carriageReturn, noNewline: false, oldNumber, newNumber };
}
