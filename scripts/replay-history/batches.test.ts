import { expect, test } from "vitest";
import { inBatches, type Said } from "./batches.ts";

const said = (kind: Said["change"]["kind"], operations: number): Said => {
  const name = { bytes: Buffer.from("f"), text: "f" };
  const change = { kind, from: name, to: name, before: null, after: null, section: 0 };
  return {
    change,
    operations: Array.from({ length: operations }, () => ({ op: "append", file: "f", block: "a" })),
  };
};
const sizes = (batches: Said[][]) => batches.map((batch) => batch.map(({ operations }) => operations.length));

test("a commit is one batch, and in as few as it needs where it holds more than a batch takes", () => {
  expect(inBatches([])).toEqual([]);
  expect(sizes(inBatches([said("modify", 400), said("modify", 600)]))).toEqual([[400, 600]]);
  expect(sizes(inBatches([said("modify", 400), said("modify", 601), said("modify", 2)]))).toEqual([
    [400],
    [601, 2],
  ]);
});

test("what reads a file's old contents goes before what changes or removes the file", () => {
  const kinds = inBatches([
    said("create", 1),
    said("modify", 1),
    said("delete", 1),
    said("rename", 1),
    said("copy", 1),
  ]);
  expect(kinds.flat().map(({ change }) => change.kind)).toEqual([
    "copy",
    "rename",
    "delete",
    "modify",
    "create",
  ]);
});
