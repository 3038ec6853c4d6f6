import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** The calls by which the engine changes a disk, or makes what it wrote durable. */
const names = [
  "openSync",
  "writeSync",
  "writeFileSync",
  "appendFileSync",
  "ftruncateSync",
  "fchmodSync",
  "linkSync",
  "copyFileSync",
  "renameSync",
  "rmSync",
  "unlinkSync",
  "mkdirSync",
  "rmdirSync",
  "fsync",
  "fsyncSync",
  "fdatasync",
  "fdatasyncSync",
] as const;

export interface DiskCall {
  name: (typeof names)[number];
  /** the file it is about, where it names one or has one open */
  path: string;
  /** of a rename or a link, where to */
  to: string | undefined;
}

type Call = (...args: unknown[]) => unknown;

/**
 * Lets `before` see every such call of this process on a path that holds `within`, before it is made; what it throws
 * is what the call fails with. Modules that are loaded already are reached as well.
 */
export function watchDisk(within: string, before: (call: DiskCall) => void): Disposable {
  const open = new Map<number, string>();
  const real = new Map<string, Call>();
  const calls = fs as unknown as Record<string, Call>;
  for (const name of names) {
    const original = calls[name]!;
    real.set(name, original);
    calls[name] = (...args) => {
      const path = typeof args[0] === "number" ? (open.get(args[0]) ?? "") : String(args[0]);
      const isReading = name === "openSync" && (args[1] ?? "r") === "r";
      const seen = path.includes(within) && !isReading;
      if (seen) {
        try {
          before({ name, path, to: typeof args[1] === "string" ? args[1] : undefined });
        } catch (error) {
          const callback = args.at(-1);
          if (typeof callback !== "function") throw error;
          process.nextTick(() => callback(error));
          return undefined;
        }
      }
      const answer = original(...args);
      if (name === "openSync") open.set(answer as number, path);
      return answer;
    };
  }
  syncBuiltinESMExports();
  return {
    [Symbol.dispose]() {
      for (const [name, original] of real) calls[name] = original;
      syncBuiltinESMExports();
    },
  };
}

/** What a system says when it cannot. */
export const systemError = (code: string): Error => Object.assign(new Error(code), { code, errno: -1 });
