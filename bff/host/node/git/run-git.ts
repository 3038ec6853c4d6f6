import { spawn } from "node:child_process";

export interface GitAnswer {
  /** exit code; 127 where git is not installed */
  code: number;
  out: Buffer;
  err: string;
}

/** Settings of a git that called us (a hook, an alias) would send our commands to another repository or index. */
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|OBJECT_DIRECTORY|NAMESPACE)$/.test(name),
  ),
);

/** Runs git in `folder`, its words in English. Never throws and never asks anybody anything. */
export function runGit(
  folder: string,
  args: readonly string[],
  { input, env = {} }: { input?: string | Uint8Array; env?: Record<string, string> } = {},
): Promise<GitAnswer> {
  return new Promise((resolve) => {
    const child = spawn("git", args, {
      cwd: folder,
      env: { ...inherited, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.once("error", () => resolve({ code: 127, out: Buffer.alloc(0), err: "git was not found" }));
    child.once("close", (code) =>
      resolve({ code: code ?? 1, out: Buffer.concat(out), err: Buffer.concat(err).toString("utf8") }),
    );
    // git may have answered before it has read everything
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
  });
}

/** The answer of a git that went well, trimmed; null where it did not. */
export async function askGit(...call: Parameters<typeof runGit>): Promise<string | null> {
  const { code, out } = await runGit(...call);
  return code === 0 ? out.toString("utf8").trim() : null;
}
