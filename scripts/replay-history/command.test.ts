import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { lines, makeRepository } from "./testing/made-repository.ts";

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, "../replay-history.ts"), ...args], {
    encoding: "utf8",
  });

test("the table goes to stdout, progress to stderr, and exit 0 says that every tree is equal", () => {
  using repository = makeRepository();
  repository.write("a", lines(3));
  repository.commit("create");
  const { status, stdout, stderr } = run(repository.path);
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining("1 of 1 commits") });
  expect(stdout).toContain("1 of 1 trees equal to git's (100 %)");
  expect(stdout).toMatch(/\| create +\| +1 \| +1 \| +0 \| +0 \|/);
});

test("--json is the report, and --keep leaves the scratch folder with what patchctl kept", () => {
  using repository = makeRepository();
  repository.write("a", lines(3));
  repository.commit("create");
  const { status, stdout } = run(repository.path, "--json", "--keep");
  const report = JSON.parse(stdout);
  try {
    expect({ status, equalTrees: report.equalTrees }).toEqual({ status: 0, equalTrees: 1 });
    expect(existsSync(join(report.kept, "work/.mission_control/patch_log.jsonl"))).toBe(true);
  } finally {
    rmSync(report.kept, { recursive: true, force: true });
  }
});

test("wrong usage, and a folder that is no repository, are exit 2 and no table", () => {
  expect(run()).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("npm run replay") });
  using repository = makeRepository();
  const nowhere = run(dirname(repository.path));
  expect(nowhere).toMatchObject({ status: 2, stdout: "" });
  expect(nowhere.stderr).toContain("not a git repository");
});
