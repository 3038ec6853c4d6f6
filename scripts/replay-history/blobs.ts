import { spawn } from "node:child_process";

/** Contents of files by their object id, from one `git cat-file --batch`. */
export interface Blobs {
  read(oid: string): Promise<Buffer>;
  close(): void;
}

/** What the newest answers may take up; the old side of a file is most often the new side of an earlier commit. */
const rememberedBytes = 32 * 1024 * 1024;

export function openBlobs(env: NodeJS.ProcessEnv): Blobs {
  const child = spawn("git", ["cat-file", "--batch"], { env, stdio: ["pipe", "pipe", "ignore"] });
  const waiting: { oid: string; resolve(bytes: Buffer): void; reject(error: Error): void }[] = [];
  const remembered = new Map<string, Buffer>();
  let held = 0;
  let pending: Buffer[] = [];
  let have = 0;
  let need = 0;
  child.stdin.on("error", () => {});
  child.on("close", () => {
    for (const one of waiting.splice(0)) one.reject(new Error("git cat-file ended"));
  });
  child.stdout.on("data", (chunk: Buffer) => {
    pending.push(chunk);
    have += chunk.length;
    // a large blob comes in many pieces: they are joined once it is all there
    if (have < need) return;
    let all = Buffer.concat(pending);
    need = 0;
    for (;;) {
      const end = all.indexOf(10);
      if (end === -1) break;
      const [, kind, size] = all.toString("latin1", 0, end).split(" ");
      if (kind === "missing") {
        const one = waiting.shift()!;
        one.reject(new Error(`the repository lacks object ${one.oid}; a partial clone has to be completed`));
        all = all.subarray(end + 1);
        continue;
      }
      need = end + 1 + Number(size) + 1;
      if (all.length < need) break;
      const bytes = Buffer.from(all.subarray(end + 1, need - 1));
      all = all.subarray(need);
      need = 0;
      const one = waiting.shift()!;
      remember(one.oid, bytes);
      one.resolve(bytes);
    }
    pending = [all];
    have = all.length;
  });

  function remember(oid: string, bytes: Buffer): void {
    if (remembered.has(oid) || bytes.length > rememberedBytes / 4) return;
    remembered.set(oid, bytes);
    held += bytes.length;
    for (const [oldest, { length }] of remembered) {
      if (held <= rememberedBytes) break;
      remembered.delete(oldest);
      held -= length;
    }
  }

  return {
    read(oid) {
      const known = remembered.get(oid);
      if (known) {
        remembered.delete(oid);
        remembered.set(oid, known);
        return Promise.resolve(known);
      }
      return new Promise((resolve, reject) => {
        waiting.push({ oid, resolve, reject });
        child.stdin.write(`${oid}\n`);
      });
    },
    close: () => void child.stdin.end(),
  };
}
