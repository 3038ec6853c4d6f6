import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeScratchRepo, type ScratchRepo } from "./testing/scratch-repo.ts";

const source = join(import.meta.dirname, "patchctl.ts");
const text = Array.from({ length: 12 }, (_, i) => `line ${i + 1}\n`).join("");
const policy = JSON.stringify({ check: "none" });

let repo: ScratchRepo;
beforeEach(() => {
  repo = makeScratchRepo(source, { "a.txt": text, ".mission_control/policy.json": policy });
});
afterEach(() => repo.dispose());

const open = (line: number, id: string) =>
  repo.patchctl([
    ...["insert-after", "--file", "a.txt", "--line", String(line), "--block", id],
    ...["--open-space", "--patch-id", id],
  ]);

test("takes the padding at a line out by one patch, which can be reverted, and says what is left", async () => {
  await open(8, "second");
  await open(2, "first");
  const { code, json } = await repo.patchctl(["close-space", "--file", "a.txt", "--line", "4"]);
  expect({ code, json }).toMatchObject({
    code: 0,
    json: { ok: true, op: "replace-block", start: 4, lines_removed: 3, lines_added: 0 },
  });
  expect(repo.read("a.txt").split("\n").slice(1, 5)).toEqual(["line 2", "first", "line 3", "line 4"]);
  const again = await repo.patchctl(["close-space", "--file", "a.txt", "--line", "4"]);
  expect(again).toMatchObject({ code: 1, json: { code: "NOTHING_TO_CHANGE" } });
  expect(again.json.error).toContain("what remains is at lines 11-13");
  expect((await repo.patchctl(["revert", String(json.patch_id)])).code).toBe(0);
  expect((await repo.patchctl(["close-space", "--of", "first"])).code).toBe(0);
  expect((await repo.patchctl(["close-space", "--of", "first"])).json).toMatchObject({
    code: "NOTHING_TO_CHANGE",
  });
});

test("without a line takes all of a file's padding at once, or nothing", async () => {
  await open(8, "second");
  await open(2, "first");
  const dry = await repo.patchctl(["close-space", "--file", "a.txt", "--dry-run"]);
  expect(dry.json).toMatchObject({ ok: true, results: [{ dry_run: true }, { dry_run: true }] });
  const { code } = await repo.patchctl(["close-space", "--file", "a.txt"]);
  expect(code).toBe(0);
  expect(repo.read("a.txt")).toBe(
    text.replace("line 2\n", "line 2\nfirst\n").replace("line 8\n", "line 8\nsecond\n"),
  );
  const last = JSON.parse(repo.read(".mission_control/patch_log.jsonl").trim().split("\n").at(-1)!);
  expect(last.reason).toBe("close the space that first, second opened");
});

test("is told what to give", async () => {
  for (const args of [
    [],
    ["--file", "a.txt", "--of", "x"],
    ["--of", "x", "--line", "3"],
    ["--file", "a.txt", "--line", "x"],
  ])
    expect((await repo.patchctl(["close-space", ...args])).code).toBe(2);
  expect((await repo.patchctl(["close-space", "--file", "a.txt"])).json.error).toContain(
    "replace-block and an empty block",
  );
});
