import { expect, test } from "vitest";
import { sparkPoints } from "./sparkline.tsx";

test("the highest value touches the top, also where all are below one", () => {
  expect(sparkPoints([0, 4, 2], 20, 10)).toBe("0.0,8.0 10.0,2.0 20.0,5.0");
  expect(sparkPoints([0, 0.4, 0.2], 20, 10)).toBe("0.0,8.0 10.0,2.0 20.0,5.0");
});

test("nothing at all is a line at the bottom", () => {
  expect(sparkPoints([0, 0], 20, 10)).toBe("0.0,8.0 20.0,8.0");
  expect(sparkPoints([], 20, 10)).toBe("");
});
