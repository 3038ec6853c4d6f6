import fc from "fast-check";
import { expect, test } from "vitest";
import { retryDelay } from "./backoff.ts";

test("the wait doubles up to fifteen seconds, and chance moves at most half of it", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 50].map((n) => retryDelay(n, 1))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
  ]);
  fc.assert(
    fc.property(fc.nat(1_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (n, random) => {
      const delay = retryDelay(n, random);
      expect(delay).toBeGreaterThanOrEqual(retryDelay(n, 1) / 2);
      expect(delay).toBeLessThanOrEqual(retryDelay(n, 1));
    }),
  );
});
