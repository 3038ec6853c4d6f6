import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { builtPatchctl } from "./testing/built-patchctl.ts";
import { makeScratchRepo, type ScratchRepo } from "./testing/scratch-repo.ts";

const price = [
  "export const net = 100;",
  "export const tax = 19;",
  "export const gross = net + tax;",
  "",
].join("\n");
const tsconfig = JSON.stringify({ compilerOptions: { strict: true, types: [] }, include: ["src"] });

let built: { path: string; dispose(): void };
let repo: ScratchRepo;
beforeAll(async () => {
  built = await builtPatchctl();
});
afterAll(() => built.dispose());
beforeEach(() => {
  repo = makeScratchRepo(built.path, {
    "src/price.ts": price,
    "tsconfig.json": tsconfig,
    "notes.md": "# Notes\n\n<!-- ###FINAL_MILE_PROMPT__INTRO### -->\nold\n<!-- ###END_INTRO### -->\n",
  });
});
afterEach(() => repo.dispose());

describe("an edit", () => {
  test("does what was asked and answers as the contract says", async () => {
    const { code, json } = await repo.patchctl([
      ...[
        "replace-block",
        "--file",
        "src/price.ts",
        "--start",
        "2",
        "--end",
        "2",
        "--block",
        "export const tax = 7;",
      ],
      ...["--requester", "lint-surgeon", "--reason", "reduced rate", "--order-id", "ORD-001"],
    ]);
    expect(json).toMatchObject({
      ok: true,
      patch_id: expect.any(String),
      diff_path: expect.stringContaining(".mission_control/patches/"),
      ts_check_ok: true,
      lines_before: 3,
      lines_after: 3,
    });
    expect(code).toBe(0);
    expect(repo.read("src/price.ts")).toBe(price.replace("19", "7"));
    expect(repo.git("status", "--porcelain").trim().split("\n")).not.toContain(
      "?? .mission_control/patches/",
    );
  });

  test.each([
    ["insert-before", ["--line", "1"], "x\n", `x\n${price}`],
    ["insert-after", ["--line", "3"], "x", `${price}x\n`],
    ["append", [], "x", `${price}x\n`],
    ["prepend", [], "x", `x\n${price}`],
    ["replace-text", ["--old-text", "19"], "20", price.replace("19", "20")],
    [
      "insert-at-anchor",
      ["--anchor", "const tax", "--position", "before"],
      "x",
      price.replace("export const tax", "x\nexport const tax"),
    ],
    [
      "replace-between",
      ["--start-marker", "const net", "--end-marker", "const gross"],
      "x",
      price.replace("export const tax = 19;", "x"),
    ],
  ])("%s takes its block from standard input", async (command, flags, block, after) => {
    const { code, out } = await repo.patchctl([command, "--file", "src/price.ts", ...flags], {
      input: block,
    });
    expect(code, out).toBe(0);
    expect(repo.read("src/price.ts")).toBe(after);
  });

  test("create-file and fill-placeholder take theirs from a file", async () => {
    repo.write("block.txt", "filled\n");
    await repo.patchctl(["create-file", "--file", "docs/new.md", "--block-file", "block.txt"]);
    expect(repo.read("docs/new.md")).toBe("filled\n");
    const filled = await repo.patchctl([
      ...["fill-placeholder", "--file", "notes.md", "--placeholder", "INTRO", "--block-file", "block.txt"],
    ]);
    expect(filled.json).toMatchObject({ ok: true, ts_check_ok: null });
    expect(repo.read("notes.md")).toContain("filled");
    expect(repo.read("notes.md")).not.toContain("old");
  });

  test("an empty block has to be said: a forgotten one deletes nothing", async () => {
    const span = ["replace-block", "--file", "src/price.ts", "--start", "2", "--end", "2"];
    const forgotten = await repo.patchctl(span);
    expect(forgotten).toMatchObject({ code: 2, json: { ok: false, code: "INVALID_INPUT" } });
    expect(repo.read("src/price.ts")).toBe(price);
    await repo.patchctl([...span, "--block", ""]);
    expect(repo.read("src/price.ts")).toBe("export const net = 100;\nexport const gross = net + tax;\n");
  });

  test("a dry run answers with diff and score and writes nothing", async () => {
    const { code, json } = await repo.patchctl([
      "append",
      "--file",
      "src/price.ts",
      "--block",
      "x",
      "--dry-run",
    ]);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      ok: true,
      dry_run: true,
      diff: expect.stringContaining("+x"),
      score: expect.any(Object),
    });
    expect(repo.read("src/price.ts")).toBe(price);
    expect(repo.git("status", "--porcelain")).toBe("");
  });

  test("a new type error is reported, and the file stays as edited", async () => {
    const { code, json } = await repo.patchctl(
      ["replace-block", "--file", "src/price.ts", "--start", "2", "--end", "2"],
      { input: 'export const tax: number = "much";\n' },
    );
    expect(code).toBe(0);
    expect(json).toMatchObject({
      ok: true,
      ts_check_ok: false,
      ts_check_out: expect.stringContaining("TS2322"),
    });
  });

  test("the same patch id twice is one edit", async () => {
    const args = ["append", "--file", "src/price.ts", "--block", "x", "--patch-id", "once"];
    const first = await repo.patchctl(args);
    const second = await repo.patchctl(args);
    expect(second.json).toMatchObject({ ok: true, replayed: true, after_hash: first.json.after_hash });
    expect(repo.read("src/price.ts")).toBe(`${price}x\n`);
  });
});

describe("a refusal", () => {
  test.each([
    [["replace-block", "--start", "9", "--end", "9"], "LINE_OUT_OF_RANGE"],
    [["replace-block", "--start", "0", "--end", "1"], "LINE_OUT_OF_RANGE"],
    [["replace-block", "--start", "3", "--end", "1"], "SPAN_INVERTED"],
    [["replace-text", "--old-text", "nowhere"], "NO_MATCH"],
    [["replace-text", "--old-text", "export const"], "AMBIGUOUS_MATCH"],
    [["append", "--expect-hash", "0".repeat(64)], "STALE_BASE"],
    [["append", "--expect-hash", "abc"], "INVALID_INPUT"],
    [["append", "--task-id", "T-404"], "TASK_NOT_FOUND"],
    [["append", "--patch-id", "../up"], "INVALID_INPUT"],
    [["create-file"], "FILE_EXISTS"],
  ])("%j is %s: exit 1, JSON, nothing written", async (args, refusal) => {
    const { code, json } = await repo.patchctl([...args, "--file", "src/price.ts", "--block", "x"]);
    expect(json).toMatchObject({ ok: false, code: refusal, error: expect.any(String) });
    expect(code).toBe(1);
    expect(repo.read("src/price.ts")).toBe(price);
    expect(JSON.stringify(json)).not.toContain(repo.root);
  });

  test("a path that leads out of the workspace, however it is spelled", async () => {
    symlinkSync("..", join(repo.root, "up"));
    for (const file of ["../out.ts", "/etc/hosts", "up/out.ts", "src/../../out.ts"]) {
      const { code, json } = await repo.patchctl(["create-file", "--file", file, "--block", "x"]);
      expect(json, file).toMatchObject({ ok: false, code: "PATH_OUTSIDE_WORKSPACE" });
      expect(code).toBe(1);
    }
  });

  test("a block file that is missing, a folder, or not text", async () => {
    const edit = ["append", "--file", "src/price.ts", "--block-file"];
    expect((await repo.patchctl([...edit, "gone.txt"])).json).toMatchObject({ code: "FILE_NOT_FOUND" });
    expect((await repo.patchctl([...edit, "src"])).json).toMatchObject({ code: "NOT_A_FILE" });
    repo.write("latin.txt", "");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(join(repo.root, "latin.txt"), Buffer.from([0xe9, 0x0a]));
    expect((await repo.patchctl([...edit, "latin.txt"])).json).toMatchObject({ code: "INVALID_INPUT" });
  });

  test("a block of 10 MB", async () => {
    const { code, json } = await repo.patchctl(["append", "--file", "src/price.ts"], {
      input: "x".repeat(10 * 1024 * 1024),
    });
    expect(json).toMatchObject({ ok: false, code: "BLOCK_TOO_LARGE" });
    expect(code).toBe(1);
  });
});

describe("wrong usage", () => {
  test.each([
    [[], "Name a command"],
    [["replace-blocks"], "replace-block"],
    [["append", "--block", "x"], "--file"],
    [["replace-block", "--file", "a", "--block", "x"], "--start"],
    [["append", "--file", "a", "--blok", "x"], "--block"],
    [["append", "--file", "a", "--block", "x", "more"], "more"],
    [["insert-after", "--file", "a", "--line", "two", "--block", "x"], "whole number"],
    [["replace-text", "--file", "a", "--block", "x"], "--old-text"],
    [["append", "--file", "a", "--block", "x", "--workspace", "nowhere"], "not a folder"],
    [["show"], "patch_id"],
  ])("%j exits 2 and says what to write, as JSON on a pipe", async (args, hint) => {
    const { code, json } = await repo.patchctl(args);
    expect(code).toBe(2);
    expect(json).toMatchObject({ ok: false, code: "INVALID_INPUT", error: expect.stringContaining(hint) });
  });

  test("help and version are no mistakes", async () => {
    expect(await repo.patchctl(["--help"])).toMatchObject({ code: 0, json: { ok: true } });
    expect(await repo.patchctl(["append", "--help"])).toMatchObject({
      code: 0,
      json: { usage: expect.stringContaining("append") },
    });
    expect(await repo.patchctl(["--version"])).toMatchObject({
      code: 0,
      json: { version: expect.any(String) },
    });
  });
});

describe("several edits", () => {
  test("apply-batch takes JSON, also in looser spellings, whole or not at all", async () => {
    const batch = {
      patches: [
        {
          op: "replace_block",
          target_file: "src/price.ts",
          start_line: 1,
          end_line: 1,
          new_block: "export const net = 90;",
        },
        { op: "append", file: "notes.md", blockFile: "more.txt" },
      ],
    };
    repo.write("more.txt", "the end\n");
    const done = await repo.patchctl(["apply-batch"], { input: JSON.stringify(batch) });
    expect(done).toMatchObject({ code: 0, json: { ok: true, results: [{ ok: true }, { ok: true }] } });
    expect(repo.read("notes.md")).toMatch(/the end\n$/);

    batch.patches[1] = { op: "append", file: "gone.md", blockFile: "more.txt" };
    const refused = await repo.patchctl(["apply-batch"], { input: JSON.stringify(batch) });
    expect(refused).toMatchObject({ code: 1, json: { ok: false } });
    expect(repo.read("src/price.ts")).toContain("net = 90");
  });

  test("what is not JSON is refused as such", async () => {
    expect(await repo.patchctl(["apply-batch"], { input: "{ nope" })).toMatchObject({
      code: 1,
      json: { code: "BAD_JSON" },
    });
  });

  test("apply takes what git diff writes", async () => {
    repo.write("src/price.ts", price.replace("19", "16"));
    repo.write("src/new.ts", "export {};\n");
    repo.git("add", "-N", "src/new.ts");
    const diff = repo.git("diff");
    repo.git("checkout", "-q", "src/price.ts");
    repo.git("rm", "-q", "--cached", "src/new.ts");
    const { rmSync } = await import("node:fs");
    rmSync(join(repo.root, "src/new.ts"));
    const { code, out } = await repo.patchctl(["apply"], { input: diff });
    expect(code, out).toBe(0);
    expect(repo.read("src/price.ts")).toContain("16");
    expect(repo.read("src/new.ts")).toBe("export {};\n");
  });

  test("apply takes a *** Begin Patch envelope from a file", async () => {
    repo.write(
      "change.patch",
      "*** Begin Patch\n*** Update File: src/price.ts\n@@\n-export const tax = 19;\n+export const tax = 21;\n*** End Patch\n",
    );
    const { code, out } = await repo.patchctl(["apply", "change.patch"]);
    expect(code, out).toBe(0);
    expect(repo.read("src/price.ts")).toContain("21");
  });
});

describe("looking", () => {
  test("context gives numbered lines and the hash that an edit can expect", async () => {
    const seen = await repo.patchctl(["context", "--file", "src/price.ts", "--anchor", "const tax"]);
    expect(seen.json).toMatchObject({
      ok: true,
      file: "src/price.ts",
      lines: 3,
      fileHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(seen.json.windows)).toContain("export const tax");
    const edit = [
      "append",
      "--file",
      "src/price.ts",
      "--block",
      "x",
      "--expect-hash",
      String(seen.json.fileHash),
    ];
    expect((await repo.patchctl(edit)).code).toBe(0);
    expect((await repo.patchctl(edit)).json).toMatchObject({
      ok: false,
      code: expect.stringMatching(/^STALE/),
    });
  });

  test("resolve finds a placeholder, list-tasks lists", async () => {
    expect(
      (await repo.patchctl(["resolve", "--file", "notes.md", "--placeholder", "INTRO"])).json,
    ).toMatchObject({
      ok: true,
      exists: true,
      kind: "placeholder",
    });
    repo.write(
      ".mission_control/tasks.json",
      JSON.stringify([{ uuid: "T-1", file: "notes.md", status: "pending", allowed_spans: [] }]),
    );
    expect((await repo.patchctl(["list-tasks"])).json).toMatchObject({ ok: true, tasks: [{ uuid: "T-1" }] });
    expect((await repo.patchctl(["list-tasks", "--status", "complete"])).json).toMatchObject({ tasks: [] });
  });

  test("log, show and revert tell and undo what happened", async () => {
    const { json } = await repo.patchctl(["append", "--file", "src/price.ts", "--block", "x"]);
    const id = String(json.patch_id);
    expect((await repo.patchctl(["log"])).json).toMatchObject({ ok: true, entries: [{ patch_id: id }] });
    expect((await repo.patchctl(["show", id])).json).toMatchObject({
      ok: true,
      patch_id: id,
      diff: expect.stringContaining("+x"),
    });
    const undone = await repo.patchctl(["revert", id, "--reason", "not wanted"]);
    expect(undone).toMatchObject({ code: 0, json: { ok: true } });
    expect(repo.read("src/price.ts")).toBe(price);
    expect(await repo.patchctl(["revert", id])).toMatchObject({
      code: 1,
      json: { code: "ALREADY_REVERTED" },
    });
    expect(await repo.patchctl(["show", "../../etc/passwd"])).toMatchObject({ code: 1, json: { ok: false } });
  });

  test("doctor says what is in order, and fails on a policy that cannot be read", async () => {
    const fine = await repo.patchctl(["doctor"]);
    const states = (run: typeof fine) =>
      Object.fromEntries(
        (run.json.checks as { name: string; state: string }[]).map(({ name, state }) => [name, state]),
      );
    expect(fine.code).toBe(0);
    expect(states(fine)).toMatchObject({
      node: "ok",
      git: "ok",
      policy: "ok",
      typescript: "ok",
      permission: "ok",
      server: "warn",
      outbox: "ok",
      clock: "ok",
    });
    repo.write(".mission_control/policy.json", '{ "blokedPaths": [] }');
    const broken = await repo.patchctl(["doctor"]);
    expect(broken.code).toBe(1);
    expect(states(broken)).toMatchObject({ policy: "fail" });
  });
});
