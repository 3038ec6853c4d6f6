import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git } from "./git-folder.ts";

/** Programs that make diffs and apply them, run on a folder of many files at once: a process costs more than the work. */

/** What a program made of a file; null where it refused any part of the file's diff. */
export type Applied = Uint8Array | null;

export interface DiffMaker {
  name: string;
  /** the diff of the folders `a` and `b` below `folder` */
  make(folder: string): Buffer;
  /** the part of each file begins with a line that this finds, the name being its first group */
  part: RegExp;
}

const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };

/** Programs that compare end with 1 where there is a difference. */
function compared(run: () => Buffer): Buffer {
  try {
    return run();
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: Buffer };
    if (status !== 1) throw error;
    return stdout;
  }
}

export const gitDiff = (...flags: string[]): DiffMaker => ({
  name: `git diff ${flags.join(" ")}`.trim(),
  make: (folder) =>
    compared(() =>
      git(folder, [
        "diff",
        "--no-index",
        "--no-renames",
        "--src-prefix=",
        "--dst-prefix=",
        ...flags,
        "a",
        "b",
      ]),
    ),
  part: /^diff --git a\/(\S+)/,
});

export const gnuDiff = (...flags: string[]): DiffMaker => ({
  name: `diff ${flags.join(" ")}`.trim(),
  make: (folder) =>
    compared(() =>
      // a file with bytes that are no text in this locale is text nevertheless
      execFileSync("diff", ["-r", "-N", "--text", ...flags, "a", "b"], {
        cwd: folder,
        env,
        maxBuffer: 256 * 1024 * 1024,
      }),
    ),
  part: /^diff -r.* b\/(\S+)$/,
});

/** The diff cut into the parts of its files, by name. */
export function partsOf(maker: DiffMaker, diff: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const text = diff.toString("latin1");
  const starts: { at: number; name: string }[] = [];
  // a line of a file has a mark, so that no contents begin like this
  for (const match of text.matchAll(new RegExp(maker.part.source, "gm")))
    starts.push({ at: match.index, name: match[1]! });
  for (const [i, { at, name }] of starts.entries()) parts.set(name, diff.subarray(at, starts[i + 1]?.at));
  return parts;
}

/** What `git apply` makes of each file of `files` in `folder`; files whose diff it refuses in part are null. */
export function gitApply(
  folder: string,
  diff: Buffer,
  files: readonly string[],
  flags: readonly string[] = [],
): Map<string, Applied> {
  const ran = spawnSync(
    "git",
    ["-c", "core.autocrlf=false", "apply", "--reject", "--whitespace=nowarn", "-p1", ...flags],
    {
      cwd: folder,
      input: diff,
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_SYSTEM: "/dev/null",
        GIT_CEILING_DIRECTORIES: folder,
      },
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  if (ran.status !== 0 && ran.status !== 1) throw new Error(ran.stderr.toString());
  return outcomes(folder, files);
}

/** What GNU `patch`, which is told not to fuzz, makes of each file. */
export function gnuPatch(
  folder: string,
  diff: Buffer,
  files: readonly string[],
  flags: readonly string[] = [],
): Map<string, Applied> {
  const ran = spawnSync(
    "patch",
    ["-p1", "--fuzz=0", "--force", "--silent", "--no-backup-if-mismatch", "--binary", ...flags],
    {
      cwd: folder,
      input: diff,
      env,
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  if (ran.error) throw ran.error;
  if (ran.status === 2) throw new Error(`${ran.stderr}${ran.stdout}`);
  return outcomes(folder, files);
}

function outcomes(folder: string, files: readonly string[]): Map<string, Applied> {
  return new Map(
    files.map((file): [string, Applied] => {
      const path = join(folder, file);
      return [file, existsSync(`${path}.rej`) || !existsSync(path) ? null : readFileSync(path)];
    }),
  );
}

export const hasGnuPatch = (): boolean => {
  const ran = spawnSync("patch", ["--version"]);
  return ran.status === 0 && ran.stdout.toString().includes("GNU patch");
};

/** Writes files into a folder below `folder`. */
export function writeFiles(folder: string, below: string, files: ReadonlyMap<string, Uint8Array>): void {
  mkdirSync(join(folder, below), { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, below, name), bytes);
}
