import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import { commitPatch, type PatchToCommit } from "./commit-patch.ts";
import { branchTip, findRepository, type Repository } from "./repository.ts";
import { askGit, runGit } from "./run-git.ts";

/** Commits that are ready; only the branch does not lead to them yet. */
export interface ReadyCommits {
  name: string;
  repository: Repository;
  /** where the branch was when they were made; null: it did not exist */
  tip: string | null;
  /** one for each patch, in order */
  commits: string[];
}

/**
 * Makes the commits of these patches for a branch, without moving it. Refused before anything is written: no
 * repository, a branch that somebody has checked out (its files would be another's under his hands), lines that
 * the branch has otherwise.
 */
export async function readyCommits(
  root: string,
  name: string,
  patches: readonly PatchToCommit[],
): Promise<ReadyCommits | Refusal> {
  const repository = await findRepository(root);
  if ("ok" in repository) return repository;
  const { commit: tip, checkedOut } = await branchTip(repository, name);
  if (checkedOut)
    return refuse(
      "BRANCH_CONFLICT",
      `${name} is checked out; nothing was written. Switch the checkout to another branch (git switch -), or send the edit without a branch of its own`,
      { branch: name, problem: "it is checked out" },
    );
  let parent = tip ?? (await askGit(repository.top, ["rev-parse", "-q", "--verify", "HEAD^{commit}"]));
  const folder = await mkdtemp(join(tmpdir(), "patchctl-index-"));
  try {
    const commits: string[] = [];
    for (const patch of patches) {
      const made = await commitPatch(repository, join(folder, "index"), parent, patch);
      if ("problem" in made)
        return refuse(
          "BRANCH_CONFLICT",
          `the patch cannot go on ${name}: ${made.problem}; nothing was written. Merge or delete that branch, or send the edit under another trace`,
          { branch: name, problem: made.problem },
        );
      commits.push(made.commit);
      parent = made.commit;
    }
    return { name, repository, tip, commits };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Moves the branch to its new commits; false where somebody else has moved it since they were made. */
export async function moveBranch({ name, repository, tip, commits }: ReadyCommits): Promise<boolean> {
  const newest = commits.at(-1);
  if (newest === undefined) return true;
  // an empty old value: the branch must not have come into being since
  const args = ["update-ref", "-m", "patchctl", `refs/heads/${name}`, newest, tip ?? ""];
  return (await runGit(repository.top, args)).code === 0;
}
