import { type Change, isPlain, parseChanges, type Side, splitDiff } from "./changes.ts";
import { type Contents, type Expression, express } from "./express.ts";
import type { Commit } from "./history.ts";
import type { ReplayContext } from "./replay-context.ts";

/** A change of a commit, what stands on both of its sides, and how it is put to the engine. */
export interface Put {
  change: Change;
  contents: Contents;
  expression: Expression;
}

/** What a commit changes against its first parent, each file in the words in which the engine is to be asked for it. */
export async function sayCommit(commit: Commit, { raw, patch, blobs }: ReplayContext): Promise<Put[]> {
  const changes = parseChanges(await raw.ask(commit.parentTree, commit.tree));
  let sections: Promise<Buffer[]> | null = null;
  // the commit's diff, asked for once and only where something needs it
  const section = async (at: number): Promise<Buffer> => {
    sections ??= patch.ask(commit.parentTree, commit.tree).then((diff) => {
      const split = splitDiff(diff);
      if (split.length === changes.length) return split;
      throw new Error(`git's diff has ${split.length} parts for ${changes.length} changes`);
    });
    return (await sections)[at]!;
  };
  const read = async (side: Side | null) => (side && isPlain(side) ? blobs.read(side.oid) : null);
  const puts: Put[] = [];
  for (const change of changes) {
    const [before, after] = await Promise.all([read(change.before), read(change.after)]);
    const contents: Contents = { before, after, section: () => section(change.section) };
    puts.push({ change, contents, expression: await express(change, contents) });
  }
  return puts;
}
