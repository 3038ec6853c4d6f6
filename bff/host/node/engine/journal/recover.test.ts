import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchWorkspace } from "../testing/scratch-workspace.ts";
import type { Entry } from "./entry.ts";

const replace = (file: string, block: string, patch_id: string) => ({
  op: "replace-block",
  file,
  start: 1,
  end: 1,
  block,
  patch_id,
});

/** Makes this process's journal that of one that has died, holding what `keep` leaves of its lines. */
function dies(root: string, keep: (line: string) => boolean): Entry[] {
  const folder = join(root, ".mission_control/journal");
  const [name] = readdirSync(folder);
  const lines = readFileSync(join(folder, name!), "utf8").split("\n").filter(keep);
  rmSync(join(folder, name!));
  writeFileSync(join(folder, "2147483646-1-0123456789ab.jsonl"), `${lines.join("\n")}\n`);
  return lines.flatMap((line) => (line.includes('"begin"') ? [JSON.parse(line.slice(17)).entry] : []));
}

const isBegin = (line: string) => line.includes('"kind":"begin"');
const logOf = (root: string) => join(root, ".mission_control/patch_log.jsonl");
const idsIn = (text: string) => text.split("\n").flatMap((line) => (line ? [JSON.parse(line).patch_id] : []));

test("after a power cut that took log, records and notes, what the journal holds is there again, in order", async () => {
  await using ws = scratchWorkspace({ "a.txt": "one\n" });
  await ws.done(replace("a.txt", "two", "p1"));
  await ws.done(replace("a.txt", "three", "p2"));
  dies(ws.root, isBegin);
  rmSync(logOf(ws.root));
  // cut short, as a file system may leave what was not synced
  for (const name of ["p1.json", "p2.diff"])
    writeFileSync(join(ws.root, ".mission_control/patches", name), "");
  expect(await ws.workspace.recover()).toMatchObject({ ok: true });
  expect(ws.read("a.txt")).toBe("three\n");
  expect(idsIn(readFileSync(logOf(ws.root), "utf8"))).toEqual(["p1", "p2"]);
  for (const id of ["p2", "p1"])
    expect(await ws.workspace.revert(id, { requester: "r", reason: "" })).toMatchObject({ ok: true });
  expect(ws.read("a.txt")).toBe("one\n");
  // nothing is left to do, and nothing is done twice
  expect(await ws.workspace.recover()).toMatchObject({ ok: true });
  expect(
    readdirSync(join(ws.root, ".mission_control/journal")).every((name) => !name.startsWith("2147483646")),
  ).toBe(true);
});

/** A batch over two files whose process died between the two renames: a.txt is in place, b.txt waits beside. */
async function half() {
  const warned: string[] = [];
  const ws = scratchWorkspace({ "a.txt": "a\n", "b.txt": "b\n" }, { warn: (text) => warned.push(text) });
  const answer = await ws.apply({ patches: [replace("a.txt", "A", "pa"), replace("b.txt", "B", "pb")] });
  if (!answer.ok) throw new Error(answer.error);
  const [entry] = dies(ws.root, isBegin);
  const beside = entry!.files.find(({ file }) => file === "b.txt")!.temporary!;
  renameSync(join(ws.root, "b.txt"), join(ws.root, beside));
  ws.write("b.txt", "b\n");
  rmSync(logOf(ws.root));
  return { ws, warned, beside };
}

test("a batch that was half in place is finished", async () => {
  const { ws } = await half();
  await using _ = ws;
  expect(await ws.workspace.recover()).toMatchObject({ ok: true });
  expect([ws.read("a.txt"), ws.read("b.txt")]).toEqual(["A\n", "B\n"]);
  expect(idsIn(readFileSync(logOf(ws.root), "utf8"))).toEqual(["pa", "pb"]);
});

test("where somebody has edited what waits, the rest is taken back and the edit stays", async () => {
  const { ws, warned } = await half();
  await using _ = ws;
  ws.write("b.txt", "by hand\n");
  expect(await ws.workspace.recover()).toMatchObject({ ok: true });
  expect([ws.read("a.txt"), ws.read("b.txt")]).toEqual(["a\n", "by hand\n"]);
  expect(readdirSync(ws.root).sort()).toEqual([".git", ".mission_control", "a.txt", "b.txt"]);
  expect(readdirSync(join(ws.root, ".mission_control/patches"))).toEqual([]);
  expect(warned).toEqual([]);
});

test("where somebody has edited what was in place, that stays and is named", async () => {
  const { ws, warned, beside } = await half();
  await using _ = ws;
  ws.write("a.txt", "by hand, on top\n");
  rmSync(join(ws.root, beside));
  expect(await ws.workspace.recover()).toMatchObject({ ok: true });
  expect([ws.read("a.txt"), ws.read("b.txt")]).toEqual(["by hand, on top\n", "b\n"]);
  expect(warned.join()).toContain("a.txt was written to after a process died in the midst of patch pa, pb");
});

test("a batch that was taken back is told of as failed, one that was finished as applied", async () => {
  for (const [change, types] of [
    [() => {}, ["patch_applied", "patch_applied"]],
    [
      (write: (name: string, text: string) => void) => write("b.txt", "x\n"),
      ["patch_failed", "patch_failed"],
    ],
  ] as const) {
    const { ws } = await half();
    await using _ = ws;
    change(ws.write);
    await ws.workspace.recover();
    const outbox = join(ws.root, ".mission_control/outbox");
    const events = readdirSync(outbox).map((name) => JSON.parse(readFileSync(join(outbox, name), "utf8")));
    expect(events.map(({ type }) => type)).toEqual(types);
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(2);
  }
});
