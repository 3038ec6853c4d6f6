import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { indexLines } from "../../../../shared/patch/document.ts";
import { linesAdded, linesRemoved } from "../../../../shared/patch/line-edit.ts";
import type { FileStep } from "../../../../shared/patch/write-diff.ts";
import { rowsOfGroup } from "../../../ports/custody.ts";
import type { Engine } from "../engine/context.ts";
import { outOfBandOp } from "../engine/out-of-band-op.ts";
import type { StoredPatch } from "../engine/patch-store.ts";
import { now } from "../engine/request.ts";
import { type EditDiff, editDiff, kindOf } from "./edit-diff.ts";
import { appendEdits, type LoggedEdit } from "./edit-log.ts";
import { isExecutable } from "./file-print.ts";
import { editIdPrefix } from "./known-state.ts";
import type { RawEdit } from "./look.ts";
import type { Places } from "./places.ts";
import type { Tracker } from "./tracker.ts";

/**
 * Puts edits that were found together on record: the diff of each, a record from which it can be undone as a patch
 * is, and last its line. An edit whose line is there is never found again; one whose line is not is, whole.
 */
export async function recordEdits(
  engine: Engine,
  places: Places,
  tracker: Tracker,
  raws: readonly RawEdit[],
): Promise<LoggedEdit[]> {
  const group = `${editIdPrefix}${engine.clock.now().toString(36)}-${randomBytes(4).toString("hex")}`;
  const found_at = now(engine);
  const logged: LoggedEdit[] = [];
  for (const [index, raw] of raws.entries()) {
    const id = raws.length === 1 ? group : `${group}-${index + 1}`;
    const edit: LoggedEdit = {
      id,
      group,
      group_size: raws.length,
      file: raw.file,
      kind: kindOf(raw),
      before_hash: raw.before.hash,
      after_hash: raw.after.hash,
      lines_added: null,
      lines_removed: null,
      diff_path: null,
      no_diff: "many",
      found_at,
      log_at: raw.logAt,
      after_blob: raw.after.blob,
    };
    if (index < rowsOfGroup) {
      const executable = isExecutable(tracker.state.files.get(raw.file)?.stamp ?? "");
      Object.assign(edit, keepDiff(engine, edit, await editDiff(engine, places.copies, raw, executable)));
    }
    logged.push(edit);
  }
  const end = appendEdits(places.edits, logged);
  for (const { file, id } of logged) tracker.recorded(file, id, end);
  return logged;
}

/** Writes what is kept of the edit beside its line, and answers what the line says of it. */
function keepDiff(engine: Engine, edit: LoggedEdit, found: EditDiff): Partial<LoggedEdit> {
  const { store, folder, hash } = engine;
  if ("none" in found) {
    // the contents after are the next edit's contents before
    if (found.after && edit.after_hash) store.keepBackup(edit.after_hash, found.after, null);
    return { no_diff: found.none };
  }
  const { step, diff } = found;
  for (const state of [step.before, step.after])
    if (state) store.keepBackup(hash(state.bytes), state.bytes, null);
  writeFileSync(join(folder.patches, `${edit.id}.diff`), diff, { flush: true });
  store.write(recordOf(edit, step, store.diffPath(edit.id)));
  return {
    lines_added: linesAdded(step.edits),
    lines_removed: linesRemoved(step.edits),
    diff_path: store.diffPath(edit.id),
    no_diff: null,
  };
}

/** The edit as if it were a patch: `revert` knows how to undo those, exactly, and says where it cannot. */
function recordOf(edit: LoggedEdit, step: FileStep, diffPath: string): StoredPatch {
  const lines = (state: FileStep["before"]) => (state ? indexLines(state.bytes).length : 0);
  return {
    version: 2,
    patch_id: edit.id,
    ts: edit.found_at,
    digest: "",
    answer: {
      ok: true,
      patch_id: edit.id,
      file: edit.file,
      op: outOfBandOp,
      diff_path: diffPath,
      ts_check_ok: null,
      lines_before: lines(step.before),
      lines_after: lines(step.after),
      lines_added: linesAdded(step.edits),
      lines_removed: linesRemoved(step.edits),
      before_hash: edit.before_hash,
      after_hash: edit.after_hash,
      checks: [],
    },
    files: [
      {
        file: edit.file,
        to: edit.file,
        before_hash: edit.before_hash,
        after_hash: edit.after_hash,
        before_executable: step.before?.executable ?? false,
        after_executable: step.after?.executable ?? false,
        edits: step.edits.map(({ oldAt, removed, newAt, added }) => [oldAt, removed, newAt, added]),
        backup: edit.before_hash,
        after_patches: [],
      },
    ],
    operation: null,
    batch: null,
    task_id: null,
    meta: { requester: "unknown", reason: "an edit that went around patchctl" },
  };
}
