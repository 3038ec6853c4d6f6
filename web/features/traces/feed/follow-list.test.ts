import { expect, test } from "vitest";
import { topAfter } from "./follow-list.ts";

const ids = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `t${n + from}`);
const change = {
  before: ids(50),
  after: ["new-2", "new-1", ...ids(50)],
  top: 0,
  height: 500,
  rowHeight: 50,
  following: true,
  failed: undefined,
};

test("who follows sees the newest", () => {
  expect(topAfter(change)).toBe(0);
  expect(topAfter({ ...change, top: 1200 })).toBe(0);
});

test("who follows is led to what has just failed, with a row above it, if it is not in view", () => {
  expect(topAfter({ ...change, failed: "new-1" })).toBe(0);
  expect(topAfter({ ...change, failed: "t30" })).toBe(31 * 50);
});

test("who has scrolled away keeps what is read where it is", () => {
  const away = { ...change, following: false, top: 310, failed: "new-1" };
  expect(topAfter(away)).toBe(310 + 2 * 50);
  // rows above that are gone pull nothing along
  expect(topAfter({ ...away, after: ids(45, 5) })).toBe(310 - 5 * 50);
  // the very row is gone: the next one stays where it was
  expect(topAfter({ ...away, after: ids(50).filter((id) => id !== "t6") })).toBe(310 - 50);
});

test("a list of which nothing is left stays where it is", () => {
  expect(topAfter({ ...change, following: false, top: 310, after: ["x"] })).toBe(310);
});
