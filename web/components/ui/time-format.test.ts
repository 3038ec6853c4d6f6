import { expect, test } from "vitest";
import { formatClock, formatDay, formatDuration, formatMinute, formatUtc } from "./time-format.ts";

const iso = "2026-11-20T14:02:11.204Z";
const local = new Date(iso);
const two = (part: number) => String(part).padStart(2, "0");

test("a clock is local, with milliseconds where asked; UTC is the same moment", () => {
  const clock = [local.getHours(), local.getMinutes(), local.getSeconds()].map(two).join(":");
  expect(formatClock(iso)).toBe(clock);
  expect(formatClock(iso, true)).toBe(`${clock}.204`);
  expect(formatMinute(iso)).toBe(clock.slice(0, 5));
  expect(formatUtc(iso)).toBe("2026-11-20 14:02:11.204 UTC");
});

test("the day is left out today", () => {
  expect(formatDay(iso, local)).toBe("");
  expect(formatDay(iso, new Date(local.getTime() + 3 * 86_400_000))).not.toBe("");
});

test("what is no time is not shown as one", () => {
  expect(formatClock("soon")).toBe("—");
  expect(formatDay("soon")).toBe("");
});

test("a duration is as fine as a reader needs", () => {
  expect([6.4, 1240, 185_000].map(formatDuration)).toEqual(["6 ms", "1.24 s", "3 min 05 s"]);
});
