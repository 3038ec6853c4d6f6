import { chmodSync, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const text = Array.from({ length: 40 }, (_, i) => `line ${i + 1}\n`).join("");
const who = { requester: "reviewer", reason: "not wanted" };
const replace = (start: number, end: number, block: string) => ({
  op: "replace-block",
  file: "a.txt",
  start,
  end,
  block,
});

describe("revert", () => {
  test("puts the old bytes back by a new patch, and tells of both", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const done = await ws.done({ ...replace(10, 12, "x\ny"), requester: "lint" });
    ws.events.length = 0;
    const answer = await ws.workspace.revert(done.patch_id, who, { reporter: ws.reporter });
    if (!answer.ok || !answer.result.ok) throw new Error(JSON.stringify(answer));
    expect(ws.read("a.txt")).toBe(text);
    expect(answer.result).toMatchObject({
      op: "unified-diff",
      before_hash: done.after_hash,
      after_hash: done.before_hash,
    });
    expect(ws.events.map(({ type, patch_id }) => [type, patch_id])).toEqual([
      ["patch_requested", answer.result.patch_id],
      ["patch_applied", answer.result.patch_id],
      ["patch_reverted", done.patch_id],
    ]);
    expect(ws.events[1]!.meta).toMatchObject({ ...who, reverts: done.patch_id });
    expect(ws.events[2]!.meta).toMatchObject({ requester: "lint", reverted_by: answer.result.patch_id });
  });

  test("finds its lines where later patches have moved them, and leaves those patches alone", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const done = await ws.done(replace(10, 12, "x\ny"));
    await ws.done({ op: "prepend", file: "a.txt", block: "top\ntop" });
    await ws.done({ op: "replace-text", file: "a.txt", oldText: "line 13", block: "THIRTEEN" });
    await ws.done({ op: "replace-text", file: "a.txt", oldText: "line 9\n", block: "NINE\n" });
    expect((await ws.workspace.revert(done.patch_id, who)).ok).toBe(true);
    expect(ws.read("a.txt")).toBe(
      `top\ntop\n${text.replace("line 13", "THIRTEEN").replace("line 9\n", "NINE\n")}`,
    );
  });

  test("refuses where its lines have changed since, names the place and writes nothing", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const done = await ws.done(replace(10, 12, "x\ny"));
    await ws.done({ op: "prepend", file: "a.txt", block: "top" });
    await ws.done({ op: "replace-text", file: "a.txt", oldText: "\ny\n", block: "\nY\n" });
    const before = ws.read("a.txt");
    expect(await ws.workspace.revert(done.patch_id, who)).toMatchObject({
      ok: false,
      code: "REVERT_CONFLICT",
      details: { file: "a.txt", start: 12, end: 12 },
    });
    expect(ws.read("a.txt")).toBe(before);
  });

  test("happens once, until the revert is itself reverted", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const done = await ws.done(replace(10, 12, "x"));
    const first = await ws.workspace.revert(done.patch_id, who);
    if (!first.ok || !first.result.ok) throw new Error("refused");
    expect(await ws.workspace.revert(done.patch_id, who)).toMatchObject({
      code: "ALREADY_REVERTED",
      details: { reverted_by: first.result.patch_id },
    });
    expect((await ws.workspace.revert(first.result.patch_id, who)).ok).toBe(true);
    expect(ws.read("a.txt")).toContain("line 9\nx\nline 13");
    expect((await ws.workspace.revert(done.patch_id, who)).ok).toBe(true);
    expect(ws.read("a.txt")).toBe(text);
    expect(await ws.workspace.revert("nothing", who)).toMatchObject({ code: "PATCH_NOT_FOUND" });
  });

  test("two at once revert once", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const done = await ws.done(replace(10, 12, "x"));
    const both = await Promise.all([
      ws.workspace.revert(done.patch_id, who),
      ws.workspace.revert(done.patch_id, who),
    ]);
    expect(both.map((one) => (one.ok ? "ok" : one.code)).sort()).toEqual(["ALREADY_REVERTED", "ok"]);
  });

  test("turns a creation, a deletion, a rename and a mode round", async () => {
    await using ws = scratchWorkspace({ "gone.txt": "a\nb", "old.txt": "o\np\n", "run.sh": "x\n" });
    chmodSync(join(ws.root, "gone.txt"), 0o755);
    const made = await ws.done({ op: "create-file", file: "made.txt", block: "m" });
    const removed = await ws.done("*** Begin Patch\n*** Delete File: gone.txt\n*** End Patch");
    const moved = await ws.done(
      "*** Begin Patch\n*** Update File: old.txt\n*** Move to: sub/new.txt\n@@\n-o\n+O\n*** End Patch",
    );
    const mode = await ws.done("diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n");
    expect(statSync(join(ws.root, "run.sh")).mode & 0o111).not.toBe(0);
    expect(existsSync(join(ws.root, "old.txt"))).toBe(false);
    expect(ws.read("sub/new.txt")).toBe("O\np\n");
    for (const { patch_id } of [mode, moved, removed, made])
      expect(await ws.workspace.revert(patch_id, who)).toMatchObject({ ok: true, result: { ok: true } });
    expect(existsSync(join(ws.root, "made.txt"))).toBe(false);
    // the folder was made for it
    expect(existsSync(join(ws.root, "sub"))).toBe(false);
    expect(ws.read("old.txt")).toBe("o\np\n");
    expect(ws.read("gone.txt")).toBe("a\nb");
    expect(statSync(join(ws.root, "gone.txt")).mode & 0o111).not.toBe(0);
    expect(statSync(join(ws.root, "run.sh")).mode & 0o111).toBe(0);
  });

  test("takes one patch of a batch out of the middle, bytes and all", async () => {
    const odd = Buffer.concat([Buffer.from([0xe9, 13, 10]), Buffer.from(text), Buffer.from("end")]);
    await using ws = scratchWorkspace({ "a.txt": odd });
    const answer = await ws.apply({
      patches: [
        replace(5, 6, "five"),
        replace(20, 20, "a\nb\nc"),
        { op: "append", file: "a.txt", block: "more" },
      ],
    });
    if (!answer.ok) throw new Error(answer.error);
    const ids = answer.results.map((result) => result.patch_id!);
    for (const id of [ids[1]!, ids[2]!, ids[0]!]) expect((await ws.workspace.revert(id, who)).ok).toBe(true);
    expect(Buffer.from(ws.read("a.txt"), "utf8").length).toBeGreaterThan(0);
    expect(Object.values(ws.snapshot()).some((one) => one.endsWith(` ${odd.toString("latin1")}`))).toBe(true);
  });

  test("takes folders along that were made for a file, unless something else is in them by now", async () => {
    await using ws = scratchWorkspace();
    const deep = await ws.done({ op: "create-file", file: "one/two/three.txt", block: "x" });
    const beside = await ws.done({ op: "create-file", file: "one/beside.txt", block: "x" });
    expect(await ws.workspace.revert(deep.patch_id, who)).toMatchObject({ ok: true });
    expect(readdirSync(join(ws.root, "one"))).toEqual(["beside.txt"]);
    const back = await ws.workspace.revert(beside.patch_id, who);
    if (!back.ok || !back.result.ok) throw new Error("refused");
    // it was there before this file was
    expect(readdirSync(join(ws.root, "one"))).toEqual([]);
    expect(await ws.workspace.revert(back.result.patch_id, who)).toMatchObject({ ok: true });
    expect(ws.read("one/beside.txt")).toBe("x\n");
  });

  test("where others stand in the way it names them, newest first; where none does, it says so", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const first = await ws.done(replace(5, 5, "one"));
    const second = await ws.done(replace(5, 5, "two"));
    const elsewhere = await ws.done({ op: "create-file", file: "b.txt", block: "x" });
    const third = await ws.done(replace(5, 5, "three"));
    const undone = await ws.done(replace(5, 5, "four"));
    expect(await ws.workspace.revert(undone.patch_id, who)).toMatchObject({ ok: true });
    const refused = await ws.workspace.revert(first.patch_id, who);
    expect(refused).toMatchObject({
      code: "REVERT_CONFLICT",
      details: { later: [third.patch_id, second.patch_id] },
    });
    expect(JSON.stringify(refused)).not.toContain(elsewhere.patch_id);
    for (const { patch_id } of [third, second, first])
      expect(await ws.workspace.revert(patch_id, who)).toMatchObject({ ok: true });
    expect(ws.read("a.txt")).toBe(text);
    ws.write("b.txt", "y\n");
    const around = await ws.workspace.revert(elsewhere.patch_id, who);
    expect(around).toMatchObject({ code: "REVERT_CONFLICT", details: { later: [] } });
    expect(!around.ok && around.error).toContain("No patch that stands did that");
  });

  test("what was made and then changed is not thrown away", async () => {
    await using ws = scratchWorkspace();
    const made = await ws.done({ op: "create-file", file: "made.txt", block: "m" });
    ws.write("made.txt", "m\nwork\n");
    expect(await ws.workspace.revert(made.patch_id, who)).toMatchObject({ code: "REVERT_CONFLICT" });
    expect(ws.read("made.txt")).toBe("m\nwork\n");
  });
});
