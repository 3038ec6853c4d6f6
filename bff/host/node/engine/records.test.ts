import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { patchStore } from "./patch-store.ts";
import { stateFolder } from "./state-folder.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const text = "one\ntwo\nthree\n";

test("a log line says what became of every file the patch touched, a revert's as well", async () => {
  await using ws = scratchWorkspace({ "a.txt": text, "old.txt": text });
  const done = await ws.done(
    "*** Begin Patch\n*** Update File: old.txt\n*** Move to: sub/new.txt\n@@\n-one\n+ONE\n*** Add File: b.txt\n+b\n*** End Patch",
  );
  const edited = await ws.done({ op: "append", file: "a.txt", block: "four" });
  const back = await ws.workspace.revert(edited.patch_id, { requester: "r", reason: "" });
  const log = await ws.workspace.log(10);
  if (!log.ok || !back.ok) throw new Error("refused");
  const changes = log.entries.map((entry) => entry.changes);
  expect(changes).toHaveLength(4);
  expect(changes[0]).toEqual([
    { file: "old.txt", to: "sub/new.txt", before_hash: edited.before_hash, after_hash: done.after_hash },
  ]);
  expect(changes[1]).toMatchObject([{ file: "b.txt", to: "b.txt", before_hash: null }]);
  expect(changes[2]).toEqual([
    { file: "a.txt", to: "a.txt", before_hash: edited.before_hash, after_hash: edited.after_hash },
  ]);
  expect(changes[3]).toEqual([
    { file: "a.txt", to: "a.txt", before_hash: edited.after_hash, after_hash: edited.before_hash },
  ]);
});

test("a record holds the operation as it was applied and the batch it came in; a revert's has its diff alone", async () => {
  await using ws = scratchWorkspace({ "a.txt": text, "b.txt": text });
  const answer = await ws.apply({
    coordinates: "sequential",
    patches: [
      { op: "insert-after", file: "./a.txt", line: 1, block: "x", patch_id: "first" },
      { op: "append", file: "b.txt", block: "y", patch_id: "second" },
    ],
  });
  expect(answer.ok).toBe(true);
  const store = patchStore(stateFolder(ws.root));
  expect(store.read("first")).toMatchObject({
    version: 2,
    operation: { op: "insert-after", file: "a.txt", line: 1, block: "x" },
    batch: { ids: ["first", "second"], coordinates: "sequential", matching: "graded", padding: 3 },
  });
  expect(store.read("second")?.batch).toEqual(store.read("first")?.batch);
  const back = await ws.workspace.revert("second", { requester: "r", reason: "" });
  if (!back.ok || !back.result.ok) throw new Error("refused");
  expect(store.read(back.result.patch_id)).toMatchObject({
    operation: null,
    batch: null,
    reverts: "second",
  });
});

test("a record of version 1 is read, one of a later version is not", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  const { patch_id } = await ws.done({ op: "append", file: "a.txt", block: "x" });
  const path = join(ws.root, `.mission_control/patches/${patch_id}.json`);
  const {
    operation: _o,
    batch: _b,
    ...old
  } = JSON.parse(ws.read(`.mission_control/patches/${patch_id}.json`));
  writeFileSync(path, JSON.stringify({ ...old, version: 1 }));
  expect(await ws.workspace.revert(patch_id, { requester: "r", reason: "" })).toMatchObject({ ok: true });
  expect(ws.read("a.txt")).toBe(text);
  writeFileSync(path, JSON.stringify({ ...old, version: 3 }));
  expect(patchStore(stateFolder(ws.root)).read(patch_id)).toBeNull();
});

test("what is kept of a large batch grows with its patches, not with their square", async () => {
  await using ws = scratchWorkspace();
  const patches = Array.from({ length: 300 }, (_, i) => ({ op: "create-file", file: `f${i}`, block: "x" }));
  expect(await ws.apply({ patches })).toMatchObject({ ok: true });
  const folder = join(ws.root, ".mission_control/patches");
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300 * 3000);
  await ws.workspace.close();
});
