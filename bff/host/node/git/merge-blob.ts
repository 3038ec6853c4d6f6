import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGit } from "./run-git.ts";

/**
 * Three versions of a file into one, as `git merge-file` does it: what led from `base` to `theirs`, done to `ours`.
 * Null where both changed the same lines.
 */
export async function mergeContents(
  ours: Uint8Array,
  base: Uint8Array,
  theirs: Uint8Array,
): Promise<Buffer | null> {
  const folder = await mkdtemp(join(tmpdir(), "patchctl-merge-"));
  try {
    const names = ["ours", "base", "theirs"];
    await Promise.all([ours, base, theirs].map((bytes, at) => writeFile(join(folder, names[at]!), bytes)));
    const { code, out } = await runGit(folder, ["merge-file", "-p", "-q", ...names]);
    return code === 0 ? out : null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
