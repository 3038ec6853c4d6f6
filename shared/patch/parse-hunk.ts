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
    const mark = line === undefined ? undefined : isBlank(line) ? " " : line[0]!;
    if (mark === "\\") {
      if (read.length > 0) read.at(-1)!.bare = true;
    } else if (mark === " " || mark === "-" || mark === "+") {
      read.push({ mark, text: line!.slice(isBlank(line!) ? 0 : 1), bare: false });
      if (mark !== "+") old++;
      if (mark !== "-") fresh++;
    } else
      return malformed(
        from,
        `the hunk says ${oldCount} old and ${newCount} new lines, but ends after ${old} and ${fresh} (line ${at + 1} of the diff); send the whole hunk with the right counts`,
      );
    at++;
  }
  if (old !== oldCount || fresh !== newCount || goesOn(lines, at))
    return malformed(
      from,
      `the hunk has more lines than the ${oldCount} old and ${newCount} new ones that its header says; correct the counts`,
    );
  const hunk: Hunk = { oldStart: Number(numbers[1]), lines: read, anchors: [], diffLine: from + 1 };
  return bareAmidst(hunk) ?? { hunk, next: at };
}

/** A blank line of context may have lost the blank that marks it. */
const isBlank = (line: string): boolean => line === "" || line === "\r";

/** Whether the line behind a hunk would have belonged to it: it has a mark, and begins nothing else. */
const goesOn = (lines: readonly string[], at: number): boolean =>
  /^[+ -]/.test(lines[at] ?? "") && !beginsHeader(lines, at) && !isSignature(lines, at);

const beginsHeader = (lines: readonly string[], at: number): boolean =>
  lines[at]!.startsWith("--- ") && lines[at + 1]?.startsWith("+++ ") === true;

/** The `-- ` that git puts below a mailed patch, with its version. */
export const isSignature = (lines: readonly string[], at: number): boolean =>
  /^-- ?$/.test(lines[at]!) && /^(\d+\.\d+.*)?$/.test(lines[at + 1] ?? "");

/**
 * Reads a hunk without numbers, as agents write them: `@@`, or `@@ a line that stands above`, or several of those,
 * each below the one before it. `*** End of File` behind its lines says where they stand.
 */
export function readLooseHunk(lines: readonly string[], from: number): HunkRead | Refusal {
  const anchors: string[] = [];
  let at = from;
  for (; lines[at]?.startsWith("@@"); at++) {
    const anchor = lines[at]!.replace(/^@@ ?/, "").replace(/ ?@@$/, "").trim();
    if (anchor !== "" && anchor !== "...") anchors.push(anchor);
  }
  const read: HunkLine[] = [];
  let unmarked = 0;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    const mark = isBlank(line) ? " " : line[0]!;
    if (mark === "\\") {
      if (read.length > 0) read.at(-1)!.bare = true;
      continue;
    }
    if (mark !== " " && mark !== "-" && mark !== "+") break;
    if (beginsHeader(lines, at) || isSignature(lines, at)) break;
    unmarked = isBlank(line) ? unmarked + 1 : 0;
    read.push({ mark, text: line.slice(isBlank(line) ? 0 : 1), bare: false });
  }
  // blank lines without a mark below a hunk part it from what follows, if something else says where it belongs
  const parted = read.slice(0, read.length - unmarked);
  if (parted.some((line) => line.mark !== "+")) read.length = parted.length;
  if (!read.some((line) => line.mark !== " ")) {
    const behind = lines[at];
    const stop = behind === undefined ? "" : ` before line ${at + 1}, ${JSON.stringify(behind.slice(0, 80))}`;
    return malformed(from, `the hunk changes nothing: it has no line that begins with + or -${stop}`);
  }
  const hunk: Hunk = { oldStart: null, lines: read, anchors, diffLine: from + 1 };
  if (lines[at]?.trim() === "*** End of File") {
    hunk.atEnd = true;
    at++;
  }
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
