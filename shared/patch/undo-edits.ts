import { concatBytes, equalBytes } from "./bytes.ts";
import { diffLines } from "./diff-lines.ts";
import { indexLines } from "./document.ts";
import type { LineEdit } from "./line-edit.ts";
import { applySplices, type Splice } from "./splice.ts";

/** The lines of the file as it is now (1-based, inclusive) in whose way an undo stands. */
export interface UndoConflict {
  start: number;
  end: number;
}

/**
 * Takes the edits of a patch back out of a file that may have moved on: `before` and `after` are the file around
 * the patch, `now` is what it has become since. Where the lines that the patch wrote are untouched, wherever they
 * have moved to, the old lines return to their place; where they are not, that place is the answer.
 */
export function undoEdits(
  before: Uint8Array,
  after: Uint8Array,
  now: Uint8Array,
  edits: readonly LineEdit[],
): { bytes: Uint8Array; splices: Splice[] } | UndoConflict {
  const starts = { before: indexLines(before), after: indexLines(after), now: indexLines(now) };
  const since = equalBytes(after, now) ? [] : diffLines(after, starts.after, now, starts.now);
  const byte = (bytes: Uint8Array, index: readonly number[], line: number) => index[line] ?? bytes.length;
  const splices: Splice[] = [];
  for (const edit of edits) {
    const place = follow(edit, since);
    if (!place.untouched) return { start: place.at + 1, end: Math.max(place.at + 1, place.end) };
    const from = byte(now, starts.now, place.at);
    const to = byte(now, starts.now, place.at + edit.added);
    const old = before.subarray(
      byte(before, starts.before, edit.oldAt),
      byte(before, starts.before, edit.oldAt + edit.removed),
    );
    // a last line without its newline can only go back to where nothing follows it
    const unterminated = old.length > 0 && old[old.length - 1] !== 10 && to < now.length;
    const glued = from > 0 && now[from - 1] !== 10 && old.length > 0;
    if (unterminated || glued)
      return { start: place.at + 1, end: Math.max(place.at + 1, place.at + edit.added) };
    splices.push({ from, to, bytes: concatBytes([old]) });
  }
  return { bytes: applySplices(now, splices), splices };
}

/** Where the lines that an edit wrote are now, and whether anybody has changed them since. 0-based, end exclusive. */
function follow(edit: LineEdit, since: readonly LineEdit[]): { untouched: boolean; at: number; end: number } {
  const from = edit.newAt;
  const to = edit.newAt + edit.added;
  let shift = 0;
  for (const change of since) {
    const changedTo = change.oldAt + change.removed;
    // lines inserted at the very edge, or rewritten beside it, leave these as they are
    const above =
      edit.added > 0 ? changedTo <= from : changedTo < from || (changedTo === from && change.removed > 0);
    if (above) {
      shift += change.added - change.removed;
      continue;
    }
    if (change.oldAt >= to) break;
    return { untouched: false, at: change.newAt, end: change.newAt + change.added };
  }
  return { untouched: true, at: from + shift, end: to + shift };
}
