import fc from "fast-check";
import { expect, test } from "vitest";
import { sameDetails } from "./details-diff.ts";
import { detailsPrint } from "./details-print.ts";

test("two values share a print where they are the same, and no others do", () => {
  const small = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(small, small, (a, b) => {
      expect(detailsPrint(a) === detailsPrint(b)).toBe(sameDetails(a, b));
    }),
    { numRuns: 2000 },
  );
});

test("a value that differs in one place from another has another print", () => {
  const of = (...values: unknown[]) => new Set(values.map(detailsPrint)).size;
  expect(of({}, [], null, "", 0, false, "null", "0", "false", [null], [[]], { a: null }, { a: {} })).toBe(13);
  expect(of([1, 2], [2, 1], [[1], 2], [1, [2]], { a: 1, b: 2 }, { a: 2, b: 1 }, { ab: 12 })).toBe(7);
  expect(of({ a: { b: 1 }, c: 2 }, { a: { c: 2 }, b: 1 }, { a: { b: 1, c: 2 } })).toBe(3);
  expect(of(...Array.from({ length: 50_000 }, (_, n) => ({ item: n, of: `call ${n}` })))).toBe(50_000);
});

test("the order of keys is nothing, nor is what is undefined", () => {
  expect(detailsPrint({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(
    detailsPrint({ b: [{ d: 3, c: 2, e: undefined }], a: 1 }),
  );
});

test("depth has no limit, and a print is a safe integer with room for a bit more", () => {
  let deep: unknown = 1;
  for (let n = 0; n < 200_000; n++) deep = n % 2 ? { v: deep } : [deep];
  const print = detailsPrint(deep);
  expect(Number.isSafeInteger(print * 2 + 1)).toBe(true);
  expect(detailsPrint([deep])).not.toBe(print);
});
