import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { builtPatchctl } from "./testing/built-patchctl.ts";
import { makeScratchRepo, type ScratchRepo } from "./testing/scratch-repo.ts";

let built: { path: string; dispose(): void };
let repo: ScratchRepo;
beforeAll(async () => {
  built = await builtPatchctl();
});
afterAll(() => built.dispose());
beforeEach(() => {
  repo = makeScratchRepo(built.path, { "src/price.ts": "export const net = 100;\n" });
});
afterEach(() => repo.dispose());

describe("the workspace", () => {
  test("is found from a folder inside, and the file is read from where the command runs", async () => {
    const { json } = await repo.patchctl(["append", "--file", "price.ts", "--block", "x"], {
      cwd: join(repo.root, "src"),
    });
    expect(json).toMatchObject({ ok: true, file: "src/price.ts" });
  });

  test("is the one named, from anywhere else", async () => {
    const { json } = await repo.patchctl(
      ["append", "--file", "src/price.ts", "--block", "x", "--workspace", repo.root],
      {
        cwd: "/",
      },
    );
    expect(json).toMatchObject({ ok: true, file: "src/price.ts" });
  });

  test("is named before the command as well as after it", async () => {
    const edit = ["append", "--file", "src/price.ts", "--block", "x"];
    for (const flags of [
      ["--workspace", repo.root],
      [`--workspace=${repo.root}`, "--json"],
    ]) {
      const { code, json } = await repo.patchctl([...flags, ...edit], { cwd: "/" });
      expect(json).toMatchObject({ ok: true, file: "src/price.ts" });
      expect(code).toBe(0);
    }
  });

  test("a flag of a command stands after it", async () => {
    const { code, json } = await repo.patchctl(["--file", "src/price.ts", "append", "--block", "x"]);
    expect(json).toMatchObject({ ok: false, code: "INVALID_INPUT" });
    expect(json.error).toContain("after the command");
    expect(code).toBe(2);
    const alone = await repo.patchctl(["--workspace", repo.root]);
    expect(alone.json.error).toContain("names no command");
    expect(alone.code).toBe(2);
  });

  test("is the nearest one: a folder with .mission_control inside a repository governs itself", async () => {
    mkdirSync(join(repo.root, "src/.mission_control"));
    const { json } = await repo.patchctl(["append", "--file", "price.ts", "--block", "x"], {
      cwd: join(repo.root, "src"),
    });
    expect(json).toMatchObject({ ok: true, file: "price.ts" });
  });
});
