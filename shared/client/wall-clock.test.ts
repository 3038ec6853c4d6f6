import fc from "fast-check";
import { expect, test } from "vitest";
import { createWallClock } from "./wall-clock.ts";

/** A machine whose time is `at` microseconds: its clock tells the milliseconds of it, its counter all. */
function machine(at: number) {
  const time = { at, counted: 0 };
  const clock = createWallClock({
    now: () => Math.floor(time.at / 1000),
    elapsed: () => time.counted / 1000,
  });
  return {
    clock,
    pass: (us: number) => {
      time.at += us;
      time.counted += us;
    },
    /** the clock is set, or runs at another speed than the counter */
    set: (us: number) => {
      time.at += us;
    },
    get at() {
      return time.at;
    },
  };
}

test("is never off by a millisecond, and ascends, whenever it is asked", () => {
  fc.assert(
    fc.property(fc.nat(999), fc.array(fc.nat(5000), { maxLength: 30 }), (within, waits) => {
      const one = machine(1_800_000_000_000_000 + within);
      let before = one.clock();
      for (const wait of waits) {
        one.pass(wait);
        const told = one.clock();
        expect(Math.floor(told / 1000)).toBe(Math.floor(one.at / 1000));
        expect(told).toBeGreaterThanOrEqual(before);
        before = told;
      }
    }),
  );
});

test("is exact to the microsecond once a millisecond has begun", () => {
  const one = machine(1_800_000_000_000_700);
  one.clock();
  one.pass(300);
  one.clock();
  one.pass(123);
  expect(one.clock()).toBe(1_800_000_000_001_123);
});

test("goes with the clock that is set, ahead or back", () => {
  const one = machine(1_800_000_000_000_000);
  one.clock();
  for (const step of [3_600_000_000, -7_200_000_000, 1000, -1000]) {
    one.set(step);
    one.pass(250);
    expect(Math.floor(one.clock() / 1000)).toBe(Math.floor(one.at / 1000));
  }
});

test("tells two programs of one machine in the order in which they ask", () => {
  const one = machine(1_800_000_000_000_000);
  const caller = one.clock;
  caller();
  one.pass(1900);
  const begun = caller();
  one.pass(40);
  expect(begun).toBeLessThan(caller());
  expect(begun).toBe(1_800_000_000_001_900);
});
