import { expect, test } from "vitest";
import { movedCell } from "./move-cell.ts";

const size = { rows: 3, minutes: 60 };

test("the arrows walk by cells, and left of the first minute is the name of the source", () => {
  expect(movedCell({ row: 1, minute: 5 }, "ArrowRight", size)).toEqual({ row: 1, minute: 6 });
  expect(movedCell({ row: 1, minute: 0 }, "ArrowLeft", size)).toEqual({ row: 1, minute: -1 });
  expect(movedCell({ row: 1, minute: 5 }, "Home", size)).toEqual({ row: 1, minute: -1 });
  expect(movedCell({ row: 1, minute: -1 }, "End", size)).toEqual({ row: 1, minute: 59 });
});

test("nothing leads out of the heatmap, and other keys lead nowhere", () => {
  expect(movedCell({ row: 0, minute: -1 }, "ArrowLeft", size)).toEqual({ row: 0, minute: -1 });
  expect(movedCell({ row: 2, minute: 59 }, "ArrowDown", size)).toEqual({ row: 2, minute: 59 });
  // a source has gone since
  expect(movedCell({ row: 9, minute: 59 }, "ArrowUp", size)).toEqual({ row: 2, minute: 59 });
  expect(movedCell({ row: 0, minute: 0 }, "x", size)).toBeNull();
});
