import { expect, test } from "vitest";
import { okShare } from "./ok-share.ts";

test("the share counts those with an outcome, and is unknown without any", () => {
  expect(okShare(0, 0)).toBe("—");
  expect(okShare(35, 1)).toBe("97.2%");
  expect(okShare(4, 0)).toBe("100%");
});

test("one failure among many thousands is not rounded away", () => {
  expect(okShare(99_999, 1)).toBe("99.9%");
});
