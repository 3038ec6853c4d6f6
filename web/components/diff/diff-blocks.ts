import type { DiffFile, DiffHunk, DiffLine } from "./diff-model.ts";

export type DiffViewMode = "split" | "unified";

/**
 * A diff cut into pieces of bounded size, top to bottom, that a virtual list mounts and drops one by one.
 * `rows` is how many lines of text the piece takes where none of them wraps.
 */
export type DiffBlock =
  | { kind: "file"; key: string; fileIndex: number; file: DiffFile; rows: number }
  | { kind: "note"; key: string; fileIndex: number; text: string; rows: number }
  | { kind: "hunk"; key: string; fileIndex: number; head: string; section: string; rows: number }
  | RowsBlock;

export interface RowsBlock {
  kind: "rows";
  key: string;
  fileIndex: number;
  file: DiffFile;
  hunk: DiffHunk;
  oldLines: DiffLine[];
  newLines: DiffLine[];
  /** one view only: all removed lines above all added ones, as git writes them, not pair by pair */
  removedFirst: boolean;
  rows: number;
}

/** Most lines of one piece: what scrolling mounts at once. */
export const rowsPerBlock = 20;

/**
 * Every run of context and every change is a piece of its own: the viewer aligns the two sides of what it is given,
 * and given more it would slide an insertion to where its lines match as well, which is not where the patch put it.
 */
export function diffBlocks(files: readonly DiffFile[], mode: DiffViewMode): DiffBlock[] {
  const blocks: DiffBlock[] = [];
  files.forEach((file, fileIndex) => {
    const push = (block: DiffBlock) => blocks.push(block);
    if (files.length > 1) push({ kind: "file", key: `${fileIndex}`, fileIndex, file, rows: 1 });
    for (const [index, text] of notesOf(file).entries())
      push({ kind: "note", key: `${fileIndex}n${index}`, fileIndex, text, rows: 1 });
    file.hunks.forEach((hunk, hunkIndex) => {
      const key = `${fileIndex}-${hunkIndex}`;
      push({ kind: "hunk", key, fileIndex, ...headOf(hunk), rows: 1 });
      pieces(hunk, mode).forEach((piece, index) => {
        push({ kind: "rows", key: `${key}-${index}-${mode}`, fileIndex, file, hunk, ...piece });
      });
    });
  });
  return blocks;
}

type Piece = Pick<RowsBlock, "oldLines" | "newLines" | "removedFirst" | "rows">;

function pieces(hunk: DiffHunk, mode: DiffViewMode): Piece[] {
  const found: Piece[] = [];
  for (const run of runsOf(hunk.lines)) {
    if (run.kind === "context") {
      for (const part of slices(run.lines))
        found.push({ oldLines: part, newLines: part, removedFirst: false, rows: part.length });
      continue;
    }
    const { removed, added } = run;
    const unifiedRows = removed.length + added.length;
    if (mode === "unified" && unifiedRows > rowsPerBlock) {
      for (const part of slices(removed))
        found.push({ oldLines: part, newLines: [], removedFirst: false, rows: part.length });
      for (const part of slices(added))
        found.push({ oldLines: [], newLines: part, removedFirst: false, rows: part.length });
      continue;
    }
    const length = Math.max(removed.length, added.length);
    for (let from = 0; from < length; from += rowsPerBlock) {
      const oldLines = removed.slice(from, from + rowsPerBlock);
      const newLines = added.slice(from, from + rowsPerBlock);
      found.push({
        oldLines,
        newLines,
        removedFirst: mode === "unified" && !shareALine(oldLines, newLines),
        rows: mode === "unified" ? unifiedRows : Math.max(oldLines.length, newLines.length),
      });
    }
  }
  return found;
}

type Run =
  | { kind: "context"; lines: DiffLine[] }
  | { kind: "change"; removed: DiffLine[]; added: DiffLine[] };

function runsOf(lines: readonly DiffLine[]): Run[] {
  const runs: Run[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (line.kind === "context") {
      if (last?.kind === "context") last.lines.push(line);
      else runs.push({ kind: "context", lines: [line] });
      continue;
    }
    // A removed line after an added one begins a change of its own.
    const open = last?.kind === "change" && !(line.kind === "removed" && last.added.length > 0) ? last : null;
    const change = open ?? { kind: "change" as const, removed: [], added: [] };
    if (!open) runs.push(change);
    change[line.kind].push(line);
  }
  return runs;
}

function slices(lines: DiffLine[]): DiffLine[][] {
  const parts: DiffLine[][] = [];
  for (let from = 0; from < lines.length; from += rowsPerBlock)
    parts.push(lines.slice(from, from + rowsPerBlock));
  return parts;
}

/** Where both sides hold the same line the viewer shows it as kept, and its place among the others matters. */
function shareALine(oldLines: readonly DiffLine[], newLines: readonly DiffLine[]): boolean {
  const texts = new Set(oldLines.map((line) => line.text));
  return newLines.some((line) => texts.has(line.text));
}

function headOf(hunk: DiffHunk): { head: string; section: string } {
  const side = (start: number, count: number) => (count === 1 ? `${start}` : `${start},${count}`);
  const head = `@@ -${side(hunk.oldStart, hunk.oldCount)} +${side(hunk.newStart, hunk.newCount)} @@`;
  return { head, section: hunk.section };
}

const changes = { created: "New file", deleted: "Deleted file" } as const;

/** What the hunks alone do not say. */
function notesOf(file: DiffFile): string[] {
  const notes: string[] = [];
  if (file.change === "created" || file.change === "deleted") {
    const mode = file.newMode ?? file.oldMode;
    notes.push(mode && mode !== "100644" ? `${changes[file.change]}, mode ${mode}` : changes[file.change]);
  } else {
    if (file.change === "renamed") notes.push(`Renamed from ${file.oldPath}`);
    if (file.change === "copied") notes.push(`Copied from ${file.oldPath}`);
    if (file.oldMode && file.newMode && file.oldMode !== file.newMode)
      notes.push(`Mode ${file.oldMode} → ${file.newMode}`);
  }
  if (file.binary) notes.push("Binary file: its contents are not shown");
  else if (file.hunks.length === 0 && (file.change === "created" || file.change === "deleted"))
    notes.push("The file is empty");
  if (file.lineEndings === "changed")
    notes.push("Line endings differ here: the lines that end in CRLF say so");
  return notes;
}
