import { expect, test } from "vitest";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const text = Array.from({ length: 9 }, (_, i) => `line ${i + 1}\n`).join("");
const open = (line: number, block = "new") => ({
  op: "insert-after",
  file: "a.txt",
  line,
  block,
  openSpace: true,
});
const replace = (start: number, end: number, block: string) => ({
  op: "replace-block",
  file: "a.txt",
  start,
  end,
  block,
});
const spaces = async (ws: ReturnType<typeof scratchWorkspace>, input: object = { file: "a.txt" }) => {
  const answer = await ws.workspace.openSpaces(input as { file: string });
  if (!answer.ok) throw new Error(answer.error);
  return answer.spaces.map(({ start, end }) => [start, end]);
};

test("an answer says where the blank lines are that it left for the next pass", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  expect(await ws.done(open(2, "a\nb"))).toMatchObject({ padding: { start: 5, end: 7 } });
  const batch = await ws.apply({
    patches: [
      { op: "prepend", file: "a.txt", block: "top" },
      { ...replace(8, 9, "x"), openSpace: true },
    ],
  });
  expect(batch.ok && batch.results[1]).toMatchObject({ padding: { start: 10, end: 12 } });
  expect(ws.read("a.txt").split("\n").slice(9, 12)).toEqual(["", "", ""]);
});

test("padding is found wherever it has moved to, without the lines that were filled, and the blank lines of others", async () => {
  await using ws = scratchWorkspace({ "a.txt": `\n\n${text}` });
  const first = await ws.done(open(4));
  expect(await spaces(ws)).toEqual([[6, 8]]);
  await ws.done({ op: "prepend", file: "a.txt", block: "top\n\n" });
  const second = await ws.done(open(13));
  expect(await spaces(ws)).toEqual([
    [8, 10],
    [15, 17],
  ]);
  await ws.done(replace(9, 9, "filled"));
  expect(await spaces(ws)).toEqual([
    [8, 8],
    [10, 10],
    [15, 17],
  ]);
  // a blank line is gone, or is another one, once somebody has written it
  await ws.done(replace(8, 8, "x"));
  await ws.done(replace(8, 8, "\n"));
  expect(await spaces(ws, { patch_id: first.patch_id })).toEqual([[10, 10]]);
  expect(await spaces(ws, { patch_id: second.patch_id })).toEqual([[15, 17]]);
});

test("padding follows a rename, and comes back with the revert of what took it out", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  const { patch_id } = await ws.done(open(2));
  await ws.done("diff --git a/a.txt b/b.txt\nrename from a.txt\nrename to b.txt\n");
  expect(await spaces(ws, { patch_id })).toEqual([[4, 6]]);
  const closed = await ws.done({ ...replace(4, 6, ""), file: "b.txt" });
  expect(await spaces(ws, { patch_id })).toEqual([]);
  await ws.done({ op: "prepend", file: "b.txt", block: "top" });
  expect((await ws.workspace.revert(closed.patch_id, { requester: "r", reason: "" })).ok).toBe(true);
  expect(await spaces(ws, { patch_id })).toEqual([[5, 7]]);
  expect(await ws.workspace.openSpaces({ file: "a.txt" })).toMatchObject({
    code: "FILE_NOT_FOUND",
    details: { renamed_to: "b.txt" },
  });
  expect(await ws.workspace.openSpaces({ patch_id: "nothing" })).toMatchObject({ code: "PATCH_NOT_FOUND" });
});

test("padding from before an edit that went around is not guessed at", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  await ws.done(open(2));
  ws.write("a.txt", `${ws.read("a.txt")}around\n`);
  expect(await spaces(ws)).toEqual([]);
});
