/** A diff, read: what it asks of each file. */

export interface HunkLine {
  mark: " " | "-" | "+";
  /** without its newline; a "\r" before that newline is kept */
  text: string;
  /** the diff says that no newline follows: it is the last line of its side */
  bare: boolean;
}

export interface Hunk {
  /** 1-based, as the header has it (0 where the old side is empty at the top); null: the diff gives no numbers */
  oldStart: number | null;
  lines: HunkLine[];
  /** lines that stand above the hunk, the outermost first, where the diff names such instead of numbers */
  anchors: readonly string[];
  /** the diff says that the hunk's last old line is the last one of the file */
  atEnd?: boolean;
  /** line of the diff on which the hunk begins, 1-based, for messages */
  diffLine: number;
}

export interface FilePatch {
  kind: "edit" | "create" | "delete" | "rename" | "copy";
  /** "" where a diff of bare hunks names no file */
  file: string;
  /** the same as `file` but for a rename or copy */
  to: string;
  hunks: Hunk[];
  /** the executable bit that the diff sets; undefined: kept */
  executable?: boolean;
  /** a program made it of two files: the header has git's `index` line, or the sides carry times */
  measured?: boolean;
  /** an envelope deletes without showing what it deletes */
  unseen?: boolean;
}

export const oldLines = (hunk: Hunk): HunkLine[] => hunk.lines.filter((line) => line.mark !== "+");
