import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { builtPatchctl } from "../testing/built-patchctl.ts";
import { makeScratchRepo, type ScratchRepo } from "../testing/scratch-repo.ts";

let built: { path: string; dispose(): void };
let repo: ScratchRepo;
beforeAll(async () => {
  built = await builtPatchctl();
});
afterAll(() => built.dispose());
beforeEach(() => {
  repo = makeScratchRepo(built.path, { "src/a.txt": "a\n", "keys/b.txt": "b\n" });
});
afterEach(() => repo.dispose());

const file = ".mission_control/policy.json";
const append = () => repo.patchctl(["append", "--file", "src/a.txt", "--block", "x"]);

describe("policy init", () => {
  test("writes every key with its default, and a schema beside it that an edit brings back and git does not see", async () => {
    expect(await repo.patchctl(["policy", "init"])).toMatchObject({ code: 0, json: { ok: true, file } });
    const written = JSON.parse(repo.read(file));
    expect(written).toMatchObject({
      $schema: "./policy.schema.json",
      maxChangedShare: 0.4,
      blockedPaths: [],
    });
    const schema = join(repo.root, ".mission_control/policy.schema.json");
    expect(Object.keys(JSON.parse(repo.read(".mission_control/policy.schema.json")).properties)).toEqual(
      Object.keys(written),
    );
    expect(repo.git("status", "--porcelain", "-uall").trim().split("\n")).toEqual([
      "?? .mission_control/.gitignore",
      `?? ${file}`,
    ]);
    repo.write(".mission_control/policy.schema.json", "{}");
    expect((await append()).json).toMatchObject({ ok: true });
    expect(repo.read(".mission_control/policy.schema.json")).toContain("maxChangedShare");
    expect(existsSync(schema)).toBe(true);
  });

  test("leaves a policy that is there alone", async () => {
    repo.write(file, "{}\n");
    expect((await repo.patchctl(["policy", "init"])).json).toMatchObject({ ok: false, code: "FILE_EXISTS" });
    expect(repo.read(file)).toBe("{}\n");
  });
});

describe("policy", () => {
  test("says of each key what it is, where it is from and what it means", async () => {
    repo.write(file, JSON.stringify({ maxChangedShare: 0.2, blockedPaths: ["keys"] }));
    const { json } = await repo.patchctl(["policy"]);
    expect(json.keys).toContainEqual({
      key: "maxChangedShare",
      value: 0.2,
      from: "file",
      means:
        "a batch may change at most 20 % of a file's lines; new files, and files of at most 25 lines, are exempt",
    });
    expect(json.keys).toContainEqual(
      expect.objectContaining({ key: "matching", value: "graded", from: "default" }),
    );
    const doctor = await repo.patchctl(["doctor"]);
    expect(doctor.json.checks).toContainEqual({
      name: "policy",
      state: "ok",
      text: "no edit may touch, make, rename or delete keys; a batch may change at most 20 % of a file's lines; new files, and files of at most 25 lines, are exempt",
    });
  });

  test("says of a file whether it may be edited, and by which entry", async () => {
    repo.write(file, JSON.stringify({ allowedPaths: ["src/**", "keys/**"], blockedPaths: ["keys"] }));
    symlinkSync("../keys/b.txt", join(repo.root, "src/link.txt"));
    const ask = async (name: string) => (await repo.patchctl(["policy", "--file", name])).json;
    expect(await ask("src/a.txt")).toMatchObject({
      ok: true,
      file: "src/a.txt",
      key: "allowedPaths",
      glob: "src/**",
    });
    for (const name of ["keys/b.txt", "src/link.txt"])
      expect(await ask(name)).toMatchObject({
        ok: false,
        code: "PATH_BLOCKED",
        details: { key: "blockedPaths", glob: "keys" },
      });
    expect(await ask("README.md")).toMatchObject({
      ok: false,
      code: "PATH_BLOCKED",
      details: { key: "allowedPaths", glob: null },
    });
    expect(await ask(".git/config")).toMatchObject({ ok: false, code: "PATH_PROTECTED" });
  });

  test("that has mistakes is told line by line, by every edit and by doctor, and stops the edits", async () => {
    repo.write(file, '{\n  "blockedPath": ["keys"],\n  "maxChangedShare": 40\n}\n');
    const edit = await append();
    expect(edit.json).toMatchObject({ ok: false, code: "INVALID_POLICY" });
    const doctor = await repo.patchctl(["doctor"]);
    expect(doctor.code).toBe(1);
    const check = (doctor.json.checks as { name: string; text: string }[]).find(
      ({ name }) => name === "policy",
    )!;
    expect(check.text).toBe(edit.json.error);
    expect(check.text).toContain('line 2: "blockedPath" is no key there is; did you mean "blockedPaths"?');
    expect(check.text).toContain('line 3: "maxChangedShare" is not as it should be');
    repo.write(file, '{\n  "matching": "exact",\n}\n');
    expect((await append()).json.error).toContain("line 3, column 1: it is not JSON");
  });
});
