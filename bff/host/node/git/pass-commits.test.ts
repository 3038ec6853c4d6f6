import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { git } from "../engine/testing/git-folder.ts";
import { scratchWorkspace } from "../engine/testing/scratch-workspace.ts";
import { openWorkspace } from "../workspace.ts";

const thirty = Array.from({ length: 30 }, (_, n) => `line ${n + 1}\n`).join("");
const name = "fix/trace-t1-lint-surgeon";
const asked = { requester: "lint surgeon", reason: "tidy the loop", traceId: "t1", gitBranch: true };
const replace = (line: number, block: string, file = "a.txt") => ({
  ...asked,
  patches: [{ op: "replace-block", file, start: line, end: line, block }],
});

/** A repository with one commit, and what a person has in it beyond that: an edit, a staged file, a stash. */
function repository() {
  const made = scratchWorkspace({ "a.txt": thirty, "kept.txt": "one\n" });
  const text = (...args: string[]) => git(made.root, args).toString("utf8");
  text("add", "a.txt", "kept.txt");
  text("commit", "-q", "-m", "start");
  return { ...made, text };
}

/** All of the checkout that no patch may touch. */
const ofThePerson = (text: (...args: string[]) => string) => ({
  head: text("symbolic-ref", "HEAD") + text("rev-parse", "HEAD"),
  staged: text("ls-files", "-s"),
  stash: text("stash", "list"),
});

type Git = ReturnType<typeof repository>["text"];

describe("a patch with a branch of its own", () => {
  test("is a commit on fix/trace-<trace>-<requester>, and checkout, index and stash stay as they were", async () => {
    await using made = repository();
    const { text, write, done, root } = made;
    write("kept.txt", "stashed\n");
    text("stash");
    write("staged.txt", "staged\n");
    text("add", "staged.txt");
    write("a.txt", thirty.replace("line 28", "what the person is at"));
    const before = ofThePerson(text);

    const answer = await done({ ...replace(3, "three"), orderId: "ORD-7" });
    expect(answer.git_branch).toEqual({ name, commit: text("rev-parse", name).trim() });
    expect(ofThePerson(text)).toEqual(before);
    expect(made.read("a.txt")).toContain("what the person is at");
    expect(text("show", `${name}:a.txt`)).toBe(thirty.replace("line 3\n", "three\n"));
    expect(text("diff", "--stat", "main", name)).toContain("1 file changed, 1 insertion(+), 1 deletion(-)");
    expect(text("log", "-1", "--format=%an|%s|%(trailers:key=Order-Id,valueonly)", name).trim()).toBe(
      "lint surgeon|tidy the loop|ORD-7",
    );
    expect(text("log", "-1", "--format=%(trailers:key=Patch-Id,valueonly)", name).trim()).toBe(
      answer.patch_id,
    );
    expect(existsSync(join(root, ".git", "index.lock"))).toBe(false);
    expect(text("fsck", "--no-dangling")).toBe("");
  });

  test("goes on top of the one before, also in one batch, one commit a patch", async () => {
    await using made = repository();
    await made.done(replace(3, "three"));
    const patches = [
      { op: "insert-after", file: "a.txt", line: 10, block: "ten and a half" },
      { op: "create-file", file: "sub/new file.txt", block: "new" },
    ];
    await made.done({ ...asked, patches });
    expect(made.text("rev-list", "--count", `main..${name}`).trim()).toBe("3");
    expect(made.text("show", `${name}:a.txt`)).toBe(made.read("a.txt"));
    expect(made.text("show", `${name}:sub/new file.txt`)).toBe("new\n");
  });

  test("takes along deletes, renames and modes", async () => {
    await using made = repository();
    const diff =
      "diff --git a/a.txt b/b.txt\nold mode 100644\nnew mode 100755\nrename from a.txt\nrename to b.txt\n" +
      "diff --git a/kept.txt b/kept.txt\ndeleted file mode 100644\n--- a/kept.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n";
    await made.done({ ...asked, patches: [{ op: "unified-diff", file: "b.txt", diff }] });
    expect(made.text("ls-tree", "-r", "--name-only", name)).toBe("b.txt\n");
    expect(made.text("ls-tree", name)).toMatch(/^100755 /);
  });

  test("is refused with nothing written where the branch has other lines there", async () => {
    await using made = repository();
    await made.done(replace(3, "three"));
    made.write("a.txt", thirty.replace("line 3\n", "a third version\n"));
    const refused = await made.refused(replace(3, "four"));
    expect(refused).toMatchObject({ code: "BRANCH_CONFLICT", error: expect.stringContaining("a.txt") });
    expect(made.read("a.txt")).toContain("a third version");
  });

  test("is refused while the branch is checked out, here or in another worktree", async () => {
    await using made = repository();
    made.text("worktree", "add", "-q", "-b", name, join(made.root, "..", `${Date.now()}-worktree`));
    const refused = await made.refused(replace(3, "three"));
    expect(refused.code).toBe("BRANCH_CONFLICT");
    expect(made.read("a.txt")).toBe(thirty);
    made.text(
      "worktree",
      "remove",
      "--force",
      made.text("worktree", "list", "--porcelain").split("worktree ").at(-1)!.split("\n")[0]!,
    );
    made.text("checkout", "-q", name);
    expect((await made.refused(replace(3, "three"))).code).toBe("BRANCH_CONFLICT");
  });

  test("needs a trace, and a repository", async () => {
    await using made = repository();
    const { traceId: _, ...without } = replace(3, "three");
    expect((await made.refused(without)).code).toBe("INVALID_INPUT");
    execFileSync("rm", ["-rf", join(made.root, ".git")]);
    expect((await made.refused(replace(3, "three"))).code).toBe("NOT_A_REPOSITORY");
    expect(made.read("a.txt")).toBe(thirty);
  });

  test("works in a repository without a commit, in a folder of one, and under awkward names", async () => {
    await using made = scratchWorkspace({ "pkg/ü b.txt": "one\ntwo\n" });
    const text = (...args: string[]) => git(made.root, args).toString("utf8");
    const workspace = openWorkspace({ root: join(made.root, "pkg") });
    const batch = made.batch({
      ...asked,
      traceId: "a~b..c^:/?*[.lock",
      requester: "@{ -x/",
      patches: [{ op: "append", file: "ü b.txt", block: "three" }],
    });
    const answer = await workspace.apply(batch);
    await workspace.close();
    expect(answer).toMatchObject({
      ok: true,
      results: [{ git_branch: { name: "fix/trace-a-b.c-x", commit: expect.any(String) } }],
    });
    expect(text("show", "fix/trace-a-b.c-x:pkg/ü b.txt")).toBe("one\ntwo\nthree\n");
  });

  test.each(["..", "'", ""])("is made for a requester whom git takes for nameless: %j", async (requester) => {
    await using made = scratchWorkspace({ "a.txt": thirty });
    const answer = await made.workspace.apply(
      made.batch({ ...asked, requester, patches: [{ op: "append", file: "a.txt", block: "more" }] }),
    );
    expect(answer).toMatchObject({ ok: true, results: [{ git_branch: { name: "fix/trace-t1-unnamed" } }] });
  });

  test("keeps the line endings that .gitattributes asks for", async () => {
    await using made = scratchWorkspace({
      ".gitattributes": "*.txt text eol=crlf\n",
      "a.txt": "one\r\ntwo\r\n",
    });
    git(made.root, ["add", "."]);
    git(made.root, ["commit", "-q", "-m", "start"]);
    await made.done({ ...asked, patches: [{ op: "append", file: "a.txt", block: "three" }] });
    expect(made.read("a.txt")).toBe("one\r\ntwo\r\nthree\r\n");
    expect(git(made.root, ["cat-file", "-p", `${name}:a.txt`]).toString()).toBe("one\ntwo\nthree\n");
  });

  test("asked for again under its id names the same commit and makes no second one", async () => {
    await using made = repository();
    const once = { ...asked, patches: [{ op: "append", file: "a.txt", block: "end", patch_id: "p-1" }] };
    const first = await made.done(once);
    const second = await made.done(once);
    expect(second.git_branch).toEqual(first.git_branch);
    expect(made.text("rev-list", "--count", `main..${name}`).trim()).toBe("1");
  });

  test("loses no commit where several ask at once", async () => {
    await using made = repository();
    const files = Array.from({ length: 6 }, (_, n) => `f${n}.txt`);
    const answers = await Promise.all(
      files.map((file) => made.apply({ ...asked, patches: [{ op: "create-file", file, block: file }] })),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(made.text("rev-list", "--count", `main..${name}`).trim()).toBe("6");
    for (const file of files) expect(made.text("show", `${name}:${file}`)).toBe(`${file}\n`);
  });
});

describe("a patch on a branch of its own that is reverted", () => {
  const undo = async (made: ReturnType<typeof repository>, patchId: string, more = {}) => {
    const undone = await made.workspace.revert(patchId, { requester: "mara", reason: "", ...more });
    if (!undone.ok || !undone.result.ok) throw new Error(JSON.stringify(undone));
    return undone.result;
  };

  test("goes from that branch by a commit of its own, which says what it reverts and who asked", async () => {
    await using made = repository();
    const { text, done } = made;
    const first = await done(replace(3, "three"));
    await done(replace(9, "nine"));
    const before = ofThePerson(text);
    const back = await undo(made, first.patch_id);
    expect(back.git_branch).toEqual({ name, commit: text("rev-parse", name).trim() });
    expect(text("show", `${name}:a.txt`)).toBe(made.read("a.txt"));
    expect(made.read("a.txt")).toBe(thirty.replace("line 9\n", "nine\n"));
    expect(text("log", "-1", "--format=%an|%s|%(trailers:key=Reverts,valueonly)", name).trim()).toBe(
      `mara|revert of ${first.patch_id}: a.txt|${first.patch_id}`,
    );
    expect(ofThePerson(text)).toEqual(before);
    // reverted in its turn it is there again
    await undo(made, back.patch_id, { reason: "no, it was right" });
    expect(text("log", "-1", "--format=%s", name).trim()).toBe("no, it was right");
    expect(text("show", `${name}:a.txt`)).toBe(made.read("a.txt"));
    expect(made.read("a.txt")).toContain("three\n");
  });

  test.each([
    ["is checked out", (text: Git) => text("checkout", "-q", name), "checked out"],
    ["is gone", (text: Git) => text("branch", "-q", "-D", name), "not there any more"],
  ])(
    "is reverted in the files also where the branch %s, and the answer says so",
    async (_, meanwhile, why) => {
      await using made = repository();
      const { patch_id } = await made.done(replace(3, "three"));
      made.text("stash");
      meanwhile(made.text);
      made.write("a.txt", thirty.replace("line 3\n", "three\n"));
      const tip = made.text("for-each-ref", `refs/heads/${name}`);
      const back = await undo(made, patch_id);
      expect(made.read("a.txt")).toBe(thirty);
      expect(back.git_branch).toEqual({ name, commit: null, error: expect.stringContaining(why) });
      expect(back.git_branch?.error).not.toContain("nothing was written");
      expect(made.text("for-each-ref", `refs/heads/${name}`)).toBe(tip);
    },
  );

  test("a patch without a branch is reverted without one", async () => {
    await using made = repository();
    const { patch_id } = await made.done({ ...replace(3, "three"), gitBranch: false });
    expect((await undo(made, patch_id)).git_branch).toBeUndefined();
  });
});
