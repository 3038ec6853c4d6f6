import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { plainGitEnv } from "./git.ts";
import { openScratch } from "./scratch.ts";

// git compares times by the second: an entry that is as old as the index is read again, unless the index is written
// anew by a git that does not find the file
test("a file that changes within the second, its size the same, is seen, also when links to repositories are set", async () => {
  const scratch = await openScratch("sha1", (gitDir) => plainGitEnv({ GIT_DIR: gitDir }));
  try {
    const second = () => Math.floor(Date.now() / 1000);
    await vi.waitFor(() => expect(Date.now() % 1000).toBeLessThan(200), { interval: 10 });
    const file = join(scratch.root, "a");
    writeFileSync(file, "1\n");
    const first = await scratch.treeHash();
    writeFileSync(file, "2\n");
    const written = second();
    await vi.waitFor(() => expect(second()).toBeGreaterThan(written), { interval: 10 });
    const name = { bytes: Buffer.from("module"), text: "module" };
    await scratch.setSpecial([{ name, side: { mode: "160000", oid: "1".repeat(40) } }]);
    await scratch.setSpecial([{ name, side: null }]);
    const changed = await scratch.treeHash();
    expect(changed).not.toBe(first);
  } finally {
    await scratch.close(false);
  }
});
