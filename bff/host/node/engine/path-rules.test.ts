import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../../../shared/patch/default-policy.ts";
import { pathRules } from "./path-rules.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const root = mkdtempSync(join(tmpdir(), "rules-"));
const rules = (lists: { allowedPaths?: string[]; blockedPaths?: string[] }, at = root) =>
  pathRules({ ...defaultPolicy, ...lists }, at);

describe("a list of paths", () => {
  test.each<[string[], string, boolean]>([
    [["**"], "a/b.ts", true],
    [["**"], ".hidden/.file", true],
    [["src/**"], "src/.env", true],
    [["src/**"], "srcs/a", false],
    [["src/*"], "src/a/b", false],
    [["src"], "src/a/b.ts", true],
    [["src/"], "src/a/b.ts", true],
    [["./src/**"], "src/a", true],
    [["/src/**"], "src/a", true],
    [["docs/user guide/**"], "docs/user guide/a b.md", true],
    [["*.{ts,js}"], "a.js", true],
    [["*.ts"], "src/a.ts", false],
    [["**/*.ts"], "a.ts", true],
    [["src/[id]/a.ts"], "src/i/a.ts", true],
    [["src/\\[id\\]/a.ts"], "src/[id]/a.ts", true],
    [["**", "!secret/**"], "secret/a", false],
    [["!secret/**", "**"], "secret/a", false],
    [["src/**", "!src/gen/**"], "other/a", false],
    [["src/**", "!src/gen"], "src/gen/a", false],
    [["!secret/**"], "src/a", true],
    [["!secret/**"], "secret/a", false],
    [[], "a", false],
    [["**"], "a\nb.ts", true],
    [["**", "!**/*.env"], "src/two\nlines.env", false],
  ])("%j lets %s be edited: %s", async (allowedPaths, file, allowed) => {
    expect((await rules({ allowedPaths }))(file).allowed).toBe(allowed);
  });

  test("of what is blocked wins, with its own exceptions", async () => {
    const decide = await rules({ allowedPaths: ["src/**"], blockedPaths: ["src/gen", "!src/gen/keep.ts"] });
    expect(decide("src/gen/a.ts")).toEqual({ allowed: false, key: "blockedPaths", glob: "src/gen" });
    expect(decide("src/gen/keep.ts")).toEqual({ allowed: true, key: "allowedPaths", glob: "src/**" });
    expect((await rules({ blockedPaths: ["!src/**"] }))("docs/a")).toMatchObject({
      allowed: false,
      glob: "!src/**",
    });
  });

  test("is compared without letter case where the file system has none", async () => {
    const folding = mkdtempSync(join(tmpdir(), "rules-"));
    mkdirSync(join(folding, ".mission_control"));
    expect((await rules({ blockedPaths: ["Secret/**"] }, folding))("secret/a").allowed).toBe(true);
    // stands for such a file system: both spellings are one folder
    symlinkSync(".mission_control", join(folding, ".MISSION_CONTROL"));
    expect((await rules({ blockedPaths: ["Secret/**"] }, folding))("secret/a").allowed).toBe(false);
    rmSync(folding, { recursive: true });
  });
});

describe("a blocked path", () => {
  const policy = (lists: object) => ({ ".mission_control/policy.json": JSON.stringify(lists) });
  const blocked = { code: "PATH_BLOCKED" };

  test("is not reached by a link, nor through a name of it that is blocked", async () => {
    await using ws = scratchWorkspace({
      "kept/a.txt": "a\n",
      "b.txt": "b\n",
      ...policy({ blockedPaths: ["kept"] }),
    });
    symlinkSync("kept/a.txt", join(ws.root, "innocent.txt"));
    symlinkSync("../b.txt", join(ws.root, "kept/b.txt"));
    symlinkSync("kept", join(ws.root, "door"));
    for (const file of [
      "kept/a.txt",
      "innocent.txt",
      "door/a.txt",
      "kept/b.txt",
      "./kept//a.txt",
      "x/../kept/a.txt",
    ])
      expect(await ws.refused({ op: "append", file, block: "x" }), file).toMatchObject(blocked);
    expect(ws.read("kept/a.txt")).toBe("a\n");
  });

  test("is not made, renamed over, renamed away, copied to or deleted", async () => {
    await using ws = scratchWorkspace({
      "kept/a.txt": "a\n",
      "b.txt": "b\n",
      ...policy({ blockedPaths: ["kept"] }),
    });
    const git = (file: string, diff: string) => ({ op: "unified-diff", file, diff });
    const move = (what: string, from: string, to: string) =>
      `diff --git a/${from} b/${to}\nsimilarity index 100%\n${what} from ${from}\n${what} to ${to}\n`;
    for (const op of [
      { op: "create-file", file: "kept/new.txt", block: "x" },
      git("b.txt", move("rename", "b.txt", "kept/b.txt")),
      git("kept/a.txt", move("rename", "kept/a.txt", "a.txt")),
      git("b.txt", move("copy", "b.txt", "kept/b.txt")),
      git(
        "kept/a.txt",
        "diff --git a/kept/a.txt b/kept/a.txt\ndeleted file mode 100644\n--- a/kept/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
      ),
      git("kept/a.txt", "diff --git a/kept/a.txt b/kept/a.txt\nold mode 100644\nnew mode 100755\n"),
    ])
      expect(await ws.refused(op), JSON.stringify(op)).toMatchObject(blocked);
  });

  test("is not put back by a revert either, once it is blocked", async () => {
    await using ws = scratchWorkspace({ "a.txt": "a\n" });
    const done = await ws.done({ op: "append", file: "a.txt", block: "x" });
    ws.write(".mission_control/policy.json", JSON.stringify({ blockedPaths: ["a.txt"] }));
    const answer = await ws.workspace.revert(done.patch_id, { requester: "r", reason: "" });
    expect(answer).toMatchObject(blocked);
  });
});
