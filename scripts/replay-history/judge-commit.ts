import type { Commit } from "./history.ts";
import type { ReplayContext } from "./replay-context.ts";
import type { Failure } from "./tally.ts";

/** Holds the scratch tree against the commit's; answers the tree that is there now, and where the two differ. */
export async function judgeCommit(
  commit: Commit,
  { scratch, report }: ReplayContext,
): Promise<{ tree: string; failure: Failure | null }> {
  const tree = await scratch.treeHash();
  if (tree === commit.tree) return { tree, failure: null };
  const first = await scratch.firstDifference(tree, commit.tree);
  // some programs wrote modes as 100664 or 040000: the same entries, yet another hash than git's own
  if (first === null && tree === (await scratch.writtenToday(commit.tree))) {
    report.rewrittenTrees++;
    return { tree: commit.tree, failure: null };
  }
  const where = first ?? { file: "(the same files, another tree)", got: null, wanted: null };
  const failure: Failure = {
    kind: "different",
    commit: commit.sha,
    ...where,
    gotTree: tree,
    wantedTree: commit.tree,
  };
  return { tree, failure };
}
