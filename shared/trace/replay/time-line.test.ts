import fc from "fast-check";
import { expect, test } from "vitest";
import { layTimeLine, speedOf } from "./time-line.ts";

const original = { start_us: 1_700_000_000_000_000, duration_us: 90_000_000 };
const begin = 1_800_000_000_000_000;

test("at its own pace a replay begins when the run does, and each row is due when it had been", () => {
  const line = layTimeLine(original, begin, speedOf("original", 10));
  expect(line.base_us).toBe(begin);
  expect(line.dueMs(begin + 30_000_000)).toBe(30_000);
});

test("faster, it began that much earlier that it ends with the run", () => {
  const line = layTimeLine(original, begin, speedOf("faster", 10));
  expect([line.base_us, line.end_us]).toEqual([begin - 81_000_000, begin + 9_000_000]);
  expect(line.dueMs(line.base_us + 30_000_000)).toBe(3_000);
});

test("at once, all of it lies behind, and nothing is waited for", () => {
  const line = layTimeLine(original, begin, speedOf("at-once", 10));
  expect(line.end_us).toBe(begin);
  expect(line.dueMs(line.end_us)).toBe(0);
});

test("no row lies in the future when it is due, at any pace, and all keep their offsets", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 1, max: 10_000, noNaN: true }),
      (duration_us, part, speed) => {
        const line = layTimeLine({ ...original, duration_us }, begin, speed);
        const at = Math.floor(original.start_us + part * duration_us) + line.shift_us;
        expect(at).toBeLessThanOrEqual(begin + line.dueMs(at) * 1000 + 0.5);
        expect(at - line.base_us).toBe(
          Math.floor(original.start_us + part * duration_us) - original.start_us,
        );
      },
    ),
  );
});

test("what lies before the begin, by a clock that was wrong, is due at once", () => {
  expect(layTimeLine(original, begin, 1).dueMs(begin - 5)).toBe(0);
});
