/**
 * One run of lines that changed: `removed` lines from `oldAt` on became `added` lines from `newAt` on.
 * All 0-based. A list of them, ascending, is the line map from the old file to the new one.
 */
export interface LineEdit {
  oldAt: number;
  removed: number;
  newAt: number;
  added: number;
}

export const linesAdded = (edits: readonly LineEdit[]): number =>
  edits.reduce((sum, edit) => sum + edit.added, 0);
export const linesRemoved = (edits: readonly LineEdit[]): number =>
  edits.reduce((sum, edit) => sum + edit.removed, 0);
