import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of a few hundred kilobytes, mounted for one test. It is filled for real, to the last page if need be. */
export interface SmallDisk {
  path: string;
  /** Uses up all but `pages` of 4 KB. */
  fill(pages: number): void;
  makeRoom(): void;
  /** From here on nobody writes to it, root neither; or everybody does again. */
  makeReadOnly(readOnly: boolean): void;
  [Symbol.dispose](): void;
}

/** Null where this machine lets nobody mount (not root, or a container without the right). */
export function mountSmallDisk(kilobytes: number): SmallDisk | null {
  if (process.getuid?.() !== 0) return null;
  const path = mkdtempSync(join(tmpdir(), "small-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "none", path], { stdio: "ignore" });
  } catch {
    rmSync(path, { recursive: true });
    return null;
  }
  const filler = join(path, "filler");
  const page = Buffer.alloc(4096, "x");
  return {
    path,
    fill(pages) {
      rmSync(filler, { force: true });
      const reserve = join(path, "reserve");
      const kept = openSync(reserve, "w");
      for (let n = 0; n < pages; n++) writeSync(kept, page);
      closeSync(kept);
      const all = openSync(filler, "w");
      try {
        for (;;) writeSync(all, page);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      } finally {
        closeSync(all);
      }
      rmSync(reserve);
    },
    makeRoom: () => rmSync(filler, { force: true }),
    makeReadOnly: (readOnly) =>
      void execFileSync("mount", ["-o", `remount,${readOnly ? "ro" : "rw"}`, path], { stdio: "ignore" }),
    [Symbol.dispose]() {
      execFileSync("umount", ["-l", path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Whether this machine can mount one at all. */
export function canMount(): boolean {
  const disk = mountSmallDisk(64);
  disk?.[Symbol.dispose]();
  return disk !== null;
}
