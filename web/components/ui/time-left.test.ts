import { expect, test } from "vitest";
import { timeLeft } from "./time-left.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const left = (ms: number) => timeLeft(new Date(now + ms).toISOString(), now);

test("counts down to the second, above an hour to the minute, and is over at its end", () => {
  expect(left(14 * 60_000 + 3000)).toBe("14:03");
  expect(left(1)).toBe("00:01");
  expect(left(59_001)).toBe("01:00");
  expect(left(3600_000)).toBe("1 h 00 min");
  expect(left(125 * 60_000)).toBe("2 h 05 min");
  expect(left(0)).toBeNull();
  expect(left(-5000)).toBeNull();
});

test("what is no time is over", () => {
  expect(timeLeft("soon", now)).toBeNull();
});
