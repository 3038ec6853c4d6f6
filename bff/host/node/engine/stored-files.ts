import type { FileState } from "../../../../shared/patch/document.ts";
import type { Hash } from "../../../../shared/patch/hash.ts";
import type { FileStep } from "../../../../shared/patch/write-diff.ts";
import type { Backup } from "./commit.ts";
import type { Numbered } from "./numbered.ts";
import type { StoredFile } from "./patch-store.ts";

/**
 * What is kept of each operation's files, and the backups that it takes. The first patch of a batch to touch a file
 * starts at what was found; later ones are led there by the diffs before them, so that a thousand patches of one file
 * keep one backup and not a thousand.
 */
export function storedFiles(
  hash: Hash,
  operations: readonly Numbered[],
  found: ReadonlyMap<string, FileState | null>,
  paths: ReadonlyMap<string, string>,
): { files: StoredFile[][]; backups: Backup[] } {
  const earlier = new Map<string, string[]>();
  const backups = new Map<string, Backup>();
  const files = operations.map(({ planned, patchId }) =>
    planned.steps.map((step) => {
      const chain = earlier.get(step.file) ?? [];
      const start = chain.length > 0 && step.before ? (found.get(step.file) ?? null) : null;
      const base = start ?? step.before;
      const baseHash = base && hash(base.bytes);
      if (base && baseHash && !backups.has(baseHash)) {
        const path = base === found.get(step.file) ? (paths.get(step.file) ?? null) : null;
        backups.set(baseHash, { hash: baseHash, bytes: base.bytes, path });
      }
      const plainEdit = step.file === step.to && step.before !== null && step.after !== null;
      earlier.set(step.to, plainEdit ? [...chain, patchId] : []);
      return storedFile(step, hash, baseHash, start ? chain : []);
    }),
  );
  return { files, backups: [...backups.values()] };
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
