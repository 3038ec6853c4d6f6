import { expect, test } from "vitest";
import { areAlike } from "./alike.ts";
import type { DiffLine } from "./diff-model.ts";

const lines = (...texts: string[]): DiffLine[] =>
  texts.map((text) => ({
    kind: "added",
    text,
    carriageReturn: false,
    noNewline: false,
    oldNumber: null,
    newNumber: 1,
  }));

test("a renamed call on each line is the same text, changed", () => {
  const old = lines("const a = load(id, 1);", "const b = load(id, 2);");
  expect(areAlike(old, lines("const a = fetch(id, 1);", "const b = fetch(id, 2);"))).toBe(true);
});

test("another text in its place is not, though words recur", () => {
  const old = lines("// TODO: metrics", 'app.use("*", async (c, next) => {', "  await next();");
  expect(areAlike(old, lines('app.use("*", metrics({', '  prefix: "app",', "  buckets: [5, 10],"))).toBe(
    false,
  );
});

test("signs alone can be all that changed", () => {
  expect(areAlike(lines("});"), lines("}));"))).toBe(false);
  expect(areAlike(lines("  "), lines(""))).toBe(true);
});

test("lines that only came or only went have nothing beside them", () => {
  expect(areAlike([], lines("a"))).toBe(false);
});
