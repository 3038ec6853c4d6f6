import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { git, scratchFolder } from "../../../bff/host/node/engine/testing/git-folder.ts";

export interface MadeRepository {
  path: string;
  git(...args: string[]): string;
  write(file: string, contents: string | Uint8Array, executable?: boolean): void;
  remove(file: string): void;
  link(file: string, target: string): void;
  /** everything as it is now; answers the new commit */
  commit(message: string): string;
  [Symbol.dispose](): void;
}

/** A repository of its own in a temporary folder, gone when the test is over. */
export function makeRepository(...init: string[]): MadeRepository {
  const folder = scratchFolder();
  const { path } = folder;
  const call = (...args: string[]) => git(path, args).toString().trim();
  call("init", "-q", "-b", "main", ...init);
  return {
    path,
    git: call,
    write(file, contents, executable = false) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), contents);
      chmodSync(join(path, file), executable ? 0o755 : 0o644);
    },
    remove: (file) => rmSync(join(path, file), { recursive: true, force: true }),
    link(file, target) {
      rmSync(join(path, file), { force: true });
      symlinkSync(target, join(path, file));
    },
    commit(message) {
      call("add", "-A");
      call("commit", "-q", "--allow-empty", "-m", message);
      return call("rev-parse", "HEAD");
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/** `count` numbered lines, each unlike the others. */
export const lines = (count: number, ending = "\n"): string =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}${ending}`).join("");
