import type { FileState } from "../../../../shared/patch/document.ts";
import type { FileStep } from "../../../../shared/patch/write-diff.ts";
import { mergeContents } from "./merge-blob.ts";
import type { Repository } from "./repository.ts";
import { askGit, runGit } from "./run-git.ts";

/** A patch as a commit tells of it. */
export interface PatchToCommit {
  steps: readonly FileStep[];
  message: string;
  /** who asked for it: the commit's author */
  author: string;
}

/** What stands at a path of a tree; null where nothing does. */
type Entry = { mode: string; blob: string } | null;

const plain = new Set(["100644", "100755"]);

/**
 * Makes the commit of one patch on top of `parent` (null: the first of its history) and answers its name, or what
 * stands in the way. Objects only: no ref, no index but one of its own, no file of the checkout is touched.
 *
 * The commit holds the patch and nothing else: what the checkout has beyond the branch stays out of it, because the
 * file is merged as its lines before the patch, its lines after it, and the branch's.
 */
export async function commitPatch(
  repository: Repository,
  index: string,
  parent: string | null,
  patch: PatchToCommit,
): Promise<{ commit: string } | { problem: string }> {
  const { top, prefix } = repository;
  const git = (args: string[], input?: string | Uint8Array) =>
    askGit(top, args, { env: { GIT_INDEX_FILE: index }, ...(input === undefined ? {} : { input }) });
  if ((await git(parent === null ? ["read-tree", "--empty"] : ["read-tree", parent])) === null)
    return { problem: "the branch's newest commit cannot be read" };
  for (const step of patch.steps) {
    const from = prefix + step.file;
    const to = prefix + step.to;
    const there = await entryAt(git, from);
    const put = await entryAfter(top, git, step, from, to, there);
    if (put !== null && "problem" in put) return put;
    if (from !== to && (await entryAt(git, to)) !== null)
      return { problem: `${step.to} is on the branch already` };
    // "0" takes an entry out
    const lines = [
      ...(there !== null && (put === null || from !== to)
        ? [`0 ${"0".repeat(there.blob.length)}\t${from}\0`]
        : []),
      ...(put === null ? [] : [`${put.mode} ${put.blob}\t${to}\0`]),
    ];
    if ((await git(["update-index", "--add", "--replace", "-z", "--index-info"], lines.join(""))) === null)
      return { problem: `${step.to} cannot be put on the branch: a folder and a file have its name` };
  }
  const tree = await git(["write-tree"]);
  if (tree === null) return { problem: "git could not write the tree" };
  if (parent !== null && tree === (await git(["rev-parse", `${parent}^{tree}`]))) return { commit: parent };
  const made = await runGit(top, ["commit-tree", tree, ...(parent === null ? [] : ["-p", parent])], {
    input: patch.message,
    env: { ...(await identities(top)), ...authorOf(patch.author) },
  });
  if (made.code !== 0)
    return { problem: `git could not write the commit: ${made.err.trim().split("\n")[0]}` };
  return { commit: made.out.toString("utf8").trim() };
}

type Git = (args: string[], input?: string | Uint8Array) => Promise<string | null>;

async function entryAt(git: Git, path: string): Promise<Entry> {
  const [line] = ((await git(["ls-files", "-s", "-z", "--", `:(top,literal)${path}`])) ?? "").split("\0");
  const found = /^(\d{6}) ([0-9a-f]+) 0\t/.exec(line ?? "");
  return found ? { mode: found[1]!, blob: found[2]! } : null;
}

/** What is to stand at the path once the patch is on the branch; null: nothing. */
async function entryAfter(
  top: string,
  git: Git,
  { before, after, file, to: newName }: FileStep,
  from: string,
  to: string,
  there: Entry,
): Promise<Entry | { problem: string }> {
  if (there !== null && !plain.has(there.mode)) return { problem: `${file} is no plain file on the branch` };
  // with --path the file's own filters apply, such as the line endings that .gitattributes asks for
  const blobOf = (state: FileState, path: string) =>
    git(["hash-object", "-w", "--stdin", `--path=${path}`], state.bytes);
  const old = before === null ? null : await blobOf(before, from);
  if (after === null) {
    if (there === null || there.blob === old) return null;
    return { problem: `${file} was changed on the branch, and the patch deletes it` };
  }
  const wanted = await blobOf(after, to);
  if (wanted === null) return { problem: `git could not store ${newName}` };
  const changesMode = before === null || before.executable !== after.executable;
  const mode = there === null || changesMode ? (after.executable ? "100755" : "100644") : there.mode;
  // a file that the branch does not know is put there as it is
  if (there === null || there.blob === old || there.blob === wanted) return { mode, blob: wanted };
  if (old === null) return { problem: `${newName} is on the branch already, with other lines` };
  const [ours, base, theirs] = await Promise.all(
    [there.blob, old, wanted].map(async (blob) => (await runGit(top, ["cat-file", "blob", blob])).out),
  );
  const merged = await mergeContents(ours!, base!, theirs!);
  if (merged === null) return { problem: `the branch has other lines where the patch changes ${newName}` };
  const blob = await git(["hash-object", "-w", "--stdin", "--no-filters"], merged);
  return blob === null ? { problem: `git could not store ${newName}` } : { mode, blob };
}

/** A committer where git knows none: a machine that runs agents often has no name set. */
async function identities(top: string): Promise<Record<string, string>> {
  const email = process.env.GIT_COMMITTER_EMAIL ?? (await askGit(top, ["config", "user.email"]));
  const name = process.env.GIT_COMMITTER_NAME ?? (await askGit(top, ["config", "user.name"]));
  return {
    GIT_COMMITTER_NAME: name || "patchctl",
    GIT_COMMITTER_EMAIL: email || "patchctl@localhost.invalid",
  };
}

function authorOf(requester: string): Record<string, string> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: git refuses them in a name
  const written = requester.replace(/[\x00-\x1f<>]/g, " ").trim();
  // and it takes a name of these signs alone for none
  const name = /^[\s.,:;"\\']*$/.test(written) ? "agent" : written;
  const mailbox =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "agent";
  return { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: `${mailbox}@patchctl.invalid` };
}
