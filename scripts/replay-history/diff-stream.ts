import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";

/** A `git diff-tree --stdin` that stays: a question is a pair of trees, the answer what it prints about them. */
export interface DiffStream {
  ask(oldTree: string, newTree: string): Promise<Buffer>;
  close(): void;
}

/**
 * One process for all the pairs of a history. git repeats a line that names no object and flushes after it, so a
 * line of our own behind each pair marks where its answer ends; it is drawn by lot, so that no file holds it.
 */
export function openDiffStream(args: readonly string[], env: NodeJS.ProcessEnv): DiffStream {
  const child = spawn("git", ["diff-tree", "--stdin", "-r", ...args], {
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const endMark = Buffer.from(`end of answer ${randomUUID()}\n`);
  let chunks: Buffer[] = [];
  let said = "";
  let waiting: { resolve(answer: Buffer): void; reject(error: Error): void } | null = null;
  let asked: Promise<unknown> = Promise.resolve();
  child.stdin.on("error", () => {});
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stdout.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    const tail = chunk.length >= endMark.length ? chunk : Buffer.concat(chunks.slice(-endMark.length));
    if (!tail.subarray(-endMark.length).equals(endMark)) return;
    const all = Buffer.concat(chunks);
    chunks = [];
    waiting?.resolve(all.subarray(0, -endMark.length));
    waiting = null;
  });
  child.on("close", () => {
    waiting?.reject(ended());
    waiting = null;
  });
  const ended = () => {
    const lacks = /unable to read|missing|bad object/.test(said);
    const why = lacks ? "; the repository is not whole (a partial clone has to be completed)" : "";
    return new Error(`git diff-tree ended: ${said.trim() || "it said nothing"}${why}`);
  };
  const ask = (oldTree: string, newTree: string) =>
    new Promise<Buffer>((resolve, reject) => {
      if (child.exitCode !== null) return reject(ended());
      const header = `${oldTree} ${newTree}\n`;
      waiting = { resolve: (all) => resolve(all.subarray(Buffer.byteLength(header))), reject };
      child.stdin.write(`${header}${endMark}`);
    });
  return {
    ask(oldTree, newTree) {
      const answer = asked.then(() => ask(oldTree, newTree));
      asked = answer.catch(() => {});
      return answer;
    },
    close: () => void child.stdin.end(),
  };
}
