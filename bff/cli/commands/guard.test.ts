import { createHash } from "node:crypto";
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
  repo = makeScratchRepo(built.path, {
    "src/tax.ts": "export const net = 1;\nexport const vat = 0.2;\nexport const gross = 2;\n",
    "data.json": "{}\n",
    ".gitignore": "skipped.ts\n",
  });
});
afterEach(() => repo.dispose());

const add = (...more: string[]) =>
  repo.patchctl([
    "guard",
    "add",
    "--file",
    "src/tax.ts",
    "--start",
    "2",
    "--end",
    "2",
    "--name",
    "vat",
    ...more,
  ]);
const digits = createHash("sha256").update("export const vat = 0.2;\n").digest("hex").slice(0, 7);

describe("guard add", () => {
  test("puts both markers in by one patch, which its revert by a reviewer takes out", async () => {
    const { code, json } = await add("--requester", "rita");
    expect(code).toBe(0);
    expect(json).toMatchObject({ ok: true, lines_added: 2, lines_removed: 0 });
    expect(repo.read("src/tax.ts").split("\n").slice(1, 4)).toEqual([
      `/* @hash:${digits} START:vat */`,
      "export const vat = 0.2;",
      `/* @hash:${digits} END:vat */`,
    ]);
    const reverted = await repo.patchctl(["revert", String(json.patch_id)]);
    expect(reverted.json).toMatchObject({ ok: false, code: "GUARD_VIOLATION" });
    const edit = await repo.patchctl([
      "replace-text",
      "--file",
      "src/tax.ts",
      "--old-text",
      "0.2",
      "--block",
      "0.1",
    ]);
    expect(edit.json).toMatchObject({ ok: false, code: "GUARD_VIOLATION" });
  });

  test("in a dry run writes nothing, and says what is missing or taken", async () => {
    expect((await add("--dry-run")).json).toMatchObject({ ok: true, dry_run: true });
    expect(repo.read("src/tax.ts")).not.toContain("@hash");
    expect(await repo.patchctl(["guard", "add", "--file", "src/tax.ts"])).toMatchObject({
      code: 2,
      json: { error: expect.stringContaining("--start, --end, --name") },
    });
    await add();
    expect((await add()).json).toMatchObject({ ok: false, code: "GUARD_EXISTS" });
    const json = await repo.patchctl([
      "guard",
      "add",
      "--file",
      "data.json",
      "--start",
      "1",
      "--end",
      "1",
      "--name",
      "x",
    ]);
    expect(json.json).toMatchObject({
      ok: false,
      code: "INVALID_INPUT",
      error: expect.stringContaining("no comments"),
    });
  });
});

describe("guard check", () => {
  test("lists every guard of what git would track, and fails where one does not hold", async () => {
    await add();
    repo.write("new.py", "# @hash:e3b0c44 START:empty\n# @hash:e3b0c44 END:empty\n");
    repo.write("skipped.ts", "// @hash:0000000 START:gone\n");
    const good = await repo.patchctl(["guard", "check"]);
    expect(good.code).toBe(0);
    expect((good.json.guards as { name: string }[]).map(({ name }) => name)).toEqual(["empty", "vat"]);
    repo.write("src/tax.ts", repo.read("src/tax.ts").replace("0.2", "0.1"));
    const bad = await repo.patchctl(["guard", "check", "--file", "src/tax.ts"]);
    expect(bad).toMatchObject({
      code: 1,
      json: {
        ok: false,
        code: "GUARD_VIOLATION",
        details: { guards: [{ name: "vat", start: 2, end: 4, hash: digits, state: "changed" }], files: 1 },
      },
    });
    expect((await repo.patchctl(["guard", "check", "--file", "nowhere.ts"])).json).toMatchObject({
      code: "FILE_NOT_FOUND",
    });
  });
});
