import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataFolder } from "./data-lock.ts";

let folder = "";
let parent: ChildProcess | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mc-lock-"));
});
afterEach(() => {
  parent?.kill("SIGKILL");
  parent = null;
  rmSync(folder, { recursive: true, force: true });
});

/** A process that holds the folder; its parent never asks how it ended. Answers its pid. */
async function holder(): Promise<number> {
  const script = `import { lockDataFolder } from ${JSON.stringify(join(import.meta.dirname, "data-lock.ts"))};
    lockDataFolder(${JSON.stringify(folder)});
    console.log(process.pid);
    setInterval(() => {}, 1000);`;
  const env = { ...process.env, NODE: process.execPath, SCRIPT: script };
  parent = spawn("bash", ["-c", '"$NODE" --input-type=module -e "$SCRIPT" & exec sleep 600'], { env });
  const [said] = await once(parent.stdout!, "data");
  return Number(said);
}

const isZombie = (pid: number): boolean => / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));

test.runIf(existsSync("/proc/self/stat"))(
  "a folder is held by who runs, and by nobody once that was killed, though its parent has not taken note",
  async () => {
    const pid = await holder();
    expect(lockDataFolder(folder)).toMatchObject({ pid });
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isZombie(pid)).toBe(true);
    // threads may end a little after
    await expect.poll(() => "release" in lockDataFolder(folder)).toBe(true);
    expect(isZombie(pid)).toBe(true);
  },
);
