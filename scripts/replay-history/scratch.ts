import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Blobs } from "./blobs.ts";
import { carry, type SpecialEntry } from "./carry.ts";
import { git, gitText, plainGitEnv } from "./git.ts";
import { openTreeDiffs } from "./tree-diffs.ts";
import { openTreeHasher } from "./tree-hash.ts";

/** A work tree with the engine over it on one side and a git of its own on the other, both in a temporary folder. */
export interface Scratch {
  folder: string;
  /** the governed folder */
  root: string;
  emptyTree: string;
  /** what git makes of the files as they are: no attribute, filter or ignore rule comes between */
  treeHash(): Promise<string>;
  /** The hash under which git would write the entries of a tree that another program may have written in its own way. */
  writtenToday(tree: string): Promise<string>;
  /** Links to other repositories, which are on no disk, and what stands under `.mission_control`. */
  setSpecial(entries: readonly SpecialEntry[]): Promise<void>;
  /** Makes the work tree that of `tree`, past the engine; answers how many files that took. */
  moveTo(tree: string, from: string, blobs: Blobs): Promise<number>;
  /** The first file in which two trees differ. */
  firstDifference(oldTree: string, newTree: string): Promise<Difference | null>;
  close(keep: boolean): Promise<void>;
}

export interface Difference {
  file: string;
  /** mode and hash; null where the file is not there */
  got: string | null;
  wanted: string | null;
}

/** A policy that lets a commit do what it did. */
const policy = { maxChangedShare: 1, check: "none" };

/** Attributes of the history's own files must not change the bytes that git hashes, nor hide text as binary. */
const attributes = "* -text -ident -filter -working-tree-encoding !diff\n";

/** `readEnv` lets git see the history's objects; hashing is done without, so that not even their times are touched. */
export async function openScratch(
  objectFormat: string,
  readEnv: (gitDir: string) => NodeJS.ProcessEnv,
): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), "replay-history-"));
  const root = join(folder, "work");
  const gitDir = join(folder, "git");
  await mkdir(join(root, ".mission_control"), { recursive: true });
  await writeFile(join(root, ".mission_control/policy.json"), `${JSON.stringify(policy)}\n`);
  await git(["init", "-q", "--bare", `--object-format=${objectFormat}`, gitDir], plainGitEnv());
  await mkdir(join(gitDir, "info"), { recursive: true });
  await writeFile(join(gitDir, "info/attributes"), attributes);
  await git(["config", "core.bare", "false"], plainGitEnv({ GIT_DIR: gitDir }));
  const env = plainGitEnv({ GIT_DIR: gitDir, GIT_WORK_TREE: root });
  const emptyTree = await gitText(["mktree"], env);
  await git(["read-tree", "--empty"], env);
  const hasher = openTreeHasher(root, env);
  const diffs = openTreeDiffs("none", readEnv(gitDir));

  const scratch: Scratch = {
    folder,
    root,
    emptyTree,
    treeHash: () => hasher.hash(),
    async writtenToday(tree) {
      const entries = await git(["ls-tree", "-r", "-z", tree], readEnv(gitDir));
      const index = { ...env, GIT_INDEX_FILE: join(gitDir, "written-today") };
      await git(["read-tree", "--empty"], index);
      await git(["update-index", "-z", "--index-info"], index, entries);
      return gitText(["write-tree", "--missing-ok"], index);
    },
    async setSpecial(entries) {
      if (entries.length === 0) return;
      const zeros = "0".repeat(emptyTree.length);
      const lines = entries.flatMap(({ name, side }) => [
        Buffer.from(side ? `${side.mode} ${side.oid}\t` : `0 ${zeros}\t`),
        name.bytes,
        Buffer.from("\0"),
      ]);
      await git(["update-index", "-z", "--index-info"], env, Buffer.concat(lines));
    },
    async moveTo(tree, from, blobs) {
      const changes = await diffs.changes(from, tree);
      await scratch.setSpecial(await carry(root, changes, blobs));
      return changes.length;
    },
    async firstDifference(oldTree, newTree) {
      const [first] = await diffs.changes(oldTree, newTree);
      if (!first) return null;
      const text = (side: typeof first.before) => (side ? `${side.mode} ${side.oid}` : null);
      const file = first.to.text ?? first.to.bytes.toString("latin1");
      return { file, got: text(first.before), wanted: text(first.after) };
    },
    async close(keep) {
      diffs.close();
      await hasher.close();
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
  return scratch;
}
