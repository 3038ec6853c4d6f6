import type { Options } from "./arguments.ts";
import { judgeCommit } from "./judge-commit.ts";
import { openReplay } from "./open-replay.ts";
import { replayCommit } from "./replay-commit.ts";
import type { Report } from "./tally.ts";

export interface Progress {
  done: number;
  of: number;
  failures: number;
}

export interface ReplayOptions extends Omit<Options, "json"> {
  onProgress?: (progress: Progress) => void;
  /** told of the scratch folder before the first commit, for whoever may have to leave in a hurry */
  onScratch?: (folder: string) => void;
}

/**
 * Takes a history through the engine, commit by commit, each upon its first parent, and holds every tree against
 * git's. The repository is only read. A commit that fails is reported, and the next one begins from git's tree.
 * Throws where there is no repository or no such revision.
 */
export async function replayHistory({ onProgress, onScratch, ...options }: ReplayOptions): Promise<Report> {
  const replay = await openReplay(options);
  const { commits, scratch, blobs, report } = replay;
  const start = performance.now();
  onScratch?.(scratch.folder);
  try {
    let tree = scratch.emptyTree;
    for (const [index, commit] of commits.entries()) {
      if (tree !== commit.parentTree) {
        report.setUps.trees++;
        report.setUps.files += await scratch.moveTo(commit.parentTree, tree, blobs);
      }
      const refused = await replayCommit(commit, replay).catch((error: Error) => {
        throw new Error(`${commit.sha}: ${error.message}`, { cause: error });
      });
      const judged = await judgeCommit(commit, replay);
      tree = judged.tree;
      const failure = refused ?? judged.failure;
      if (failure) report.failures.push(failure);
      else report.equalTrees++;
      onProgress?.({ done: index + 1, of: commits.length, failures: report.failures.length });
    }
  } finally {
    await replay.close();
  }
  report.seconds = (performance.now() - start) / 1000;
  report.commitsPerSecond = report.commits / report.seconds;
  if (options.keep) report.kept = scratch.folder;
  return report;
}
