import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { protectedPart } from "./confine.ts";
import { scratchFolder } from "./testing/git-folder.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const append = (file: string) => ({ op: "append", file, block: "x" });
const create = (file: string) => ({ op: "create-file", file, block: "x" });

test.each([
  ["../outside.txt", "PATH_OUTSIDE_WORKSPACE"],
  ["src/../../outside.txt", "PATH_OUTSIDE_WORKSPACE"],
  ["/etc/passwd", "PATH_OUTSIDE_WORKSPACE"],
  ["out/file.txt", "PATH_OUTSIDE_WORKSPACE"],
  ["dangling", "PATH_OUTSIDE_WORKSPACE"],
  [".git/config", "PATH_PROTECTED"],
  [".GIT/config", "PATH_PROTECTED"],
  ["sub/.git/hooks/x", "PATH_PROTECTED"],
  ["src/../.git/config", "PATH_PROTECTED"],
  ["gitlink/config", "PATH_PROTECTED"],
  [".mission_control/policy.json", "PATH_PROTECTED"],
  ["src", "NOT_A_FILE"],
  [".", "NOT_A_FILE"],
  ["src/a.txt/b", "NOT_A_FILE"],
  ["loop", "NOT_A_FILE"],
  ["pipe", "NOT_A_FILE"],
  ["binary", "BINARY_FILE"],
  ["locked", "FILE_UNWRITABLE"],
  ["hidden", "FILE_UNREADABLE"],
  ["huge", "FILE_TOO_LARGE"],
  ["none.txt", "FILE_NOT_FOUND"],
  ["a\0b", "INVALID_INPUT"],
  ["a\ud800", "INVALID_INPUT"],
])("%j is refused with %s, by a dry run too", async (file, code) => {
  using elsewhere = scratchFolder();
  await using ws = scratchWorkspace({
    "src/a.txt": "a\n",
    binary: Uint8Array.from([1, 0, 2]),
    locked: "l\n",
    hidden: "h\n",
  });
  const at = (name: string) => join(ws.root, name);
  symlinkSync(elsewhere.path, at("out"));
  symlinkSync(join(elsewhere.path, "nothing-yet"), at("dangling"));
  symlinkSync(at(".git"), at("gitlink"));
  symlinkSync("loop", at("loop"));
  execFileSync("mkfifo", [at("pipe")]);
  chmodSync(at("locked"), 0o444);
  chmodSync(at("hidden"), 0o200);
  // a sparse file: 200 MB that take up nothing
  const fd = openSync(at("huge"), "w");
  ftruncateSync(fd, 200 * 1024 * 1024);
  closeSync(fd);
  const before = readFileSync(at(".git/config"), "utf8");
  for (const op of file === "none.txt" || file.includes("/")
    ? [append(file)]
    : [append(file), create(file)]) {
    if (file === "none.txt" && op.op === "create-file") continue;
    const input = {
      requester: "agent",
      reason: "",
      branch: "",
      dryRun: false,
      atomic: true,
      coordinates: "original" as const,
      patches: [op as never],
    };
    expect(await ws.workspace.apply(input), op.op).toMatchObject({ ok: false, code });
    expect(await ws.workspace.simulate(input), op.op).toMatchObject({ ok: false, code });
  }
  expect(readFileSync(at(".git/config"), "utf8")).toBe(before);
});

test("a link to a file inside is followed, and stays a link", async () => {
  await using ws = scratchWorkspace({ "real.txt": "a\n" });
  symlinkSync("real.txt", join(ws.root, "link.txt"));
  const done = await ws.done(append("link.txt"));
  expect(done.file).toBe("real.txt");
  expect(ws.read("real.txt")).toBe("a\nx\n");
  expect(ws.read("link.txt")).toBe("a\nx\n");
});

test("a path through a linked folder inside is one file with its real name, and locked as one", async () => {
  await using ws = scratchWorkspace({ "real/a.txt": "a\n" });
  symlinkSync("real", join(ws.root, "alias"));
  mkdirSync(join(ws.root, "other"));
  await Promise.all([
    ws.done(append("real/a.txt")),
    ws.done(append("./alias/a.txt")),
    ws.done(append("other/../real/a.txt")),
  ]);
  expect(ws.read("real/a.txt")).toBe("a\nx\nx\nx\n");
});

test("names that some file systems take for .git are protected everywhere", () => {
  for (const name of [
    ".git",
    ".GIT",
    ".Git ",
    ".git.",
    ".g\u200cit",
    "GIT~1",
    ".git::$INDEX_ALLOCATION",
    ".Mission_Control",
  ])
    expect(protectedPart(`a/${name}/b`), name).toBe(name);
  for (const name of [".gitignore", ".github", "git", "mission_control"])
    expect(protectedPart(name), name).toBeNull();
});

test("no refusal tells an absolute path", async () => {
  await using ws = scratchWorkspace({ "src/a.txt": "a\n" });
  for (const file of ["../x", "src", "src/a.txt/b", "none"])
    expect(JSON.stringify(await ws.refused(append(file)))).not.toContain(ws.root);
});
