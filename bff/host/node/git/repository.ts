import { type Refusal, refuse } from "../../../../shared/result.ts";
import { askGit, runGit } from "./run-git.ts";

/** The repository around a workspace, and where in it the workspace lies. */
export interface Repository {
  top: string;
  /** "" or a path that ends in "/": what a workspace's file name needs in front of it */
  prefix: string;
}

export async function findRepository(root: string): Promise<Repository | Refusal> {
  const { code, out } = await runGit(root, ["rev-parse", "--show-toplevel", "--show-prefix"]);
  if (code === 127)
    return refuse(
      "NOT_A_REPOSITORY",
      "a branch was asked for, but git is not installed here; send the edit without it",
      {},
    );
  const [top, prefix = ""] = out.toString("utf8").split("\n");
  if (code !== 0 || !top)
    return refuse(
      "NOT_A_REPOSITORY",
      "a branch was asked for, but the workspace is in no git repository with a checkout; run git init, or send the edit without it",
      {},
    );
  return { top, prefix };
}

export interface BranchTip {
  /** null: the branch does not exist yet */
  commit: string | null;
  /** where it is checked out, its name alone; null where it is nowhere */
  checkedOut: boolean;
}

export async function branchTip({ top }: Repository, name: string): Promise<BranchTip> {
  const found = await askGit(top, [
    "for-each-ref",
    "--format=%(objectname) %(worktreepath)",
    `refs/heads/${name}`,
  ]);
  if (!found)
    return {
      commit: null,
      checkedOut: (await askGit(top, ["symbolic-ref", "-q", "HEAD"])) === `refs/heads/${name}`,
    };
  const [commit = "", ...path] = found.split("\n")[0]!.split(" ");
  return { commit, checkedOut: path.join(" ") !== "" };
}
