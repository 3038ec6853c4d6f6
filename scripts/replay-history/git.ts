import { spawn } from "node:child_process";
import { once } from "node:events";

/** The environment of a git that knows nothing of whoever runs it: neither settings nor a repository around it. */
export function plainGitEnv(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    LC_ALL: "C",
    ...more,
  };
}

/** Runs a command to its end and answers what it printed. Throws with what it wrote to stderr where it fails. */
export async function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { cwd, input }: { cwd?: string; input?: string | Buffer } = {},
): Promise<Buffer> {
  const child = spawn(command, args, { env, cwd, stdio: ["pipe", "pipe", "pipe"] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  // a command that ends without reading its input says why by its exit code
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  if (code === 0) return Buffer.concat(out);
  throw new Error(`${command} ${args.join(" ")}: ${Buffer.concat(err).toString().trim() || `exit ${code}`}`);
}

/** Where there is a work tree git is run in it: elsewhere it does not find the files that its index speaks of. */
export const git = (args: readonly string[], env: NodeJS.ProcessEnv, input?: string | Buffer) =>
  run("git", args, env, { input, cwd: env.GIT_WORK_TREE });

/** The text of a git command that prints one word or a few lines. */
export const gitText = async (args: readonly string[], env: NodeJS.ProcessEnv, input?: string) =>
  (await git(args, env, input)).toString().trim();
