import { type FileState, indexLines } from "../../../../shared/patch/document.ts";
import { linesAdded, linesRemoved } from "../../../../shared/patch/line-edit.ts";
import { editsOfSplices } from "../../../../shared/patch/line-edits.ts";
import type { PlannedOperation } from "../../../../shared/patch/planned-operation.ts";
import { undoEdits } from "../../../../shared/patch/undo-edits.ts";
import type { FileStep } from "../../../../shared/patch/write-diff.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import type { Subject } from "./events.ts";
import type { Around } from "./rebuild.ts";

/** One file put back: from the state it is in to the one before the patch, or the place that stands in the way. */
export function undoFile(
  { file, before, after }: Around,
  states: ReadonlyMap<string, FileState | null>,
): FileStep | Refusal {
  const now = states.get(file.to) ?? null;
  const conflict = (what: string, place: object = {}) =>
    refuse("REVERT_CONFLICT", what, { file: file.to, ...place });
  if (after === null) {
    if (now) return conflict(`${file.file} was deleted by the patch, but exists again`);
    const bytes = before ?? new Uint8Array();
    const lines = indexLines(bytes).length;
    const edits = lines === 0 ? [] : [{ oldAt: 0, removed: 0, newAt: 0, added: lines }];
    return {
      file: file.file,
      to: file.file,
      before: null,
      after: { bytes, executable: file.before_executable },
      edits,
    };
  }
  if (!now) return conflict(`${file.to} does not exist any more`);
  if (file.to !== file.file && states.get(file.file))
    return conflict(`${file.file}, the old name, is taken again`);
  if (before === null) {
    const same = now.bytes.length === after.length && now.bytes.every((byte, i) => byte === after[i]);
    if (!same) return conflict(`${file.to} was made by the patch and has been changed since`);
    const lines = indexLines(now.bytes).length;
    const edits = lines === 0 ? [] : [{ oldAt: 0, removed: lines, newAt: 0, added: 0 }];
    return { file: file.to, to: file.to, before: now, after: null, edits };
  }
  const lineEdits = file.edits.map(([oldAt, removed, newAt, added]) => ({ oldAt, removed, newAt, added }));
  const undone = undoEdits(before, after, now.bytes, lineEdits);
  if (!("bytes" in undone)) {
    const { start, end } = undone;
    return conflict(
      `${start === end ? `line ${start}` : `lines ${start}-${end}`} of ${file.to} ${start === end ? "has" : "have"} changed since the patch`,
      { start, end },
    );
  }
  const edits = editsOfSplices(now.bytes, indexLines(now.bytes), undone.splices);
  const executable =
    file.before_executable === file.after_executable ? now.executable : file.before_executable;
  return { file: file.to, to: file.file, before: now, after: { bytes: undone.bytes, executable }, edits };
}

/** The undoing patch as a planned operation, to be written like any other. */
export function plannedUndo(subject: Subject, steps: readonly FileStep[]): PlannedOperation {
  const main = steps.find((step) => step.file === subject.file) ?? steps[0]!;
  const first = main.edits[0];
  const last = main.edits.at(-1);
  const start = first ? first.newAt + 1 : 1;
  return {
    read: {
      op: {
        op: "unified-diff",
        file: subject.file,
        diff: "",
        ...(subject.task_id === null ? {} : { taskId: subject.task_id }),
      },
      names: [],
    },
    steps,
    tier: null,
    landed: main.after ? { start, end: last ? Math.max(start, last.newAt + last.added) : start } : null,
    checks: [{ name: "span", ok: null, text: "puts back what was there" }],
    unlocked: [],
    facts: {
      added: steps.reduce((sum, step) => sum + linesAdded(step.edits), 0),
      removed: steps.reduce((sum, step) => sum + linesRemoved(step.edits), 0),
      share: 0,
      tier: null,
      place: "expected",
      withinTask: false,
      guardDistance: null,
    },
  };
}
