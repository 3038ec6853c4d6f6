import { expect, test } from "vitest";
import { editByHand, type HandFile, makeFile, render } from "./hand-file.ts";
import { revertByHand } from "./revert-by-hand.ts";

const read: HandFile = makeFile(["a", "b", "c"], ["\n"], true);
const after = editByHand(read, { at: 2, removed: 1, texts: ["C"] });
const patch = { id: "0", before: read, after };

test("a line that others have moved by writing above it has to give way", () => {
  const now = editByHand(after, { at: 0, removed: 1, texts: ["x", "y"] });
  const { files, mayRefuse } = revertByHand(patch, now);
  expect({ files: files.map(render), mayRefuse }).toEqual({ files: ["x\ny\nb\nc\n"], mayRefuse: false });
});

test("one that was taken away and put back above its neighbours may be refused", () => {
  const [a, b, c] = after;
  const { files, mayRefuse } = revertByHand(patch, [c!, a!, b!]);
  expect({ files: files.map(render), mayRefuse }).toEqual({ files: ["c\na\nb\n"], mayRefuse: true });
});

test("one that was written over has to be refused", () => {
  const now = editByHand(after, { at: 2, removed: 1, texts: ["D"] });
  expect(revertByHand(patch, now).files).toEqual([]);
});
