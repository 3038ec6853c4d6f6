import { spawn } from "node:child_process";

/** Asks git again and again what tree the work tree is now. */
export interface TreeHasher {
  hash(): Promise<string>;
  close(): Promise<void>;
}

// Neither ignore rules nor attributes are asked, and no blob is written. `update-index` refuses where a file and a
// folder have changed places: then all that is listed is taken out and read anew.
const script = `
listed() { git ls-files -z "$@" -o --exclude=/.mission_control/ -- ':(top,exclude).mission_control'; }
while read -r asked; do
  listed -m -d > "$GIT_DIR/listed" || exit
  if [ -s "$GIT_DIR/listed" ]; then
    git update-index -z --info-only --add --remove --replace --stdin < "$GIT_DIR/listed" 2> /dev/null || {
      git update-index -z --force-remove --stdin < "$GIT_DIR/listed" || exit
      listed > "$GIT_DIR/listed" || exit
      git update-index -z --info-only --add --stdin < "$GIT_DIR/listed" || exit
    }
  fi
  git write-tree --missing-ok || exit
done
`;

/** One shell for all the times, because Node takes longer to start a process than git to do this. */
export function openTreeHasher(root: string, env: NodeJS.ProcessEnv): TreeHasher {
  const child = spawn("sh", ["-c", script], { cwd: root, env, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  let answer = "";
  let waiting: { resolve(tree: string): void; reject(error: Error): void } | null = null;
  const closed = new Promise<void>((resolve) => child.on("close", () => resolve()));
  child.stdin.on("error", () => {});
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stdout.on("data", (chunk: Buffer) => {
    answer += chunk.toString();
    if (!answer.endsWith("\n")) return;
    waiting?.resolve(answer.trim());
    waiting = null;
    answer = "";
  });
  child.on("close", () => {
    waiting?.reject(new Error(`git cannot tell the tree of ${root}: ${said.trim()}`));
    waiting = null;
  });
  return {
    hash: () =>
      new Promise((resolve, reject) => {
        if (child.exitCode !== null) return reject(new Error(`git ended: ${said.trim()}`));
        waiting = { resolve, reject };
        child.stdin.write("\n");
      }),
    async close() {
      child.stdin.end();
      await closed;
    },
  };
}
