import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256 } from "../../../../shared/patch/testing/plan-files.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const text = Array.from({ length: 12 }, (_, i) => `line ${i + 1}\n`).join("");
const rows = async (ws: ReturnType<typeof scratchWorkspace>, input = {}) => {
  const answer = await ws.workspace.replay(input);
  if (!answer.ok) throw new Error(answer.error);
  return answer.replayed;
};

test("every kind of patch comes to the hash on record, and nothing is written", async () => {
  await using ws = scratchWorkspace({ "a.txt": text, "b.txt": `\ufeff${text.replaceAll("\n", "\r\n")}` });
  const read = sha256(Buffer.from(text));
  await ws.done({ op: "replace-block", file: "./a.txt", start: 2, end: 3, block: "x", openSpace: true });
  await ws.done({
    op: "replace-block",
    file: "a.txt",
    start: 9,
    end: 9,
    block: "nine",
    expect: { fileHash: read },
  });
  await ws.done({ op: "replace-text", file: "b.txt", oldText: "  line 7", block: "seven" });
  const sequence = await ws.apply({
    coordinates: "sequential",
    patches: [
      { op: "prepend", file: "a.txt", block: "top" },
      { op: "create-file", file: "sub/new.txt", block: "new" },
      { op: "insert-after", file: "sub/new.txt", line: 1, block: "newer" },
      { op: "insert-after", file: "a.txt", line: 1, block: "under top" },
    ],
  });
  const moved = await ws.done(
    "*** Begin Patch\n*** Update File: b.txt\n*** Move to: c.txt\n@@\n-line 2\n+TWO\n*** Delete File: sub/new.txt\n*** End Patch",
  );
  const back = await ws.workspace.revert(moved.patch_id, { requester: "r", reason: "" });
  expect(sequence.ok && back.ok).toBe(true);
  const before = ws.snapshot();
  const replayed = await rows(ws);
  expect(replayed.filter(({ same }) => !same)).toEqual([]);
  expect(replayed.map(({ via }) => via)).toEqual([...Array(9).fill("operation"), "diff"]);
  expect(replayed.at(-1)).toMatchObject({ why: expect.stringContaining("revert") });
  expect(ws.snapshot()).toEqual(before);
});

test("what is asked for: the newest, a trace, or patches by id, a patch of a batch by itself", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  const batch = await ws.apply({
    traceId: "t1",
    patches: [
      { op: "append", file: "a.txt", block: "x" },
      { op: "prepend", file: "a.txt", block: "y" },
    ],
  });
  const alone = await ws.done({ op: "append", file: "a.txt", block: "z", traceId: "t2" });
  if (!batch.ok) throw new Error(batch.error);
  const [first, second] = batch.results.map(({ patch_id }) => patch_id);
  const ids = async (input: object) => (await rows(ws, input)).map(({ patch_id }) => patch_id);
  expect(await ids({ last: 2 })).toEqual([second, alone.patch_id]);
  expect(await ids({ trace_id: "t1" })).toEqual([first, second]);
  expect(await ids({ patch_ids: [second!] })).toEqual([second]);
  expect(await ws.workspace.replay({ trace_id: "t3" })).toMatchObject({ code: "PATCH_NOT_FOUND" });
});

test("a record that says something else is found, with the first line that differs", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  const { patch_id } = await ws.done({ op: "replace-block", file: "a.txt", start: 5, end: 5, block: "five" });
  const path = `.mission_control/patches/${patch_id}.json`;
  ws.write(path, ws.read(path).replace('"block":"five"', '"block":"six"'));
  expect(await rows(ws)).toMatchObject([
    { patch_id, file: "a.txt", same: false, why: 'line 5 differs: "five\\n" on record, "six\\n" now' },
  ]);
  ws.write(path, ws.read(path).replace('"start":5,"end":5,"block"', '"start":50,"end":50,"block"'));
  expect(await rows(ws)).toMatchObject([
    { same: false, actual: null, why: expect.stringContaining("LINE_OUT_OF_RANGE") },
  ]);
});

test("a patch from before records held the operation is held against its diff; one whose backup is damaged is not the same", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  const { patch_id, before_hash } = await ws.done({ op: "append", file: "a.txt", block: "x" });
  const path = `.mission_control/patches/${patch_id}.json`;
  const { operation: _o, batch: _b, ...old } = JSON.parse(ws.read(path));
  ws.write(path, JSON.stringify({ ...old, version: 1 }));
  expect(await rows(ws)).toMatchObject([
    { same: true, via: "diff", why: expect.stringContaining("before operations were kept") },
  ]);
  writeFileSync(join(ws.root, ".mission_control/backups", before_hash!), "other\n");
  expect(await rows(ws)).toMatchObject([{ same: false, actual: null }]);
});

test("a patch that a reviewer's batch was let rewrite a guard with comes to the same markers again", async () => {
  const guarded = (inner: string) => {
    const digits = sha256(Buffer.from(inner)).slice(0, 7);
    return `// @hash:${digits} START:core\n${inner}// @hash:${digits} END:core\n`;
  };
  await using ws = scratchWorkspace({ "a.ts": `top\n${guarded("one\n")}end\n` });
  const edit = { op: "replace-block", file: "a.ts", start: 3, end: 3, block: "two" };
  const answer = await ws.apply({ patches: [edit], unlock: ["core"] }, { mayUnlock: true, check: "skip" });
  expect(answer).toMatchObject({ ok: true, results: [{ unlocked: ["core"] }] });
  expect(ws.read("a.ts")).toBe(`top\n${guarded("two\n")}end\n`);
  expect(await rows(ws)).toMatchObject([{ same: true, via: "operation" }]);
});

test("a patch that never was is refused by its name; one whose record is gone differs", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  const { patch_id } = await ws.done({ op: "append", file: "a.txt", block: "x" });
  expect(await ws.workspace.replay({ patch_ids: [patch_id, "p-never"] })).toMatchObject({
    ok: false,
    code: "PATCH_NOT_FOUND",
    details: { patch_ids: ["p-never"] },
  });
  rmSync(join(ws.root, `.mission_control/patches/${patch_id}.json`));
  expect(await rows(ws, { patch_ids: [patch_id] })).toMatchObject([
    { patch_id, same: false, why: expect.stringContaining("no record") },
  ]);
});

test("after an abort no further batch is made again", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  const made: string[] = [];
  for (const line of [1, 2, 3])
    made.push((await ws.done({ op: "insert-after", file: "a.txt", line, block: "x" })).patch_id);
  const { replay } = ws.workspace;
  const stop = new AbortController();
  const ids = (answer: Awaited<ReturnType<typeof replay>>) =>
    answer.ok && answer.replayed.map(({ patch_id }) => patch_id);
  expect(ids(await replay({}, stop.signal))).toEqual(made);
  // aborted while the first is made
  let looked = 0;
  const inBetween = Object.create(stop.signal, { aborted: { get: () => looked++ > 0 } }) as AbortSignal;
  expect(ids(await replay({}, inBetween))).toEqual(made.slice(0, 1));
  stop.abort();
  expect(ids(await replay({}, stop.signal))).toEqual([]);
});
