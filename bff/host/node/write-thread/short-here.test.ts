import { expect, test } from "vitest";
import { createShortHere } from "./short-here.ts";

const times = (count: number, act: () => void) => Array.from({ length: count }, act);

test("short transactions are done here, long ones by the thread", () => {
  const short = createShortHere(10);
  expect([1, 10, 11, 500].map(short.isHere)).toEqual([true, true, false, false]);
});

test("on a slow disk the thread does the short ones too, but for one now and then; on a quick one again, they come back", () => {
  const short = createShortHere(10);
  short.took(1, 12);
  expect(short.isHere(1), "a single slow sync says little").toBe(true);
  times(30, () => short.took(1, 12));
  expect(times(100, () => short.isHere(1)).filter(Boolean)).toHaveLength(2);
  times(60, () => short.took(1, 0.3));
  expect(short.isHere(1)).toBe(true);
});

test("how long a long transaction takes says nothing of the short ones", () => {
  const short = createShortHere(10);
  times(100, () => short.took(11, 50));
  expect(short.isHere(10)).toBe(true);
});
