import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { auditFour, batchOfFour, freshForFour } from "../testing/batch-of-four.ts";
import { type DiskCall, systemError, watchDisk } from "../testing/disk-calls.ts";

const free = [
  "linkSync",
  "renameSync",
  "rmSync",
  "unlinkSync",
  "rmdirSync",
  "fsync",
  "fsyncSync",
  "fdatasync",
  "fdatasyncSync",
  "ftruncateSync",
];

/**
 * What a full disk does not let through. Names that come and go, and what is synced, it does, and what becomes of an entry of
 * the journal, for which there is room behind the entry.
 */
function needsSpace(): (call: DiskCall) => boolean {
  let noted = false;
  return ({ name, path }) => {
    if (free.includes(name)) return false;
    if (name !== "writeSync" || !path.includes("/journal/")) return true;
    const first = !noted;
    noted = true;
    return first;
  };
}

/** The batch, where calls fail as `fails` has it; how many there were. */
async function applyOn(fails: (call: DiskCall, n: number) => boolean, code = "ENOSPC"): Promise<number> {
  const warned: string[] = [];
  await using ws = freshForFour({ warn: (message) => warned.push(message) });
  let calls = 0;
  let answer: Awaited<ReturnType<typeof ws.apply>>;
  {
    using _ = watchDisk(ws.root, (call) => {
      calls += 1;
      if (fails(call, calls)) throw systemError(code);
    });
    answer = await ws.apply(batchOfFour);
  }
  const at = `call ${calls}`;
  const there = existsSync(join(ws.root, "moved.txt"));
  expect(answer.ok, at).toBe(there);
  if (!answer.ok) expect(answer.code, at).toBe(code === "ENOSPC" ? "DISK_FULL" : "FILE_UNWRITABLE");
  await ws.workspace.close();
  expect(auditFour(ws, answer.ok), `${at} ${warned}`).toEqual([]);
  // room again
  expect(await ws.apply(batchOfFour), at).toMatchObject({ ok: true });
  return calls;
}

test("one call that fails for want of space refuses the batch, which leaves nothing behind, or does not matter", async () => {
  const calls = await applyOn(() => false);
  expect(calls).toBeGreaterThan(40);
  for (let n = 1; n <= calls; n += 2) {
    const needs = needsSpace();
    await applyOn((call, at) => needs(call) && at === n);
  }
});

test("a disk that is full from some call on", async () => {
  const calls = await applyOn(() => false);
  for (let n = 2; n <= calls; n += 2) {
    const needs = needsSpace();
    await applyOn((call, at) => needs(call) && at >= n);
  }
});

test("a file system that turns read-only at the renames", async () => {
  await applyOn(({ name }) => name === "renameSync", "EROFS");
});
