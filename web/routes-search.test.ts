import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "./routes-search.ts";

test("a link reads as it was written, whatever the values hold", () => {
  const value = fc.string({ minLength: 1, unit: "grapheme" });
  const search = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,8}$/),
    fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 4 })),
  );
  fc.assert(
    fc.property(search, (given) => {
      expect(parseSearch(stringifySearch(given))).toEqual({ ...given });
    }),
  );
});

test("what says nothing is left out of the link", () => {
  expect(stringifySearch({ q: "", status: [], view: undefined })).toBe("");
});

test("digits stay text", () => {
  expect(parseSearch("?q=123")).toEqual({ q: "123" });
});

test("paths and several values can be read by eye", () => {
  expect(stringifySearch({ file: "src/a.ts", order: ["ORD-1", "ORD-2"] })).toBe(
    "?file=src/a.ts&order=ORD-1&order=ORD-2",
  );
});
