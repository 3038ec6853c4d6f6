import { expect, test } from "vitest";
import { pairWords } from "./pair-tag.tsx";

const span = (us: number, failed = false) => ({ us, failed });

test("a tag says how much longer, that it fails now or does no more, or both", () => {
  expect(pairWords("duration", 1, 0.32, span(100), span(132))).toBe("+32 %");
  expect(pairWords("status", 2, 0, span(100), span(100, true))).toBe("fails");
  expect(pairWords("status", 3, -0.5, span(100, true), span(50))).toBe("recovers −50 %");
});

test("a length of which no share can be told is told in a word", () => {
  expect(pairWords("duration", 1, null, span(100), span(-1))).toBe("open");
  expect(pairWords("duration", 1, null, span(-1), span(100))).toBe("ended");
  expect(pairWords("duration", 1, null, span(0), span(100))).toBe("longer");
});

test("what one trace lacks is told by that, what is the same by nothing", () => {
  expect(pairWords("missing", 0, null, span(1), null)).toBe("missing");
  expect(pairWords("added", 0, null, null, span(1))).toBe("added");
  expect(pairWords("details", 4, 0, span(1), span(1))).toBe("details");
  expect(pairWords("same", 0, 0.05, span(100), span(105))).toBe("");
});
