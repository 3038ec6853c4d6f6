import type { FileState } from "../../../../shared/patch/document.ts";
import type { Hash } from "../../../../shared/patch/hash.ts";
import type { FileStep } from "../../../../shared/patch/write-diff.ts";
import type { Numbered } from "./numbered.ts";
import type { PatchStore, StoredFile } from "./patch-store.ts";

/**
 * What is kept of each operation's files, its backups written. The first patch of a batch to touch a file starts
 * at what was found; later ones are led there by the diffs before them, so that a thousand patches of one file
 * keep one backup and not a thousand. `kept` are the backups that are new.
 */
export function storedFiles(
  store: PatchStore,
  hash: Hash,
  operations: readonly Numbered[],
  found: ReadonlyMap<string, FileState | null>,
  paths: ReadonlyMap<string, string>,
): { files: StoredFile[][]; kept: string[] } {
  const earlier = new Map<string, string[]>();
  const kept: string[] = [];
  const files = operations.map(({ planned, patchId }) =>
    planned.steps.map((step) => {
      const chain = earlier.get(step.file) ?? [];
      const start = chain.length > 0 && step.before ? (found.get(step.file) ?? null) : null;
      const base = start ?? step.before;
      if (base) {
        const onDisk = base === found.get(step.file) ? (paths.get(step.file) ?? null) : null;
        if (store.keepBackup(hash(base.bytes), base.bytes, onDisk)) kept.push(hash(base.bytes));
      }
      const plainEdit = step.file === step.to && step.before !== null && step.after !== null;
      earlier.set(step.to, plainEdit ? [...chain, patchId] : []);
      return storedFile(step, hash, base && hash(base.bytes), start ? chain : []);
    }),
  );
  return { files, kept };
}

const storedFile = (step: FileStep, hash: Hash, backup: string | null, chain: string[]): StoredFile => ({
  file: step.file,
  to: step.to,
  before_hash: step.before && hash(step.before.bytes),
  after_hash: step.after && hash(step.after.bytes),
  before_executable: step.before?.executable ?? false,
  after_executable: step.after?.executable ?? false,
  edits: step.edits.map(({ oldAt, removed, newAt, added }) => [oldAt, removed, newAt, added]),
  backup,
  after_patches: chain,
});
