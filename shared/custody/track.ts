/** One file of a patch as its line in `patch_log.jsonl` has it; null: it did not, or does not, exist. */
export interface FileChange {
  file: string;
  /** another name where the patch renamed it */
  to: string;
  before_hash: string | null;
  after_hash: string | null;
}

/** What a file was last known to hold. */
export interface Known {
  /** sha256 of its contents; null: it does not exist */
  hash: string | null;
  /** the patch, or the edit that went around, that left it so; null: it was found so at the beginning */
  by: string | null;
}

/** An edit that nobody asked the engine for: the file left its known state between two things that are on record. */
export interface Crossing {
  file: string;
  /** undefined: nothing was known of this file */
  before: Known | undefined;
  after: string | null;
}

/**
 * Takes one patch into what is known, and answers what must have happened before it: a patch was planned on the
 * contents that it found, so where these are not the known ones, somebody changed the file without the engine.
 * Lines of one file stand in the log in the order in which they happened, because the file's lock is held until its
 * line is written; so neither many processes nor a late look can hide such an edit, or make one up.
 */
export function takePatch<K extends Known>(
  known: Map<string, K>,
  changes: readonly FileChange[],
  as: (hash: string | null) => K,
): Crossing[] {
  const crossings: Crossing[] = [];
  const found = (file: string, hash: string | null) => {
    const before = known.get(file);
    // of a file that is not known, and was not there, there is nothing to say
    if (before ? before.hash !== hash : hash !== null) crossings.push({ file, before, after: hash });
  };
  for (const { file, to, before_hash, after_hash } of changes) {
    found(file, before_hash);
    if (to !== file) {
      found(to, null);
      known.set(file, as(null));
    }
    known.set(to, as(after_hash));
  }
  return crossings;
}
