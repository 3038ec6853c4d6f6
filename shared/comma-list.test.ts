import fc from "fast-check";
import { expect, test } from "vitest";
import { fromCommaList, toCommaList } from "./comma-list.ts";

test("values come back as they were, commas and backslashes and all", () => {
  const value = fc.string({ minLength: 1, unit: fc.constantFrom("a", ",", "\\", " ", "é") });
  fc.assert(
    fc.property(fc.array(value), (values) => {
      expect(fromCommaList(toCommaList(values))).toEqual(values);
    }),
  );
});

test("plain values read as they always did", () => {
  expect(toCommaList(["failed", "applied"])).toBe("failed,applied");
  expect(fromCommaList("failed,,applied,")).toEqual(["failed", "applied"]);
  expect(fromCommaList("src\\a.ts")).toEqual(["src\\a.ts"]);
});
