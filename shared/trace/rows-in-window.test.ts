import { expect, test } from "vitest";
import { rowsInWindow } from "./rows-in-window.ts";

const skeleton = { start: [0, 10, 20, 30, 40, 50] };
const all = [0, 1, 2, 3, 4, 5];

test("rows that begin in the window are counted, and the first of them is where to go", () => {
  expect(rowsInWindow(skeleton, all, { from_us: 30, to_us: 45 }, { from: 0, to: 2 })).toEqual({
    count: 2,
    line: 3,
  });
});

test("there is nowhere to go while one of them is in sight, or where none begins", () => {
  expect(rowsInWindow(skeleton, all, { from_us: 30, to_us: 45 }, { from: 2, to: 5 })).toBeNull();
  expect(rowsInWindow(skeleton, all, { from_us: 31, to_us: 39 }, { from: 0, to: 2 })).toBeNull();
});

test("lines are those of the list, in which rows are folded away", () => {
  const listed = [0, 4, 5];
  expect(rowsInWindow(skeleton, listed, { from_us: 20, to_us: 50 }, { from: 0, to: 1 })).toEqual({
    count: 2,
    line: 1,
  });
});
