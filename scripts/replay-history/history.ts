import type { Options } from "./arguments.ts";
import { gitText } from "./git.ts";

/** A commit and the tree of its first parent, which is the empty one for a root. */
export interface Commit {
  sha: string;
  tree: string;
  parent: string | null;
  parentTree: string;
  merge: boolean;
}

/** The commits that are asked for, in an order in which most of them find their parent's tree already there. */
export async function readHistory(
  { ref, only, commits }: Pick<Options, "ref" | "only" | "commits">,
  emptyTree: string,
  env: NodeJS.ProcessEnv,
): Promise<Commit[]> {
  const wanted = only === null ? ["--topo-order", ref] : ["--no-walk", only];
  if (commits !== null) wanted.unshift(`--max-count=${commits}`);
  const listed = await revList([...wanted, "--"], env);
  const trees = new Map(listed.map(({ sha, tree }) => [sha, tree]));
  const beyond = listed.flatMap(({ parents: [first] }) => (first && !trees.has(first) ? [first] : []));
  if (beyond.length > 0)
    for (const { sha, tree } of await revList(["--no-walk", "--stdin"], env, beyond)) trees.set(sha, tree);
  return inChains(
    listed.reverse().map(({ sha, tree, parents: [first, ...others] }) => ({
      sha,
      tree,
      parent: first ?? null,
      parentTree: first === undefined ? emptyTree : trees.get(first)!,
      merge: others.length > 0,
    })),
  );
}

async function revList(args: readonly string[], env: NodeJS.ProcessEnv, input: readonly string[] = []) {
  const text = await gitText(["rev-list", "--format=%H %T %P", ...args], env, `${input.join("\n")}\n`);
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("commit "))
    .map((line) => {
      const [sha, tree, ...parents] = line.trim().split(" ");
      return { sha: sha!, tree: tree!, parents };
    });
}

/**
 * Commits, given oldest first, in runs of first parents: a branch is gone through to its end before the next one
 * begins, so that the tree has to be put back about once a branch instead of at each change between two.
 */
export function inChains(commits: readonly Commit[]): Commit[] {
  const children = new Map<string, Commit[]>();
  for (const commit of commits) {
    if (commit.parent === null) continue;
    const siblings = children.get(commit.parent);
    if (siblings) siblings.push(commit);
    else children.set(commit.parent, [commit]);
  }
  const done = new Set<Commit>();
  for (const start of commits)
    for (let next: Commit | undefined = start; next && !done.has(next); ) {
      done.add(next);
      next = children.get(next.sha)?.find((child) => !done.has(child));
    }
  return [...done];
}
