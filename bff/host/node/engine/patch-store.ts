import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PatchOperation } from "../../../../shared/models/patch-operation.ts";
import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import type { Policy } from "../../../../shared/models/policy.ts";
import { sha256 } from "./sha256.ts";
import type { StateFolder } from "./state-folder.ts";
import { isSystemError } from "./system-error.ts";

/** One file of a stored patch. `edits` is its line map: [first old line, lines removed, first new line, lines added], 0-based. */
export interface StoredFile {
  file: string;
  to: string;
  before_hash: string | null;
  after_hash: string | null;
  before_executable: boolean;
  after_executable: boolean;
  edits: [number, number, number, number][];
  /** sha256 of the file as the batch found it, under `backups/`; null: it did not exist */
  backup: string | null;
  /** patches of the same batch that had changed the file before this one, in order: they lead from the backup to `before` */
  after_patches: string[];
}

/** What the patches that were written together were planned with, so that they can be planned again. */
export interface StoredBatch {
  /** all of them, this one as well, in the order they were asked for */
  ids: string[];
  coordinates: "original" | "sequential";
  matching: Policy["matching"];
  /** blank lines that `openSpace` leaves below a block */
  padding: number;
  /** guards that the batch was allowed to rewrite */
  unlock?: string[];
}

/** Everything that is kept of a patch beside its diff. */
export interface StoredPatch {
  version: 2;
  patch_id: string;
  ts: string;
  /** of the request, so that the same one can be told from another with the same id */
  digest: string;
  /** the answer as it was given, but for the diff, which has its own file */
  answer: Omit<PatchDone, "diff">;
  files: StoredFile[];
  /** as it was applied, under the real names of its files; null: a revert, or of version 1, which has its diff alone */
  operation: PatchOperation | null;
  batch: StoredBatch | null;
  task_id: string | null;
  meta: Record<string, unknown>;
  reverts?: string;
  reverted_by?: string;
  /** folders that were made for its files, outermost first: undone, it takes them along where they are empty */
  folders?: string[];
}

/** A record as it is written: of a batch, the first patch alone says what the batch was, and the others say which. */
export type KeptPatch = Omit<StoredPatch, "batch"> & { batch: StoredBatch | { of: string } | null };

/** A thousand patches that each named the other nine hundred and ninety-nine would be a million names. */
export function toKeep(patch: StoredPatch): KeptPatch {
  const first = patch.batch?.ids[0] ?? patch.patch_id;
  return first === patch.patch_id ? patch : { ...patch, batch: { of: first } };
}

export interface PatchStore {
  diffPath(patchId: string): string;
  read(patchId: string): StoredPatch | null;
  readDiff(patchId: string): Uint8Array | null;
  readBackup(hash: string): Uint8Array | null;
  /** Whose the kept file is. */
  backupOwner(hash: string): { uid: number; gid: number } | null;
  /**
   * Keeps bytes under their hash. Where `path` names a file that holds them and is about to be replaced, the backup is
   * a link to it, which copies nothing.
   */
  keepBackup(hash: string, bytes: Uint8Array, path: string | null): void;
  /** Gives the kept file the name `path`: where there is no room to copy it. */
  takeBackup(hash: string, path: string): void;
  /** Of a commit that did not happen: a link to a file that lives on would change with it. */
  ownBackup(hash: string): void;
  /** The files of a patch, in the course of a commit: the journal answers for them until it is done. */
  writeNew(patch: KeptPatch, diff: Uint8Array): void;
  writeDiff(patchId: string, diff: Uint8Array): void;
  /** The patch did not happen after all. */
  remove(patchId: string): void;
  write(patch: StoredPatch | KeptPatch): void;
}

/** As the contract has it; said again here without the schema library, because an id becomes a file name. */
const isPatchId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id);

export function patchStore(folder: StateFolder): PatchStore {
  const file = (patchId: string, ending: string) => join(folder.patches, `${patchId}.${ending}`);
  const backup = (hash: string) => join(folder.backups, hash);
  const bytesOrNull = (path: string): Uint8Array | null => {
    try {
      return readFileSync(path);
    } catch (error) {
      if (isSystemError(error, "ENOENT")) return null;
      throw error;
    }
  };
  return {
    diffPath: (patchId) => `.mission_control/patches/${patchId}.diff`,
    read(patchId) {
      if (!isPatchId(patchId)) return null;
      const bytes = bytesOrNull(file(patchId, "json"));
      if (!bytes) return null;
      try {
        const kept = upToDate(JSON.parse(Buffer.from(bytes).toString("utf8")));
        if (!kept) return null;
        const { batch } = kept;
        return { ...kept, batch: batch && "of" in batch ? (this.read(batch.of)?.batch ?? null) : batch };
      } catch {
        // cut short by a crash: the patch was never answered for
        return null;
      }
    },
    readDiff: (patchId) => bytesOrNull(file(patchId, "diff")),
    readBackup(hash) {
      const bytes = bytesOrNull(backup(hash));
      if (!bytes) return null;
      return sha256(bytes) === hash ? bytes : null;
    },
    backupOwner: (hash) => statSync(backup(hash), { throwIfNoEntry: false }) ?? null,
    keepBackup(hash, bytes, path) {
      const kept = backup(hash);
      try {
        if (path === null) writeFileSync(kept, bytes, { flag: "wx" });
        else linkSync(path, kept);
        return;
      } catch (error) {
        // one that a crash cut short, or left linked to a file that was then edited in place, is made whole
        if (isSystemError(error, "EEXIST")) {
          if (!this.readBackup(hash)) replaceWhole(kept, bytes);
          return;
        }
        if (path === null) throw error;
      }
      this.keepBackup(hash, bytes, null);
    },
    takeBackup(hash, path) {
      try {
        linkSync(backup(hash), path);
      } catch {
        renameSync(backup(hash), path);
      }
    },
    ownBackup(hash) {
      const kept = backup(hash);
      try {
        if ((statSync(kept, { throwIfNoEntry: false })?.nlink ?? 1) < 2) return;
        replaceWhole(kept, readFileSync(kept));
      } catch {
        // a full disk: it goes, and whoever needs it next keeps it anew
        rmSync(kept, { force: true });
      }
    },
    writeNew(patch, diff) {
      writeFileSync(file(patch.patch_id, "diff"), diff);
      writeFileSync(file(patch.patch_id, "json"), JSON.stringify(patch));
    },
    writeDiff: (patchId, diff) => replaceWhole(file(patchId, "diff"), diff),
    remove(patchId) {
      for (const ending of ["diff", "json"]) rmSync(file(patchId, ending), { force: true });
    },
    write(patch) {
      const kept = patch.batch && "ids" in patch.batch ? toKeep({ ...patch, batch: patch.batch }) : patch;
      replaceWhole(file(patch.patch_id, "json"), JSON.stringify(kept));
    },
  };
}

/** A record of any version as one of today's; null: of a later one. */
function upToDate(stored: Omit<KeptPatch, "version"> & { version: number }): KeptPatch | null {
  if (stored.version === 2) return { ...stored, version: 2 };
  return stored.version === 1 ? { ...stored, version: 2, operation: null, batch: null } : null;
}

/** A reader sees the old file or the new one, never a half. */
function replaceWhole(path: string, contents: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, contents);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
