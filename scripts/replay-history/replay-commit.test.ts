import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judgeCommit } from "./judge-commit.ts";
import { openReplay } from "./open-replay.ts";
import { replayCommit } from "./replay-commit.ts";
import { lines, type MadeRepository, makeRepository } from "./testing/made-repository.ts";

const open = (repository: MadeRepository) =>
  openReplay({ repository: repository.path, ref: "HEAD", commits: null, only: null, keep: false });

describe("what does not come out as git has it", () => {
  const sabotage: [string, (root: string) => void, string][] = [
    ["a file with another byte", (root) => writeFileSync(join(root, "src/b"), "line 2\n"), "src/b"],
    ["a file that is missing", (root) => rmSync(join(root, "a")), "a"],
    [
      "a file that nobody asked for, ignored or not",
      (root) => writeFileSync(join(root, "x.log"), ""),
      "x.log",
    ],
    ["a file of another mode", (root) => chmodSync(join(root, "a"), 0o755), "a"],
  ];
  test.each(sabotage)("%s is found and named", async (_, spoil, file) => {
    using repository = makeRepository();
    repository.write(".gitignore", "*.log\n");
    repository.write("a", lines(5));
    repository.write("src/b", "line 1\n");
    repository.commit("create");
    const replay = await open(repository);
    try {
      const commit = replay.commits[0]!;
      expect(await replayCommit(commit, replay)).toBeNull();
      expect((await judgeCommit(commit, replay)).failure).toBeNull();
      spoil(replay.scratch.root);
      const { tree, failure } = await judgeCommit(commit, replay);
      expect(failure).toMatchObject({ kind: "different", file, wantedTree: commit.tree, gotTree: tree });
      expect(failure).not.toMatchObject({ got: (failure as { wanted: string }).wanted });
    } finally {
      await replay.close();
    }
  });

  test("an operation that is refused is a failure, and the next commit begins from git's tree again", async () => {
    using repository = makeRepository();
    repository.write("a", lines(5));
    repository.commit("create");
    repository.write("a", lines(6));
    repository.commit("change");
    const replay = await open(repository);
    try {
      const policy = { maxChangedShare: 1, blockedPaths: ["a"], check: "none" };
      writeFileSync(join(replay.scratch.root, ".mission_control/policy.json"), JSON.stringify(policy));
      const [first, second] = replay.commits;
      const failure = await replayCommit(first!, replay);
      expect(failure).toMatchObject({ kind: "refused", file: "a", op: "create-file", code: "PATH_BLOCKED" });
      const { tree } = await judgeCommit(first!, replay);
      rmSync(join(replay.scratch.root, ".mission_control/policy.json"));
      expect(await replay.scratch.moveTo(second!.parentTree, tree, replay.blobs)).toBe(1);
      expect(await replayCommit(second!, replay)).toBeNull();
      expect(await judgeCommit(second!, replay)).toEqual({ tree: second!.tree, failure: null });
    } finally {
      await replay.close();
    }
  });

  test("a file that the engine has to refuse and would take is a failure", async () => {
    using repository = makeRepository();
    repository.write("image", Buffer.from([0, 1]));
    repository.commit("create");
    const replay = await open(repository);
    try {
      const lenient = { ...replay.workspace, simulate: async () => ({ ok: true as const, results: [] }) };
      const failure = await replayCommit(replay.commits[0]!, { ...replay, workspace: lenient });
      expect(failure).toMatchObject({ kind: "taken", file: "image" });
    } finally {
      await replay.close();
    }
  });
});
