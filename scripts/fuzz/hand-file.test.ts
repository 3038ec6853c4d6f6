import { expect, test } from "vitest";
import type { AimedEdit } from "./aimed-edit.ts";
import { expectation } from "./expectation.ts";
import { editByHand, type HandFile, makeFile, render } from "./hand-file.ts";

const file = "story.txt";
const block = "";
const append = (...texts: string[]): AimedEdit => ({
  operation: { op: "append", file, block },
  aim: { kind: "bottom" },
  texts,
});
const remove = (line: number): AimedEdit => ({
  operation: { op: "replace-block", file, block, start: line, end: line },
  aim: { kind: "span", start: line - 1, end: line },
  texts: [],
});
const lines = (closed: boolean) => makeFile(["a", "b", "c"], ["\n"], closed);

test.each([true, false])(
  "the last line of a rewritten block that reads as before is the old one (final newline: %s)",
  (closed) => {
    const read = lines(closed);
    const now = editByHand(read, { at: 1, removed: 2, texts: ["c"] });
    expect(render(now)).toBe(closed ? "a\nc\n" : "a\nc");
    const { files, refusals } = expectation({
      edits: [remove(3)],
      coordinates: "original",
      bases: [read],
      now,
    });
    expect(now.at(-1)!.id).toBe(read.at(-1)!.id);
    expect(new Set(files.map(render))).toEqual(new Set(["a\n"]));
    // whoever wrote it meant another line, maybe: to refuse is no mistake
    expect(refusals).toEqual(new Set(["STALE_SPAN"]));
  },
);

test("a line that got its newline from the one below it is the line it was, for what follows in a sequence", () => {
  const read = lines(false);
  const sent = (now: HandFile) =>
    expectation({
      edits: [append("d"), remove(3)],
      coordinates: "sequential",
      bases: [read],
      now,
    }).files.map(render);
  expect(new Set(sent(read))).toEqual(new Set(["a\nb\nd"]));
  expect(new Set(sent(editByHand(read, { at: 1, removed: 2, texts: ["c"] })))).toEqual(new Set(["a\nd"]));
  // written anew over other lines it may be the old one or not; another text is not
  expect(new Set(sent(editByHand(read, { at: 1, removed: 2, texts: ["c", "c"] })))).toEqual(
    new Set(["a\nc\nd"]),
  );
  expect(sent(editByHand(read, { at: 1, removed: 2, texts: ["x"] }))).toEqual([]);
});

test("of two lines that read the same, the one that was read is meant by what follows in a sequence", () => {
  const read = lines(true);
  const [a, b, c] = read;
  const now = editByHand(read, { at: 1, removed: 0, texts: ["a"] });
  // below the line that was read another one like it has come, and the line below both goes
  const { files } = expectation({
    edits: [remove(2), remove(1)],
    coordinates: "sequential",
    bases: [read],
    now,
  });
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect(file.map(({ id }) => id)).toEqual([now[1]!.id, c!.id]);
    expect(file).not.toContain(a);
    expect(file).not.toContain(b);
  }
});
