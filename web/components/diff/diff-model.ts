/** One patch as a viewer needs it: files, their hunks, their lines with the numbers both sides give them. */
export interface DiffLine {
  kind: "context" | "removed" | "added";
  /** without its line ending; a carriage return of a CRLF ending is in `carriageReturn` */
  text: string;
  carriageReturn: boolean;
  /** the file ends here without a newline */
  noNewline: boolean;
  /** 1-based; null on the side that does not have the line */
  oldNumber: number | null;
  newNumber: number | null;
}

export interface DiffHunk {
  oldStart: number;
  oldCount: number;
  newStart: number;
  newCount: number;
  /** what stands behind the second `@@`: mostly the function the hunk is in */
  section: string;
  lines: DiffLine[];
}

export type FileChange = "modified" | "created" | "deleted" | "renamed" | "copied";

export interface DiffFile {
  /** where the file is after the patch; before it, where the patch deletes it */
  path: string;
  oldPath: string | null;
  newPath: string | null;
  change: FileChange;
  oldMode: string | null;
  newMode: string | null;
  binary: boolean;
  hunks: DiffHunk[];
  added: number;
  removed: number;
  lineEndings: LineEndings;
}

/**
 * `lf`, `crlf`: every line shown has that ending, on both sides, so nothing needs to be said line by line.
 * `changed`: the two sides differ in their endings, or one of them mixes: each CRLF is marked.
 */
export type LineEndings = "lf" | "crlf" | "changed";
