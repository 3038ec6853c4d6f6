import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textFrame } from "./frame.ts";
import { createRing } from "./ring.ts";
import { decodeFrames } from "./testing/decode-frames.ts";

const big = { events: 1_000, bytes: 1e9, chunkBytes: 1e9 };
const fill = (ring: ReturnType<typeof createRing>, from: number, to: number) => {
  for (let seq = from; seq <= to; seq += 1) ring.append(seq, textFrame(String(seq)));
};
const numbers = (chunk: ReturnType<ReturnType<typeof createRing>["after"]>) =>
  chunk === null || chunk === "past" ? chunk : decodeFrames(chunk.bytes).map(Number);

describe("ring", () => {
  test("gives what lies past a cursor, whole and in order", () => {
    const ring = createRing(big);
    fill(ring, 1, 5);
    expect(numbers(ring.after(2))).toEqual([3, 4, 5]);
    expect(ring.after(5)).toBe(null);
    expect(ring.after(9)).toBe(null);
  });

  test("says that the past is gone once it is over its count or its bytes", () => {
    const counted = createRing({ ...big, events: 3 });
    fill(counted, 1, 5);
    expect(counted.after(1)).toBe("past");
    expect(numbers(counted.after(2))).toEqual([3, 4, 5]);

    const weighed = createRing({ ...big, bytes: 3 * textFrame("1").length });
    fill(weighed, 1, 5);
    expect(weighed.after(1)).toBe("past");
    expect(numbers(weighed.after(2))).toEqual([3, 4, 5]);
    expect(weighed.size()).toEqual({ events: 3, bytes: 3 * textFrame("1").length });
  });

  test("keeps the newest even where it alone is over the bytes", () => {
    const ring = createRing({ ...big, bytes: 1 });
    fill(ring, 1, 2);
    expect(numbers(ring.after(1))).toEqual([2]);
  });

  test("ends a chunk at its size and goes on from there", () => {
    const ring = createRing({ ...big, chunkBytes: 2 * textFrame("1").length });
    fill(ring, 1, 5);
    const first = ring.after(0);
    expect(numbers(first)).toEqual([1, 2]);
    expect(numbers(ring.after(2))).toEqual([3, 4]);
    expect(numbers(ring.after(4))).toEqual([5]);
  });

  test("never joins events across a hole", () => {
    const ring = createRing(big);
    fill(ring, 1, 3);
    fill(ring, 7, 8);
    expect(ring.after(2)).toBe("past");
    expect(ring.after(5)).toBe("past");
    expect(numbers(ring.after(6))).toEqual([7, 8]);
  });

  test("whatever its limits, a cursor gets the very next event or hears that it is gone", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 45 }),
        (events, bytes, chunkBytes, published, cursor) => {
          const ring = createRing({ events, bytes, chunkBytes });
          fill(ring, 1, published);
          const got = numbers(ring.after(cursor));
          if (cursor >= published) expect(got).toBe(null);
          else if (got !== "past") {
            expect(got).toEqual(Array.from(got!, (_, i) => cursor + 1 + i));
            expect(got!.length).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});
