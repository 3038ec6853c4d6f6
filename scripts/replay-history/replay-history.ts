import { cp, stat } from "node:fs/promises";
import { join } from "node:path";
import { openWorkspace } from "../../bff/host/node/workspace.ts";
import type { Options } from "./arguments.ts";
import { openBlobs } from "./blobs.ts";
import { openDiffStream } from "./diff-stream.ts";
import { plainGitEnv, run } from "./git.ts";
import { readHistory } from "./history.ts";
import { judgeCommit, type ReplayContext, replayCommit } from "./replay-commit.ts";
import { openScratch } from "./scratch.ts";
import { emptyReport, type Report } from "./tally.ts";

export interface Progress {
  done: number;
  of: number;
  failures: number;
}

export interface ReplayOptions extends Omit<Options, "json"> {
  onProgress?: (progress: Progress) => void;
}

/**
 * Takes a history through the engine, commit by commit, each upon its first parent, and holds every tree against
 * git's. The repository is only read. A commit that fails is reported, and the next one begins from git's tree.
 * Throws where there is no repository or no such revision.
 */
export async function replayHistory({ onProgress, ...options }: ReplayOptions): Promise<Report> {
  const source = await openSource(options);
  const report = emptyReport(options.repository, options.only ?? options.ref);
  const scratch = await openScratch(source.objectFormat, source.readEnv);
  const readEnv = source.readEnv(join(scratch.folder, "git"));
  if (source.shallow) await cp(source.shallow, join(scratch.folder, "git/shallow"));
  const blobs = openBlobs(readEnv);
  // -M and -C: the renames and copies that `git log` shows, too
  const raw = openDiffStream(["-z", "-M", "-C"], readEnv);
  const patch = openDiffStream(["-p", "-M", "-C", "--full-index"], readEnv);
  const workspace = openWorkspace({ root: scratch.root });
  const context: ReplayContext = { workspace, scratch, blobs, raw, patch, report };
  const start = performance.now();
  try {
    const only = options.only === null ? null : source.revision;
    const wanted = { ref: source.revision, only, commits: options.commits };
    const commits = await readHistory(wanted, scratch.emptyTree, readEnv);
    let tree = scratch.emptyTree;
    for (const [index, commit] of commits.entries()) {
      if (tree !== commit.parentTree) {
        report.setUps.trees++;
        report.setUps.files += await scratch.moveTo(commit.parentTree, tree, blobs);
        tree = commit.parentTree;
      }
      const refused = await replayCommit(commit, context);
      const judged = await judgeCommit(commit, context);
      tree = judged.tree;
      const failure = refused ?? judged.failure;
      if (failure) report.failures.push(failure);
      else report.equalTrees++;
      onProgress?.({ done: index + 1, of: commits.length, failures: report.failures.length });
    }
  } finally {
    await workspace.close();
    for (const process of [blobs, raw, patch]) process.close();
    await scratch.close(options.keep);
  }
  report.seconds = (performance.now() - start) / 1000;
  report.commitsPerSecond = report.commits / report.seconds;
  if (options.keep) report.kept = scratch.folder;
  return report;
}

/** Where the repository keeps its objects, and what the revision means in it. */
async function openSource({ repository, ref, only }: Pick<Options, "repository" | "ref" | "only">) {
  const env = plainGitEnv();
  const ask = async (...args: string[]) =>
    (await run("git", ["-C", repository, "rev-parse", ...args], env)).toString().trim();
  const objects = await ask("--path-format=absolute", "--git-path", "objects");
  const shallow = await ask("--path-format=absolute", "--git-path", "shallow");
  const objectFormat = await ask("--show-object-format");
  const revision = await ask("--verify", "--end-of-options", `${only ?? ref}^{commit}`);
  const isShallow = (await stat(shallow).catch(() => null)) !== null;
  return {
    objectFormat,
    revision,
    shallow: isShallow ? shallow : null,
    readEnv: (gitDir: string) => plainGitEnv({ GIT_DIR: gitDir, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects }),
  };
}
