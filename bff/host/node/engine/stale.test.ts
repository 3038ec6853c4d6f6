import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import { sha256 } from "../../../../shared/patch/testing/plan-files.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const lines = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`);
const text = `${lines.join("\n")}\n`;
const hashOf = (contents: string) => sha256(new TextEncoder().encode(contents));
const read = { fileHash: hashOf(text) };
const replace = (start: number, end: number, block: string, extra: object = {}) => ({
  op: "replace-block",
  file: "a.txt",
  start,
  end,
  block,
  ...extra,
});
const stale = (start: number, end: number, block: string) => replace(start, end, block, { expect: read });
const insert = (op: "insert-before" | "insert-after", line: number, block: string, extra: object = {}) => ({
  op,
  file: "a.txt",
  line,
  block,
  ...extra,
});

describe("line numbers of a version that was read earlier", () => {
  test("mean the same lines where patches have moved them since, and the answer says where from and where to", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    await ws.done(insert("insert-before", 1, "top\ntop"));
    await ws.done(replace(6, 6, "FOUR"));
    const dry = await ws.workspace.simulate(ws.batch(stale(7, 8, "seven\neight")));
    const done = await ws.done(stale(7, 8, "seven\neight"));
    expect(done).toMatchObject({ start: 9, end: 10, rebased: { from: [7, 8], to: [9, 10] } });
    expect(dry).toMatchObject({ ok: true, results: [{ diff: done.diff, rebased: done.rebased }] });
    expect(ws.read("a.txt")).toBe(
      `top\ntop\n${text.replace("line 4\n", "FOUR\n").replace("line 7\nline 8", "seven\neight")}`,
    );
  });

  test("are said to be rebased where they have not moved, for the hash is old all the same", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    await ws.done(replace(11, 11, "x"));
    expect(await ws.done(stale(2, 2, "two"))).toMatchObject({ rebased: { from: [2, 2], to: [2, 2] } });
  });

  test("are refused where somebody touched the lines: both texts, who it was, and the hash to go on with", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    await ws.done(insert("insert-before", 1, "top"));
    const other = await ws.done({ ...replace(6, 6, "FIVE\nfive and a half"), requester: "lint-surgeon" });
    const before = ws.snapshot();
    const dry = await ws.workspace.simulate(ws.batch(stale(4, 6, "x")));
    const refusal = await ws.refused(stale(4, 6, "x"));
    expect(refusal).toMatchObject({
      code: "STALE_SPAN",
      details: {
        start: 4,
        end: 6,
        expected: "line 4\nline 5\nline 6\n",
        now: { start: 5, end: 8 },
        actual: "line 4\nFIVE\nfive and a half\nline 6\n",
        fileHash: other.after_hash,
        touched_by: [{ patch_id: other.patch_id, requester: "lint-surgeon", op: "replace-block" }],
      },
    });
    expect(refusal.error).toContain(
      `lines 4-6 of a.txt were changed since you read the file by patch ${other.patch_id}`,
    );
    expect(refusal.error).toContain("What stands there now is lines 5-8");
    expect(dry).toMatchObject({ ok: false, code: "STALE_SPAN", error: refusal.error });
    expect(ws.snapshot()).toEqual(before);
  });

  test.each([
    ["insert-before", 5],
    ["insert-after", 4],
  ] as const)(
    "%s %i: an insert needs both lines beside it as they were, and still side by side",
    async (op, line) => {
      const asked = insert(op, line, "new", { expect: read });
      for (const [other, wanted] of [
        [replace(4, 4, "FOUR"), "STALE_SPAN"],
        [replace(5, 5, "FIVE"), "STALE_SPAN"],
        [replace(5, 5, ""), "STALE_SPAN"],
        [insert("insert-after", 4, "between"), "STALE_SPAN"],
        [replace(3, 3, "THREE\n3"), "done"],
        [replace(6, 6, ""), "done"],
      ] as const) {
        await using ws = scratchWorkspace({ "a.txt": text });
        await ws.done(other);
        const answer = await ws.apply(asked);
        expect(answer.ok ? "done" : answer.code).toBe(wanted);
        if (answer.ok) expect(ws.read("a.txt")).toContain("line 4\nnew\nline 5\n");
        else expect(answer.details).toMatchObject({ expected: "line 4\nline 5\n" });
      }
    },
  );

  test("at the very end or start: what was added there since comes in the way, what came elsewhere does not", async () => {
    for (const [op, other, wanted] of [
      ["append", { op: "append", file: "a.txt", block: "more" }, "STALE_SPAN"],
      ["append", { op: "prepend", file: "a.txt", block: "more" }, "done"],
      ["prepend", { op: "prepend", file: "a.txt", block: "more" }, "STALE_SPAN"],
      ["prepend", { op: "append", file: "a.txt", block: "more" }, "done"],
    ] as const) {
      await using ws = scratchWorkspace({ "a.txt": text });
      await ws.done(other);
      const answer = await ws.apply({ op, file: "a.txt", block: "mine", expect: read });
      expect(answer.ok ? "done" : answer.code).toBe(wanted);
    }
  });

  test("are followed through a batch of several edits of the file, and through its revert", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const batch = await ws.apply({
      patches: [
        insert("insert-after", 2, "a\nb"),
        replace(9, 10, "nine and ten"),
        insert("insert-before", 1, "top"),
      ],
    });
    expect(await ws.done(stale(8, 8, "eight"))).toMatchObject({ rebased: { to: [11, 11] } });
    expect((await ws.refused(stale(9, 9, "x"))).code).toBe("STALE_SPAN");
    if (!batch.ok) throw new Error(batch.error);
    for (const { patch_id } of batch.results.slice(1))
      expect((await ws.workspace.revert(patch_id!, { requester: "r", reason: "" })).ok).toBe(true);
    // put back is not untouched: the lines are other ones that read the same
    expect((await ws.refused(stale(9, 9, "x"))).code).toBe("STALE_SPAN");
    expect(await ws.done(stale(11, 11, "eleven"))).toMatchObject({ rebased: { to: [13, 13] } });
  });

  test("of a version that has been there twice count from the later time", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const there = await ws.done(replace(3, 3, "x"));
    await ws.done({ ...replace(3, 3, "line 3"), expect: { fileHash: there.after_hash! } });
    await ws.done(insert("insert-before", 1, "top"));
    expect(await ws.done(stale(3, 3, "three"))).toMatchObject({ rebased: { from: [3, 3], to: [4, 4] } });
  });

  test("are followed through a rename; the old name is told the new one", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const move = await ws.done(
      "*** Begin Patch\n*** Update File: a.txt\n*** Move to: b.txt\n@@\n-line 2\n+TWO\n+two\n*** End Patch",
    );
    const move2 = await ws.done("diff --git a/b.txt b/c.txt\nrename from b.txt\nrename to c.txt\n");
    expect(await ws.refused(stale(7, 7, "x"))).toMatchObject({
      code: "FILE_NOT_FOUND",
      details: { renamed_to: "c.txt", renamed_by: move2.patch_id },
    });
    expect(await ws.done({ ...stale(7, 7, "seven"), file: "c.txt" })).toMatchObject({
      file: "c.txt",
      rebased: { from: [7, 7], to: [8, 8] },
    });
    expect(await ws.refused({ ...stale(2, 2, "x"), file: "c.txt" })).toMatchObject({
      code: "STALE_SPAN",
      details: { touched_by: [{ patch_id: move.patch_id }] },
    });
  });

  test("of a file that was removed and made again are gone; one that is not there says who removed it", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const gone = await ws.done("*** Begin Patch\n*** Delete File: a.txt\n*** End Patch");
    expect(await ws.refused(stale(2, 2, "x"))).toMatchObject({
      code: "FILE_NOT_FOUND",
      details: { deleted_by: gone.patch_id },
    });
    await ws.done({ op: "create-file", file: "a.txt", block: text });
    expect((await ws.done(stale(2, 2, "two"))).rebased).toBeUndefined();
    await ws.done("*** Begin Patch\n*** Delete File: a.txt\n*** End Patch");
    await ws.done({ op: "create-file", file: "a.txt", block: `${text}more\n` });
    expect(await ws.refused(stale(5, 5, "x"))).toMatchObject({ code: "STALE_SPAN" });
  });

  test("of a version nobody here knows are refused, and so are those before an edit that went around", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const strange = { fileHash: "0".repeat(64) };
    expect(await ws.refused(replace(2, 2, "x", { expect: strange }))).toMatchObject({
      code: "STALE_BASE",
      details: { reason: "unknown" },
    });
    const first = await ws.done(replace(3, 3, "x"));
    ws.write("a.txt", `${ws.read("a.txt")}around\n`);
    const refusal = await ws.refused(stale(9, 9, "x"));
    expect(refusal).toMatchObject({
      code: "STALE_BASE",
      details: { reason: "around", patch_id: first.patch_id },
    });
    expect(refusal.error).toContain("something other than patchctl");
    await ws.done(insert("insert-before", 1, "top"));
    expect(await ws.refused(stale(9, 9, "x"))).toMatchObject({
      code: "STALE_BASE",
      details: { reason: "around", patch_id: first.patch_id },
    });
    // the version between: it passed through, but only what was done around patchctl made another of it
    const between = { fileHash: first.after_hash! };
    expect(await ws.refused(replace(9, 9, "x", { expect: between }))).toMatchObject({
      details: { reason: "around" },
    });
  });

  test("are not believed where the record of a patch between is gone, or lies", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const { patch_id } = await ws.done(insert("insert-before", 1, "top"));
    const path = `.mission_control/patches/${patch_id}.json`;
    const record = ws.read(path);
    const lying = record.replace('"edits":[[0,0,0,1]]', '"edits":[[0,0,0,2]]');
    expect(lying).not.toBe(record);
    ws.write(path, lying);
    expect(await ws.refused(stale(5, 5, "x"))).toMatchObject({ code: "STALE_SPAN" });
    rmSync(join(ws.root, path));
    expect(await ws.refused(stale(5, 5, "x"))).toMatchObject({
      code: "STALE_BASE",
      details: { reason: "record" },
    });
    writeFileSync(join(ws.root, path), record);
    expect((await ws.done(stale(5, 5, "x"))).rebased).toEqual({ from: [5, 5], to: [6, 6] });
  });
});

describe("text and diffs made for an earlier version", () => {
  test("mean what they meant there, though the same text has come a second time since", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    await ws.done(insert("insert-before", 1, "line 7"));
    const ask = { op: "replace-text", file: "a.txt", oldText: "line 7", block: "seven" };
    expect((await ws.refused(ask)).code).toBe("AMBIGUOUS_MATCH");
    expect(await ws.done({ ...ask, expect: read })).toMatchObject({ rebased: { from: [7, 7], to: [8, 8] } });
    expect(ws.read("a.txt")).toBe(`line 7\n${text.replace("line 7", "seven")}`);
  });

  test("do not land on text that came since in another place", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    await ws.done(replace(7, 7, "SEVEN"));
    await ws.done({ op: "append", file: "a.txt", block: "line 7" });
    const ask = { op: "replace-text", file: "a.txt", oldText: "line 7", block: "x", expect: read };
    expect((await ws.refused(ask)).code).toBe("STALE_SPAN");
  });

  test("a hunk's own lines have to be as they were; a refusal of the text speaks of the version that was read", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    await ws.done(insert("insert-before", 1, "a\nb"));
    await ws.done(replace(12, 12, "TEN"));
    const diff = (old: string, put: string, at: number) =>
      `--- a/a.txt\n+++ b/a.txt\n@@ -${at},3 +${at},3 @@\n line ${at}\n-${old}\n+${put}\n line ${at + 2}\n`;
    const ask = (text_: string) => ({ op: "unified-diff", file: "a.txt", diff: text_, expect: read });
    expect(await ws.done(ask(diff("line 5", "five", 4)))).toMatchObject({
      rebased: { from: [5, 5], to: [7, 7] },
    });
    expect((await ws.refused(ask(diff("line 10", "x", 9)))).code).toBe("STALE_SPAN");
    const wrong = await ws.refused(ask(diff("line 50", "x", 4)));
    expect(wrong).toMatchObject({ code: "NO_MATCH" });
    expect(wrong.error).toContain("in the version of a.txt that expect.fileHash names");
    expect((await ws.refused(stale(13, 13, "x"))).error).toContain("has lines 1 to 12");
  });
});

describe("a batch made for an earlier version", () => {
  const answers = async (input: { patches: object[]; [key: string]: unknown }) => {
    await using ws = scratchWorkspace({ "a.txt": text });
    await ws.done(insert("insert-before", 1, "top"));
    await ws.done(replace(6, 6, "FIVE"));
    const answer = await ws.apply(input);
    return { answer, text: ws.read("a.txt") };
  };

  test("lands as a whole in original coordinates, or not at all", async () => {
    const good = await answers({ patches: [stale(2, 2, "two\n2"), stale(8, 8, "eight")] });
    expect(good.answer.ok && (good.answer.results as PatchDone[]).map(({ rebased }) => rebased?.to)).toEqual([
      [3, 3],
      [9, 9],
    ]);
    expect(good.text).toContain("two\n2\nline 3\nline 4\nFIVE\nline 6\nline 7\neight");
    expect((await answers({ patches: [stale(2, 2, "two"), stale(5, 5, "x")] })).answer).toMatchObject({
      code: "STALE_SPAN",
    });
  });

  test("in sequential coordinates goes on from the version that was read, as its caller imagines it", async () => {
    const { answer, text: after } = await answers({
      coordinates: "sequential",
      patches: [
        insert("insert-after", 2, "x\ny\nz", { expect: read }),
        // line 4 is "y", line 11 is "line 8" in the caller's mind
        stale(4, 4, "Y"),
        stale(11, 11, "eight"),
      ],
    });
    expect(answer).toMatchObject({ ok: true });
    expect(after).toBe(
      `top\n${text.replace("line 2\n", "line 2\nx\nY\nz\n").replace("line 5", "FIVE").replace("line 8", "eight")}`,
    );
    const mixed = await answers({
      coordinates: "sequential",
      patches: [insert("insert-after", 3, "x"), stale(8, 8, "eight")],
    });
    expect(mixed.answer).toMatchObject({ code: "STALE_BASE" });
    expect(!mixed.answer.ok && mixed.answer.error).toContain("send the same fileHash with every patch");
  });
});

test("what is left of a batch that landed in part is followed where it says which version it means", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  const first = insert("insert-before", 1, "top", { patch_id: "first", expect: read });
  await ws.done(first);
  const second = { ...replace(7, 7, "seven"), patch_id: "second" };
  expect(await ws.apply({ patches: [first, second] })).toMatchObject({ code: "STALE_BASE" });
  expect(await ws.apply({ patches: [first, { ...second, expect: read }] })).toMatchObject({
    results: [{ replayed: true }, { rebased: { from: [7, 7], to: [8, 8] } }],
  });
});

test("the spans of a task have moved along, and a rebased edit is held against them", async () => {
  await using ws = scratchWorkspace({
    "a.txt": text,
    ".mission_control/tasks.json": JSON.stringify([
      { uuid: "t", file: "a.txt", status: "pending", allowed_spans: [{ file: "a.txt", start: 4, end: 6 }] },
    ]),
  });
  await ws.done(insert("insert-before", 1, "top\ntop\ntop"));
  expect(await ws.done({ ...stale(4, 6, "x"), taskId: "t" })).toMatchObject({ rebased: { to: [7, 9] } });
  expect(await ws.refused({ ...stale(7, 7, "x"), taskId: "t" })).toMatchObject({
    code: "SPAN_NOT_ALLOWED",
    details: { allowed: ["a.txt:7-7"] },
  });
});

test("a byte order mark belongs to no line: what comes above line 1, or goes, does not touch the line that has it", async () => {
  const marked = `\ufeff${text}`;
  const expect_ = { fileHash: hashOf(marked) };
  for (const [other, line, after] of [
    [insert("insert-before", 1, "top"), 1, `\ufefftop\n${text.replace("line 1\n", "x\n")}`],
    [replace(1, 1, ""), 2, marked.replace("line 1\nline 2\n", "x\n")],
  ] as const) {
    await using ws = scratchWorkspace({ "a.txt": marked });
    await ws.done(other);
    await ws.done(replace(line, line, "x", { expect: expect_ }));
    expect(ws.read("a.txt")).toBe(after);
  }
  await using ws = scratchWorkspace({ "a.txt": marked });
  await ws.done(insert("insert-before", 1, "top"));
  // the start of the file and line 1 are no neighbours any more
  const above = await ws.refused({ op: "prepend", file: "a.txt", block: "x", expect: expect_ });
  expect(above.code).toBe("STALE_SPAN");
  const diff = "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n-\ufeffline 1\n+\ufeffone\n line 2\n";
  const refusal = await ws.refused({ op: "unified-diff", file: "a.txt", diff, expect: expect_ });
  expect(refusal.code).toBe("STALE_SPAN");
});

test("a block takes the line endings of the file as it is", async () => {
  const mixed = "a\r\nb\nlast";
  await using ws = scratchWorkspace({ "a.txt": mixed });
  await ws.done(insert("insert-after", 1, "x"));
  await ws.done(replace(3, 3, "y\nz", { expect: { fileHash: hashOf(mixed) } }));
  expect(ws.read("a.txt")).toBe("a\r\nx\r\nb\ny\r\nz");
});

test("a block is put into the encoding that the file has become", async () => {
  await using ws = scratchWorkspace({ "a.txt": Buffer.from("caf\xe9\nb\nc\nd\n", "latin1") });
  const latin = { fileHash: sha256(Buffer.from("caf\xe9\nb\nc\nd\n", "latin1")) };
  await ws.done({ op: "replace-block", file: "a.txt", start: 1, end: 1, block: "cafe" });
  await ws.done({ op: "replace-block", file: "a.txt", start: 2, end: 2, block: "\u20ac" });
  await ws.done({ op: "replace-block", file: "a.txt", start: 3, end: 3, block: "\u00fc", expect: latin });
  expect(ws.read("a.txt")).toBe("cafe\n\u20ac\n\u00fc\nd\n");
});
