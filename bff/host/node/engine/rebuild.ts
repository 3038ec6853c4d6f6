import { applyStored, parseStoredDiff } from "../../../../shared/patch/apply-exact.ts";
import type { StoredFile, StoredPatch } from "./patch-store.ts";
import type { Records } from "./records.ts";

/** A stored patch's file as it was around the patch. Null: it did not exist. */
export interface Around {
  file: StoredFile;
  before: Uint8Array | null;
  after: Uint8Array | null;
}

/** The files around a stored patch, made again from the backup and the diffs; null where those are gone or damaged. */
export function rebuild(engine: Records, patch: StoredPatch): Around[] | null {
  const around: Around[] = [];
  const own = filePatches(engine, patch.patch_id);
  if (!own) return null;
  for (const [index, file] of patch.files.entries()) {
    const before = file.before_hash === null ? null : rebuildBefore(engine, file);
    if (before === undefined) return null;
    let after: Uint8Array | null = null;
    if (file.after_hash !== null) {
      const filePatch = own[index];
      after = filePatch ? applyStored(before ?? new Uint8Array(), filePatch) : null;
      if (!after || engine.hash(after) !== file.after_hash) return null;
    }
    around.push({ file, before, after });
  }
  return around;
}

function rebuildBefore(engine: Records, file: StoredFile): Uint8Array | undefined {
  let bytes = file.backup === null ? null : engine.store.readBackup(file.backup);
  for (const patchId of file.after_patches) {
    const index = engine.store.read(patchId)?.files.findIndex((one) => one.file === file.file) ?? -1;
    const filePatch = filePatches(engine, patchId)?.[index];
    if (!bytes || !filePatch) return undefined;
    bytes = applyStored(bytes, filePatch);
  }
  return bytes && engine.hash(bytes) === file.before_hash ? bytes : undefined;
}

function filePatches(engine: Records, patchId: string) {
  const diff = engine.store.readDiff(patchId);
  if (!diff) return null;
  try {
    return parseStoredDiff(diff);
  } catch {
    // somebody has edited or cut it
    return null;
  }
}
