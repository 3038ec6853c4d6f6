import { type Refusal, refuse } from "../result.ts";
import type { Hunk, HunkLine } from "./file-patch.ts";

const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

interface HunkRead {
  hunk: Hunk;
  /** index of the first line behind the hunk */
  next: number;
}

/** Reads a hunk whose header says how many lines each side has; those counts must hold. */
export function readNumberedHunk(lines: readonly string[], from: number): HunkRead | Refusal {
  const numbers = header.exec(lines[from]!);
  if (!numbers)
    return malformed(
      from,
      `${JSON.stringify(lines[from])} is not a hunk header; it reads "@@ -12,3 +12,4 @@"`,
    );
  const oldCount = Number(numbers[2] ?? 1);
  const newCount = Number(numbers[4] ?? 1);
  let old = 0;
  let fresh = 0;
  const read: HunkLine[] = [];
  let at = from + 1;
  while (old < oldCount || fresh < newCount || lines[at]?.startsWith("\\")) {
    const line = lines[at];
    const mark = line === undefined ? undefined : line === "" || line === "\r" ? " " : line[0]!;
    if (mark === "\\") {
      if (read.length > 0) read.at(-1)!.bare = true;
    } else if (mark === " " || mark === "-" || mark === "+") {
      read.push({ mark, text: line!.slice(line === "" || line === "\r" ? 0 : 1), bare: false });
      if (mark !== "+") old++;
      if (mark !== "-") fresh++;
    } else
      return malformed(
        from,
        `the hunk says ${oldCount} old and ${newCount} new lines, but ends after ${old} and ${fresh} (line ${at + 1} of the diff); send the whole hunk with the right counts`,
      );
    at++;
  }
  const following = lines[at];
  const goesOn = following !== undefined && /^[+ -]/.test(following) && !/^(-- ?$|--- )/.test(following);
  if (old !== oldCount || fresh !== newCount || goesOn)
    return malformed(
      from,
      `the hunk has more lines than the ${oldCount} old and ${newCount} new ones that its header says; correct the counts`,
    );
  const hunk: Hunk = { oldStart: Number(numbers[1]), lines: read, anchor: null, diffLine: from + 1 };
  return bareAmidst(hunk) ?? { hunk, next: at };
}

/** Reads a hunk without numbers, as agents write them: `@@`, or `@@ a line that stands above`. */
export function readLooseHunk(lines: readonly string[], from: number): HunkRead | Refusal {
  const anchor = lines[from]!.replace(/^@@ ?/, "").replace(/ ?@@$/, "").trim();
  const read: HunkLine[] = [];
  let at = from + 1;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    const mark = line === "" ? " " : line[0]!;
    if (mark === "\\") {
      if (read.length > 0) read.at(-1)!.bare = true;
      continue;
    }
    if (mark !== " " && mark !== "-" && mark !== "+") break;
    if (line.startsWith("--- ") && lines[at + 1]?.startsWith("+++ ")) break;
    read.push({ mark, text: line.slice(line === "" ? 0 : 1), bare: false });
  }
  if (!read.some((line) => line.mark !== " "))
    return malformed(from, "the hunk changes nothing: it has no line that begins with + or -");
  const hunk: Hunk = {
    oldStart: null,
    lines: read,
    anchor: anchor === "" || anchor === "..." ? null : anchor,
    diffLine: from + 1,
  };
  return bareAmidst(hunk) ?? { hunk, next: at };
}

/** "No newline at end of file" can only follow the last line of a side. */
function bareAmidst(hunk: Hunk): Refusal | null {
  for (const side of ["-", "+"] as const) {
    const lines = hunk.lines.filter((line) => line.mark === " " || line.mark === side);
    if (lines.slice(0, -1).some((line) => line.bare))
      return malformed(hunk.diffLine - 1, '"\\ No newline at end of file" stands before the end of the hunk');
  }
  return null;
}

const malformed = (at: number, what: string): Refusal =>
  refuse("MALFORMED_DIFF", `line ${at + 1} of the diff: ${what}`, { line: at + 1 });
