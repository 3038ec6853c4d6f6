import { type Refusal, refuse } from "../result.ts";
import { settle } from "./bare-end.ts";
import { diffLines } from "./diff-lines.ts";
import { type Document, type FileState, openDocument } from "./document.ts";
import type { LineEdit } from "./line-edit.ts";
import { linesRemoved } from "./line-edit.ts";
import { editsOfSplices } from "./line-edits.ts";
import type { Part } from "./part.ts";
import { applySplices, inFileOrder, type Splice } from "./splice.ts";
import type { FileStep } from "./write-diff.ts";

/** One file of a batch: as the batch found it, and as the operations that landed so far have left it. */
interface Slot {
  found: FileState | null;
  now: FileState | null;
  /** what `original` coordinates mean: the file as found, or as an operation of this batch created it */
  base: FileState | null;
  /** splices landed since `base`, in its coordinates, in the order they were asked for */
  landed: Splice[];
  /** the file as found that this one goes back to, under whatever name; null: an operation of the batch made it */
  origin: FileState | null;
  /** lines taken out since, those counted twice that one operation wrote and another replaced */
  removed: number;
}

/** How much of a file that the batch found has not survived so far. */
export interface Changed {
  /** lines it had */
  lines: number;
  /** never less than what was changed; costs nothing */
  atMost: number;
  exactly(): number;
}

const documents = new WeakMap<Uint8Array, Document>();

export function documentOf(state: FileState): Document {
  let doc = documents.get(state.bytes);
  if (!doc) {
    doc = openDocument(state.bytes);
    documents.set(state.bytes, doc);
  }
  return doc;
}

/** The files of a batch while it is planned. Nothing here can write anywhere. */
export function batchFiles(found: ReadonlyMap<string, FileState | null>) {
  const slots = new Map<string, Slot>();
  for (const [file, state] of found)
    slots.set(file, { found: state, now: state, base: state, landed: [], origin: state, removed: 0 });
  const slot = (file: string): Slot => {
    const known = slots.get(file);
    if (!known) throw new Error(`the plan was not given ${file}`);
    return known;
  };

  /** Does what `part` says, whose splices are in the coordinates of `base` (original) or of `now` (sequential). */
  function land(part: Part, coordinates: "original" | "sequential"): FileStep | Refusal {
    const here = slot(part.file);
    const before = here.now;
    switch (part.kind) {
      case "create": {
        here.now = part.state;
        here.base = part.state;
        here.landed = [];
        here.origin = null;
        here.removed = 0;
        const lines = documentLines(part.state);
        const edits = lines === 0 ? [] : [{ oldAt: 0, removed: 0, newAt: 0, added: lines }];
        return { file: part.file, to: part.file, before: null, after: part.state, edits };
      }
      case "delete": {
        const lines = before ? documentLines(before) : 0;
        here.now = null;
        here.removed += lines;
        const edits = lines === 0 ? [] : [{ oldAt: 0, removed: lines, newAt: 0, added: 0 }];
        return { file: part.file, to: part.file, before, after: null, edits };
      }
      case "edit":
      case "rename": {
        // the operation that was to create it has been refused
        if (!before)
          return refuse(
            "FILE_NOT_FOUND",
            `${part.file} does not exist at this point of the batch: a patch before this one deletes or renames it; put this one first, or name the new file`,
            {
              file: part.file,
            },
          );
        const settled =
          coordinates === "original"
            ? settle(part.splices, here.base!.bytes, before.bytes, here.landed)
            : { splices: part.splices, landed: [...here.landed, ...part.splices] };
        const splices = inFileOrder(settled.splices);
        const bytes = applySplices(before.bytes, splices);
        const after = { bytes, executable: part.executable ?? before.executable };
        const edits: LineEdit[] = editsOfSplices(before.bytes, rawStarts(before), splices);
        const to = part.kind === "rename" ? part.to : part.file;
        if (edits.length === 0 && to === part.file && after.executable === before.executable)
          return refuse(
            "NOTHING_TO_CHANGE",
            `${part.file} already reads as the operation asks, so there is nothing to do`,
            { file: part.file },
          );
        here.landed = settled.landed;
        here.removed += linesRemoved(edits);
        if (part.kind === "rename") {
          const there = slot(to);
          here.now = null;
          there.now = after;
          there.base = after;
          there.origin = here.origin;
          there.removed = here.removed;
        } else here.now = after;
        return { file: part.file, to, before, after, edits };
      }
    }
  }

  return {
    now: (file: string) => slot(file).now,
    base: (file: string) => slot(file).base,
    found: (file: string) => slot(file).found,
    /** Null for a file that the batch made. */
    changed(file: string): Changed | null {
      const { origin, now, removed: atMost } = slot(file);
      if (!origin) return null;
      const was = documentOf(origin);
      const lines = was.starts.length;
      return {
        lines,
        atMost,
        exactly() {
          if (!now) return lines;
          return linesRemoved(diffLines(was.bytes, was.starts, now.bytes, documentOf(now).starts));
        },
      };
    },
    /** An operation of this batch will have created it by the time later ones are planned. */
    expectCreated(file: string, state: FileState) {
      slot(file).base = state;
    },
    landed: (file: string): readonly Splice[] => slot(file).landed,
    land,
    /** The file as the step that just landed leaves it, where that is not quite what the operation asked for. */
    amend(step: FileStep) {
      if (step.after === null) return;
      const there = slot(step.to);
      if (step.before === null || step.file !== step.to) there.base = step.after;
      there.now = step.after;
    },
    /** Puts back what `land` changed of these files, where a check refuses the operation after all. */
    remember(files: readonly string[]) {
      const kept = files.map((file): [string, Slot] => [
        file,
        { ...slot(file), landed: [...slot(file).landed] },
      ]);
      return () => {
        for (const [file, state] of kept) slots.set(file, state);
      };
    },
    /** Every file that ends other than it was found. */
    changes() {
      return [...slots].flatMap(([file, { found: before, now: after }]) =>
        before === after ? [] : [{ file, before, after }],
      );
    },
  };
}
export type BatchFiles = ReturnType<typeof batchFiles>;

/** Lines as a diff counts them: a byte order mark alone is one. */
const rawStarts = (state: FileState): readonly number[] => {
  const doc = documentOf(state);
  return doc.starts.length === 0 && state.bytes.length > 0 ? [0] : doc.starts;
};

const documentLines = (state: FileState): number => rawStarts(state).length;
