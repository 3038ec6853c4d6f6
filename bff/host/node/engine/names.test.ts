import { existsSync, lstatSync, readFileSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const renameDiff = (from: string, to: string) =>
  `diff --git a/${from} b/${to}\nsimilarity index 100%\nrename from ${from}\nrename to ${to}\n`;

describe("a symbolic link is not the file that it leads to", () => {
  test.each([
    ["a rename", renameDiff("link", "moved")],
    ["a copy", renameDiff("link", "moved").replaceAll("rename ", "copy ")],
    ["a deletion that shows the target's lines", "--- a/link\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"],
    ["an envelope's deletion", "*** Begin Patch\n*** Delete File: link\n*** End Patch\n"],
    ["an envelope's move", "*** Begin Patch\n*** Update File: link\n*** Move to: moved\n*** End Patch\n"],
  ])("%s of a link is refused, and the file stays where it is", async (_, diff) => {
    await using ws = scratchWorkspace({ target: "x\n" });
    symlinkSync("target", join(ws.root, "link"));
    expect(await ws.refused(diff)).toMatchObject({ code: "NOT_A_FILE" });
    expect(readFileSync(join(ws.root, "target"), "utf8")).toBe("x\n");
    expect(readlinkSync(join(ws.root, "link"))).toBe("target");
    expect(existsSync(join(ws.root, "moved"))).toBe(false);
  });

  test("an edit by the link's name lands in the file, and the link stays one", async () => {
    await using ws = scratchWorkspace({ target: "x\n" });
    symlinkSync("target", join(ws.root, "link"));
    await ws.done("--- a/link\n+++ b/link\n@@ -1 +1 @@\n-x\n+y\n");
    expect(readFileSync(join(ws.root, "target"), "utf8")).toBe("y\n");
    expect(lstatSync(join(ws.root, "link")).isSymbolicLink()).toBe(true);
  });

  test("a file below a linked folder can be deleted", async () => {
    await using ws = scratchWorkspace({ "real/f": "x\n" });
    symlinkSync("real", join(ws.root, "linked"));
    await ws.done("--- a/linked/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n");
    expect(existsSync(join(ws.root, "real/f"))).toBe(false);
  });
});

describe("a batch does not turn a file into a folder, and says so", () => {
  test("a rename below itself", async () => {
    await using ws = scratchWorkspace({ a: "1\n" });
    const refused = await ws.refused(renameDiff("a", "a/index"));
    expect(refused).toMatchObject({ code: "NOT_A_FILE" });
    expect(JSON.stringify(refused)).toContain("in one batch");
    expect(readFileSync(join(ws.root, "a"), "utf8")).toBe("1\n");
  });

  test("a folder that is emptied", async () => {
    await using ws = scratchWorkspace({ "b/c": "1\n" });
    const refused = await ws.refused(renameDiff("b/c", "b"));
    expect(refused).toMatchObject({ code: "NOT_A_FILE" });
    expect(JSON.stringify(refused)).toContain("b is a folder");
  });
});

test("a UTF-16 file is refused with a word on what it is, with and without its byte order mark", async () => {
  const text = "héllo\nwörld\n";
  const utf16 = Buffer.from(text, "utf16le");
  await using ws = scratchWorkspace({
    marked: Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
    big: Buffer.from(utf16).swap16(),
    binary: Uint8Array.from([0x7f, 0x45, 0, 0, 0, 1, 2, 0]),
  });
  const words = async (file: string) => JSON.stringify(await ws.refused({ op: "append", file, block: "x" }));
  expect(await words("marked")).toContain("UTF-16");
  expect(await words("big")).toContain("UTF-16");
  expect(await words("binary")).not.toContain("UTF-16");
  expect(await words("binary")).toContain("BINARY_FILE");
});
