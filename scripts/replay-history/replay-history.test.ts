import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { replayHistory } from "./replay-history.ts";
import { lines, type MadeRepository, makeRepository } from "./testing/made-repository.ts";

const replay = (
  repository: MadeRepository,
  options: { commits?: number; only?: string; ref?: string } = {},
) =>
  replayHistory({
    repository: repository.path,
    ref: options.ref ?? "HEAD",
    commits: options.commits ?? null,
    only: options.only ?? null,
    keep: false,
  });

const latin = (text: string) => Buffer.from(text, "latin1");

describe("a history through the engine", () => {
  test("text is said as line edits, whatever its endings and encoding, and every tree is git's", async () => {
    using repository = makeRepository();
    repository.write("a.txt", lines(20));
    repository.write("crlf.txt", lines(20, "\r\n"));
    repository.write("mark.txt", `\ufeff${lines(5)}`);
    repository.write("old.txt", latin(`caf\u00e9\n${lines(5)}`));
    repository.write("empty.txt", "");
    repository.write("mixed.txt", "one\r\ntwo\nthree\r\nfour\n");
    repository.commit("create");
    repository.write("a.txt", lines(20).replace("line 3\n", "").replace("line 9\n", "nine\nand a half\n\n"));
    repository.write("crlf.txt", lines(20, "\r\n").replace("line 3\r\n", "three\r\nmore\r\n"));
    repository.write("mark.txt", `\ufeffnew first\n${lines(5)}`);
    repository.write("old.txt", latin(`th\u00e9\n${lines(5)}ol\u00e9\n`));
    repository.write("empty.txt", "no longer\n");
    repository.write("mixed.txt", "uno\r\ntwo\nthree\r\nquattro\n");
    repository.commit("edit");
    const report = await replay(repository);
    expect(report.failures).toEqual([]);
    // not one operation can create a file of other bytes than UTF-8
    expect(report.carriedReasons).toEqual({
      "bytes that are no UTF-8 come into a file that had none: no request can say it": 1,
    });
    expect(report.kinds).toEqual({
      create: { files: 6, lines: 5, diff: 0, carried: 1 },
      modify: { files: 6, lines: 6, diff: 0, carried: 0 },
    });
    expect(report.traits).toMatchObject({
      CRLF: { files: 2 },
      "mixed endings": { files: 2 },
      "byte order mark": { files: 2 },
      "not UTF-8": { files: 2 },
      "empty file": { files: 2 },
    });
    expect(report.operations["unified-diff"]).toBeUndefined();
    expect(report).toMatchObject({ commits: 2, roots: 1, equalTrees: 2, looseMatches: [] });
  });

  test("what line edits cannot say goes as git's diff: deletes, renames, copies, modes, the end of a file", async () => {
    using repository = makeRepository();
    for (const name of ["gone", "moved", "copied", "run.sh", "open", "closed", "marked"])
      repository.write(name, `${name}\n`.repeat(30) + lines(30));
    repository.write("closed", lines(3).trimEnd());
    repository.commit("create");
    repository.remove("gone");
    repository.remove("moved");
    const was = (name: string) => `${name}\n`.repeat(30) + lines(30);
    repository.write("folder/moved here \u00e9", was("moved").replace("line 4\n", ""));
    repository.write("copied", was("copied").replace("line 8\n", "8\n"));
    repository.write("copy", was("copied"));
    repository.write("run.sh", was("run.sh"), true);
    repository.write("new.sh", "#!/bin/sh\n", true);
    repository.write("open", was("open").trimEnd());
    repository.write("closed", lines(3));
    repository.write("marked", `\ufeff${was("marked")}`);
    repository.commit("the rest");
    const report = await replay(repository);
    expect(report.failures).toEqual([]);
    expect(report.equalTrees).toBe(2);
    expect(report.diffReasons).toEqual({
      "create of a file without a newline at its end": 1,
      delete: 1,
      rename: 1,
      copy: 1,
      mode: 1,
      "create of an executable file": 1,
      "the newline at the end comes or goes": 2,
      "the byte order mark comes or goes": 1,
    });
  });

  test("what the engine refuses by contract is carried, and named with the code of the refusal", async () => {
    using repository = makeRepository();
    repository.write("image", Buffer.from([1, 0, 2, 10]));
    repository.write("text", "a\n");
    repository.link("link", "text");
    repository.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},module`);
    repository.git("add", "image", "text", "link");
    repository.git("commit", "-q", "-m", "create");
    repository.write("image", Buffer.from([1, 0, 2, 11]));
    repository.write("other", "b\n");
    repository.link("link", "other");
    repository.git("update-index", "--cacheinfo", `160000,${"2".repeat(40)},module`);
    repository.git("add", "image", "link", "other");
    repository.git("commit", "-q", "-m", "change");
    repository.git("rm", "-q", "--cached", "module");
    repository.remove("image");
    repository.remove("link");
    repository.git("commit", "-q", "-a", "-m", "remove");
    const report = await replay(repository);
    expect(report.failures).toEqual([]);
    expect(report.equalTrees).toBe(3);
    const carried = Object.entries(report.carriedReasons);
    const sum = (why: string) =>
      carried.filter(([name]) => name.startsWith(why)).reduce((all, [, files]) => all + files, 0);
    expect([sum("binary"), sum("symbolic link"), sum("submodule")]).toEqual([3, 3, 3]);
    expect(carried.map(([name]) => name.split(": ")[1])).not.toContain("no request can say it");
  });

  test("a file and a folder may change places, and a link may become a file", async () => {
    using repository = makeRepository();
    repository.write("a", lines(3));
    repository.write("b/c", lines(4));
    repository.link("d", "a");
    repository.commit("create");
    repository.remove("d");
    repository.write("d", lines(5));
    repository.commit("the link is a file");
    repository.link("b/c", "../a");
    repository.commit("the file is a link");
    repository.remove("b");
    repository.commit("the folder goes");
    repository.write("b", "now a file\n");
    repository.commit("a file where the folder was");
    const separately = await replay(repository);
    expect(separately.failures).toEqual([]);
    expect(separately).toMatchObject({ equalTrees: 5, inTwo: 0 });
    repository.remove("a");
    repository.write("a/index", lines(3));
    repository.commit("the file moves into a folder of its name");
    repository.write("moved", lines(3));
    repository.remove("a");
    repository.write("a", lines(3));
    repository.remove("b");
    repository.write("b/c/d", "deep\n");
    repository.commit("and back, and another one goes down");
    const report = await replay(repository);
    expect(report.failures).toEqual([]);
    expect(report).toMatchObject({ equalTrees: 7, inTwo: 2 });
  });

  test("merges and branches: each commit upon its first parent, trees put back in between", async () => {
    using repository = makeRepository();
    repository.write("a", lines(10));
    repository.commit("root");
    repository.git("checkout", "-q", "-b", "side");
    repository.write("b", lines(3));
    repository.commit("side 1");
    repository.write("b", lines(4));
    repository.commit("side 2");
    repository.git("checkout", "-q", "main");
    repository.write("a", lines(11));
    repository.commit("main 1");
    repository.git("merge", "-q", "--no-ff", "-m", "merge", "side");
    repository.commit("nothing");
    const report = await replay(repository);
    expect(report).toMatchObject({ commits: 6, merges: 1, unchanged: 1, equalTrees: 6, failures: [] });
    expect(report.setUps.trees).toBe(1);
    const newest = await replay(repository, { commits: 2 });
    expect(newest).toMatchObject({ commits: 2, merges: 1, equalTrees: 2, setUps: { trees: 1, files: 1 } });
    const one = await replay(repository, { only: "side" });
    expect(one).toMatchObject({ commits: 1, equalTrees: 1, setUps: { trees: 1, files: 2 } });
  });

  test("a guarded region keeps what is in it: that file is carried, the others of the commit are not", async () => {
    using repository = makeRepository();
    const guarded = (body: string) => {
      const hash = createHash("sha256").update(body).digest("hex").slice(0, 7);
      return `a\n// @hash:${hash} START:core\n${body}// @hash:${hash} END:core\nb\n`;
    };
    repository.write("guarded.ts", guarded("const one = 1;\n"));
    repository.write("free.ts", "a\n");
    repository.commit("create");
    repository.write("guarded.ts", guarded("const one = 2;\n"));
    repository.write("free.ts", "b\n");
    repository.commit("change");
    const report = await replay(repository);
    expect(report.failures).toEqual([]);
    expect(report.equalTrees).toBe(2);
    expect(report.carriedReasons).toEqual({ "guarded region: GUARD_VIOLATION": 1 });
    expect(report.kinds.modify).toEqual({ files: 2, lines: 1, diff: 0, carried: 1 });
  });

  test("neither ignore rules nor attributes of the history come between", async () => {
    using repository = makeRepository();
    repository.write(".gitattributes", "* text=auto eol=crlf ident filter=none\n*.txt -diff\n");
    repository.write(".gitignore", "*.txt\n");
    repository.write("a.txt", "$Id$\r\nb\r\n");
    repository.git("-c", "core.attributesFile=/dev/null", "add", "-f", ".");
    const blob = repository.git("hash-object", "-w", "--no-filters", "a.txt");
    repository.git("update-index", "--cacheinfo", `100644,${blob},a.txt`);
    repository.git("commit", "-q", "-m", "create");
    const executable = `100755,${blob},a.txt`;
    repository.git("update-index", "--cacheinfo", executable);
    repository.git("commit", "-q", "-m", "mode");
    const report = await replay(repository);
    expect(report.failures).toEqual([]);
    expect(report.equalTrees).toBe(2);
  });

  test("a file under .mission_control comes with git, and does not become the policy of the scratch folder", async () => {
    using repository = makeRepository();
    repository.write(".mission_control/policy.json", '{ "allowedPaths": [] }\n');
    repository.write("a", "a\n");
    repository.commit("create");
    repository.write(".mission_control/policy.json", '{ "allowedPaths": ["b"] }\n');
    repository.write("a", "b\n");
    repository.commit("change");
    const report = await replay(repository);
    expect(report.failures).toEqual([]);
    expect(report.carriedReasons).toEqual({ "under .mission_control: PATH_PROTECTED": 2 });
    expect(report.equalTrees).toBe(2);
  });

  test("a tree that another program wrote with modes of its own is compared as git writes it", async () => {
    using repository = makeRepository();
    repository.write("a", "a\n");
    repository.commit("create");
    repository.write("a", "b\n");
    const blob = Buffer.from(repository.git("hash-object", "-w", "a"), "hex");
    repository.write("tree", Buffer.concat([Buffer.from("100664 a\0"), blob]));
    const tree = repository.git("hash-object", "-t", "tree", "-w", "--literally", "tree");
    repository.git("reset", "-q", "--hard", repository.git("commit-tree", tree, "-p", "HEAD", "-m", "odd"));
    repository.write("a", "c\n");
    repository.remove("tree");
    repository.commit("change");
    expect(await replay(repository)).toMatchObject({ equalTrees: 3, rewrittenTrees: 1, failures: [] });
  });

  test("a repository of SHA-256 is held against SHA-256", async () => {
    using repository = makeRepository("--object-format=sha256");
    repository.write("a", "a\n");
    repository.commit("create");
    repository.write("a", "b\n");
    repository.commit("change");
    expect(await replay(repository)).toMatchObject({ equalTrees: 2, failures: [] });
  });

  test("a shallow clone begins where its history does", async () => {
    using repository = makeRepository();
    for (const text of ["a\n", "b\n", "c\n"]) {
      repository.write("a", text);
      repository.commit(text);
    }
    using clone = makeRepository();
    clone.git("fetch", "-q", "--depth=2", `file://${repository.path}`, "main:there");
    expect(await replay(clone, { ref: "there" })).toMatchObject({ commits: 2, roots: 1, equalTrees: 2 });
  });

  test("the repository is left as it was, down to the times of its files", async () => {
    using repository = makeRepository();
    repository.write("a", lines(5));
    repository.commit("create");
    repository.write("a", lines(6));
    repository.commit("change");
    repository.git("gc", "-q");
    const before = listed(repository.path);
    expect(await replay(repository)).toMatchObject({ equalTrees: 2 });
    expect(listed(repository.path)).toEqual(before);
  });

  test("what is no repository, or no revision, is said in the words of git", async () => {
    using repository = makeRepository();
    await expect(replay(repository)).rejects.toThrow(/HEAD|revision/);
    repository.remove(".git");
    await expect(replay(repository)).rejects.toThrow("not a git repository");
  });
});

function listed(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return names.map((name) => {
    const { mtimeMs, size } = statSync(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
}
