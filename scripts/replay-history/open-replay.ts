import { cp, stat } from "node:fs/promises";
import { join } from "node:path";
import { openWorkspace } from "../../bff/host/node/workspace.ts";
import type { Options } from "./arguments.ts";
import { openBlobs } from "./blobs.ts";
import { plainGitEnv, run } from "./git.ts";
import { type Commit, readHistory } from "./history.ts";
import type { ReplayContext } from "./replay-context.ts";
import { openScratch } from "./scratch.ts";
import { emptyReport } from "./tally.ts";
import { openTreeDiffs } from "./tree-diffs.ts";

export interface Replay extends ReplayContext {
  commits: Commit[];
  close(): Promise<void>;
}

/**
 * A scratch folder beside a repository that is only read, and the commits to take through it. Throws where there is
 * no repository or no such revision.
 */
export async function openReplay(options: Omit<Options, "json">): Promise<Replay> {
  const source = await openSource(options);
  const scratch = await openScratch(source.objectFormat, source.readEnv);
  const gitDir = join(scratch.folder, "git");
  if (source.shallow) await cp(source.shallow, join(gitDir, "shallow"));
  const readEnv = source.readEnv(gitDir);
  const blobs = openBlobs(readEnv);
  const diffs = openTreeDiffs("renames and copies", readEnv);
  const plainDiffs = openTreeDiffs("none", readEnv);
  const workspace = openWorkspace({ root: scratch.root });
  const close = async () => {
    await workspace.close();
    for (const process of [blobs, diffs, plainDiffs]) process.close();
    await scratch.close(options.keep);
  };
  try {
    const only = options.only === null ? null : source.revision;
    const wanted = { ref: source.revision, only, commits: options.commits };
    const commits = await readHistory(wanted, scratch.emptyTree, readEnv);
    const report = emptyReport(options.repository, options.only ?? options.ref);
    return { workspace, scratch, blobs, diffs, plainDiffs, report, commits, close };
  } catch (error) {
    await close();
    throw error;
  }
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
