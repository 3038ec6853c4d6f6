import fc from "fast-check";
import { expect, test } from "vitest";
import { durationText } from "./duration-text.ts";
import { roundStep, ticks } from "./ticks.ts";

test("ticks stand at round times, named in one unit", () => {
  const found = ticks({ from_us: 0, to_us: 302_000, width: 545 });
  expect(found.map(({ label }) => label)).toEqual([
    "0",
    "50 ms",
    "100 ms",
    "150 ms",
    "200 ms",
    "250 ms",
    "300 ms",
  ]);
  expect(found[1]!.x).toBeCloseTo((50 / 302) * 545);
});

test("a close look far from the begin tells its ticks apart", () => {
  const labels = ticks({ from_us: 2_000_000, to_us: 2_000_400, width: 400 }).map(({ label }) => label);
  expect(labels).toEqual(["2.0000 s", "2.0001 s", "2.0002 s", "2.0003 s", "2.0004 s"]);
  const minutes = ticks({ from_us: 125e6, to_us: 126e6, width: 200 }, 90).map(({ label }) => label);
  expect(minutes).toEqual(["2 min 05.0 s", "2 min 05.5 s", "2 min 06.0 s"]);
});

test("from ten seconds on steps are those of a clock", () => {
  expect(roundStep(12e6)).toBe(15e6);
  expect(roundStep(61e6)).toBe(120e6);
  expect(roundStep(3000e6)).toBe(3600e6);
  expect(roundStep(100_000e6)).toBe(172_800e6);
});

test("no width, no ticks", () => {
  expect(ticks({ from_us: 0, to_us: 10, width: 0 })).toEqual([]);
  expect(ticks({ from_us: 5, to_us: 5, width: 100 })).toEqual([]);
});

test("whatever the viewport: apart as asked, inside, ascending, and no label twice", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.double({ min: 1, max: 1e12, noNaN: true }),
      fc.integer({ min: 50, max: 3000 }),
      (from_us, length, width) => {
        const found = ticks({ from_us, to_us: from_us + length, width });
        found.forEach(({ x }, n) => {
          expect(x).toBeGreaterThan(-0.01);
          expect(x).toBeLessThan(width + 0.01);
          if (n > 0) expect(x - found[n - 1]!.x).toBeGreaterThan(89.9);
        });
        expect(new Set(found.map(({ label }) => label)).size).toBe(found.length);
      },
    ),
    { numRuns: 500 },
  );
});

test("a duration has the digits that a reader wants", () => {
  const shown = [
    0, 7, 850, 1000, 1234, 118_400, 302_000, 999_900, 2_800_000, 59_999_900, 60e6, 185e6, 7500e6, 273_600e6,
  ];
  expect(shown.map((us) => durationText(us))).toEqual([
    "0 µs",
    "7 µs",
    "850 µs",
    "1 ms",
    "1.23 ms",
    "118.4 ms",
    "302 ms",
    "999.9 ms",
    "2.8 s",
    "1 min 00 s",
    "1 min 00 s",
    "3 min 05 s",
    "2 h 05 min",
    "3 d 4 h",
  ]);
  expect(durationText(-1500)).toBe("-1.5 ms");
});
