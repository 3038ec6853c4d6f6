import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * The branch that is checked out in the repository around `root`, read from its HEAD. Null where there is no
 * repository, or HEAD is detached. Knows worktrees and submodules, whose `.git` is a file.
 */
export function gitBranch(root: string): string | null {
  for (let at = root; ; at = dirname(at)) {
    const head = readHead(join(at, ".git"));
    if (head !== null) return /^ref: refs\/heads\/(.+)$/.exec(head)?.[1] ?? null;
    if (dirname(at) === at) return null;
  }
}

function readHead(git: string): string | null {
  try {
    if (statSync(git).isDirectory()) return readFileSync(join(git, "HEAD"), "utf8").trim();
    const folder = /^gitdir: (.+)$/m.exec(readFileSync(git, "utf8"))?.[1];
    return folder === undefined
      ? null
      : readFileSync(join(resolve(dirname(git), folder), "HEAD"), "utf8").trim();
  } catch {
    // no repository here, or none that can be read
    return null;
  }
}
