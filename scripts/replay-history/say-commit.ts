import { type Change, isPlain, type Side } from "./changes.ts";
import { type Contents, type Expression, express } from "./express.ts";
import type { Commit } from "./history.ts";
import { placesChange } from "./places.ts";
import type { ReplayContext } from "./replay-context.ts";

/** A change of a commit, what stands on both of its sides, and how it is put to the engine. */
export interface Put {
  change: Change;
  contents: Contents;
  expression: Expression;
}

/** A commit as it is put to the engine. */
export interface SaidCommit {
  puts: Put[];
  /** a file and a folder change places: what is removed goes in a batch before what is made */
  inTwo: boolean;
}

/** What a commit changes against its first parent, each file in the words in which the engine is to be asked for it. */
export async function sayCommit(commit: Commit, context: ReplayContext): Promise<SaidCommit> {
  const { parentTree, tree } = commit;
  const found = await context.diffs.changes(parentTree, tree);
  const inTwo = placesChange(found);
  // a rename cannot be in two batches, a delete and a create can
  const diffs = inTwo ? context.plainDiffs : context.diffs;
  const changes = inTwo ? await diffs.changes(parentTree, tree) : found;
  let sections: Promise<Buffer[]> | null = null;
  // the commit's diff, asked for once and only where something needs it
  const section = async (at: number): Promise<Buffer> => {
    sections ??= diffs.sections(parentTree, tree);
    const all = await sections;
    if (all.length === changes.length) return all[at]!;
    throw new Error(`git's diff has ${all.length} parts for ${changes.length} changes`);
  };
  const read = async (side: Side | null) => (side && isPlain(side) ? context.blobs.read(side.oid) : null);
  const puts: Put[] = [];
  for (const change of changes) {
    const [before, after] = await Promise.all([read(change.before), read(change.after)]);
    const contents: Contents = { before, after, section: () => section(change.section) };
    puts.push({ change, contents, expression: await express(change, contents) });
  }
  return { puts, inTwo };
}
