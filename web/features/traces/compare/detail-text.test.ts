import { expect, test } from "vitest";
import { pathText, valueText } from "./detail-text.ts";

test("a place in details reads as one would write it", () => {
  expect(pathText([])).toBe("(all)");
  expect(pathText(["items", 3, "name"])).toBe("items[3].name");
  expect(pathText(["http.route", "a b", 0])).toBe('["http.route"]["a b"][0]');
});

test("a long value is cut, and says how much is left out", () => {
  expect(valueText({ a: [1] }, false)).toEqual({ text: '{\n  "a": [\n    1\n  ]\n}', more: 0 });
  expect(valueText("x".repeat(1000), false)).toEqual({ text: `"${"x".repeat(399)}`, more: 602 });
  expect(valueText("x".repeat(1000), true).more).toBe(0);
});
