/** What one patch did to one file, as the log has it. Null: the file did not exist before, or does not after. */
export interface LoggedChange {
  file: string;
  to: string;
  before_hash: string | null;
  after_hash: string | null;
}

/** Which patch it was, for whoever has to be told. */
export interface PatchRef {
  patch_id: string;
  ts: string;
  op: string;
  requester: string | null;
}

export interface LoggedPatch extends PatchRef {
  changes: readonly LoggedChange[];
}

/** One patch that a file went through. `gone`: it removed the file, or moved it to another name. */
export interface ChainLink {
  patch: PatchRef;
  change: LoggedChange;
  gone: boolean;
}

export type Chain =
  | { kind: "known"; links: readonly ChainLink[] }
  /** no version with that hash has passed through here under this name */
  | { kind: "unknown" }
  /** it has, but after `patch` something else than the engine changed the file */
  | { kind: "around"; patch: PatchRef };

/** One step back: the patch, what the file was before it, and after which patch (if any) something went around. */
interface StepBack {
  link: ChainLink;
  hash: string | null;
  broken: PatchRef | null;
}

/**
 * The patches that a file went through, newest first, as far as `log` (read from its newest entry backward) goes. A
 * name is followed through renames, and past an edit that went around the engine, from which on `broken` says so.
 */
export function* walkBack(
  log: Iterable<LoggedPatch>,
  now: { file: string; hash: string | null },
): Generator<StepBack> {
  let broken: PatchRef | null = null;
  let { file, hash } = now;
  for (const { changes, ...patch } of log)
    for (const change of [...changes].reverse()) {
      const made = change.to === file && change.after_hash !== null;
      const gone = change.file === file && (change.to !== file || change.after_hash === null);
      if (!made && !gone) continue;
      if ((made ? change.after_hash : null) !== hash) broken ??= patch;
      file = change.file;
      hash = change.before_hash;
      yield { link: { patch, change, gone: !made }, hash, broken };
    }
}

/**
 * The patches that lead from the version of a file that is asked for to the one it has now, oldest first; the log is
 * read no further back than needed. Where the same contents have been there twice, the later time counts: fewer
 * patches have come since, and to the byte it is the version that was read.
 */
export function chainTo(
  log: Iterable<LoggedPatch>,
  now: { file: string; hash: string | null },
  wanted: string,
): Chain {
  const links: ChainLink[] = [];
  for (const { link, hash, broken } of walkBack(log, now)) {
    links.push(link);
    if (!broken && hash === wanted) return { kind: "known", links: links.reverse() };
    if (broken && (hash === wanted || link.change.after_hash === wanted))
      return { kind: "around", patch: broken };
  }
  return { kind: "unknown" };
}

export type Whereabouts =
  | { kind: "renamed"; to: string; patch: PatchRef }
  | { kind: "deleted"; patch: PatchRef };

/** What became of a file that is not there: the name it goes by now, however often it was renamed, or who removed it. */
export function whereaboutsOf(log: Iterable<LoggedPatch>, file: string): Whereabouts | null {
  const later = new Map<string, Whereabouts>();
  for (const { changes, ...patch } of log)
    for (const change of [...changes].reverse()) {
      const renamed = change.file !== change.to;
      if (!renamed && change.after_hash !== null) continue;
      const became: Whereabouts = renamed
        ? (later.get(change.to) ?? { kind: "renamed", to: change.to, patch })
        : { kind: "deleted", patch };
      if (change.file === file) return became;
      later.set(change.file, became);
    }
  return null;
}
