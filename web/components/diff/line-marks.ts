import type { DiffFile, DiffLine } from "./diff-model.ts";

/**
 * What a line has beyond its text (a CRLF ending, no newline at the end of the file, a tail too long to show) is put
 * into the text as one character each, so that two lines that differ only there differ for the viewer as well.
 * They are noncharacters of Unicode: no file that is text holds them.
 */
export const carriageReturnMark = "\ufdd0";
export const noNewlineMark = "\ufdd1";
export const clippedMark = "\ufdd2";

/** Longest line shown whole, in characters; minified bundles have lines of megabytes. */
export const longestLine = 2000;

/** The line as the viewer compares and shows it. */
export function markedText(line: DiffLine, lineEndings: DiffFile["lineEndings"]): string {
  let text = line.text;
  if (text.length > longestLine) {
    const rest = (text.length - longestLine).toLocaleString("en");
    // The wording differs by side: two long lines that differ only behind the cut must not look the same.
    const what = line.kind === "removed" ? "more characters before" : "more characters";
    text = `${text.slice(0, longestLine)}${clippedMark} ${rest} ${what}`;
  }
  if (line.carriageReturn && lineEndings === "changed") text += carriageReturnMark;
  if (line.noNewline) text += noNewlineMark;
  return text;
}
