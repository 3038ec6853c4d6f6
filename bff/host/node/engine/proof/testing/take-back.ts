import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git } from "../../testing/git-folder.ts";
import { logLines } from "./audit.ts";

/**
 * Takes every patch of the log back with `git apply -R`, newest first, in a copy. Answers what git says where it
 * refuses one, or the files that are not as they were before the first patch.
 */
export function takeBackWithGit(root: string, start: ReadonlyMap<string, string>): string[] {
  const copy = mkdtempSync(join(tmpdir(), "take-back-"));
  try {
    cpSync(root, copy, { recursive: true, filter: (path) => !path.includes(".mission_control") });
    const state = join(root, ".mission_control");
    const diffs = logLines(state)
      .reverse()
      .map(({ patch_id }) => join(state, "patches", `${patch_id}.diff`));
    for (const diff of diffs)
      try {
        git(copy, ["apply", "-R", "--whitespace=nowarn", diff]);
      } catch (error) {
        return [
          `git does not take ${diff.split("/").at(-1)} back: ${String((error as { stderr?: Buffer }).stderr)}`,
        ];
      }
    return [...start]
      .filter(
        ([file, text]) => !existsSync(join(copy, file)) || readFileSync(join(copy, file), "utf8") !== text,
      )
      .map(([file]) => `${file}, every patch taken back, is not what it was`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
