import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { barOf, labelOf, leastBar, traceEnd } from "./bar.ts";
import { minimap } from "./minimap.ts";
import { anySkeleton, skeletonOf } from "./testing/made-skeleton.ts";
import { whole } from "./viewport.ts";

describe("a bar", () => {
  const skeleton = skeletonOf(
    { span_id: "r", duration_us: 1000 },
    { parent_span_id: "r", start_us: 400, duration_us: 200 },
    { parent_span_id: "r", start_us: 500, duration_us: 0 },
    { parent_span_id: "r", start_us: 900, duration_us: null, marks: ["open"] },
  );
  const end = traceEnd(skeleton);
  const view = { from_us: 0, to_us: 1000, width: 500 };

  test("is as long as its span, at least two pixels, and where it is open as long as the trace", () => {
    expect(barOf(skeleton, 1, view, end)).toEqual({ left: 200, width: 100, before: false, after: false });
    expect(barOf(skeleton, 2, view, end)).toMatchObject({ left: 250, width: leastBar });
    expect(barOf(skeleton, 3, view, end)).toMatchObject({ left: 450, width: 50, after: false });
  });

  test("is cut where it goes on outside, and is none where all of it is outside", () => {
    const close = { from_us: 500, to_us: 550, width: 500 };
    expect(barOf(skeleton, 1, close, end)).toEqual({ left: 0, width: 500, before: true, after: true });
    expect(barOf(skeleton, 3, close, end)).toBeNull();
  });

  test("of a moment at the very end is still seen", () => {
    const last = skeletonOf({ span_id: "r", duration_us: 10 }, { start_us: 10, duration_us: 0 });
    expect(barOf(last, 1, whole({ from_us: 0, to_us: 10 }, 100), 10)).toMatchObject({ left: 98, width: 2 });
  });

  test("never leaves its viewport", () => {
    fc.assert(
      fc.property(anySkeleton(), fc.nat(99), fc.integer({ min: 1, max: 200 }), (made, from_us, length) => {
        const viewport = { from_us, to_us: from_us + length, width: 300 };
        made.id.forEach((_, row) => {
          const bar = barOf(made, row, viewport, traceEnd(made));
          if (bar === null) return;
          expect(bar.left).toBeGreaterThanOrEqual(0);
          expect(bar.width).toBeGreaterThanOrEqual(leastBar);
          expect(bar.left + bar.width).toBeLessThanOrEqual(300 + 1e-6);
        });
      }),
    );
  });
});

describe("a label", () => {
  const bar = (left: number, width: number) => ({ left, width, before: false, after: false });
  const view = { width: 500 };

  test("is in the bar where it fits, else after it, else before it", () => {
    expect(labelOf(bar(100, 200), { text: 80, short: 80 }, view)).toEqual({
      side: "inside",
      x: 106,
      room: 188,
      short: false,
    });
    expect(labelOf(bar(100, 20), { text: 80, short: 80 }, view)).toMatchObject({ side: "right", x: 126 });
    expect(labelOf(bar(440, 20), { text: 80, short: 80 }, view)).toMatchObject({ side: "left", x: 354 });
  });

  test("that fits nowhere whole says the name alone where that fits, in the same order", () => {
    const widths = { text: 300, short: 120 };
    expect(labelOf(bar(190, 186), widths, view)).toMatchObject({ side: "inside", x: 196, short: true });
    expect(labelOf(bar(190, 20), widths, view)).toMatchObject({ side: "right", x: 216, short: true });
    expect(labelOf(bar(280, 100), widths, view)).toMatchObject({ side: "left", x: 154, short: true });
    expect(labelOf(bar(100, 20), widths, view)).toMatchObject({ side: "right", short: false });
  });

  test("that fits nowhere has the widest room there is", () => {
    expect(labelOf(bar(10, 480), { text: 600, short: 600 }, view)).toMatchObject({
      side: "cut",
      x: 16,
      room: 468,
    });
    expect(labelOf(bar(300, 20), { text: 600, short: 600 }, view)).toMatchObject({
      side: "left",
      x: 6,
      room: 288,
    });
    expect(labelOf(bar(100, 20), { text: 600, short: 600 }, view)).toMatchObject({
      side: "right",
      x: 126,
      room: 374,
    });
  });
});

describe("a minimap", () => {
  test("has a stroke a row where there is room, and errors in their own", () => {
    const made = skeletonOf(
      { span_id: "r", duration_us: 100 },
      { parent_span_id: "r", start_us: 50, duration_us: 25, status: "error" },
    );
    expect(minimap(made, 100, 10, 200)).toEqual([
      { x: 0, width: 200, lane: 0, row: 0, error: false },
      { x: 100, width: 50, lane: 1, row: 1, error: true },
    ]);
    expect(minimap(made, 100, 1, 200).map(({ error }) => error)).toEqual([false, true]);
  });

  test("stays small however many rows there are, and covers all of them", () => {
    const many = skeletonOf(
      ...Array.from({ length: 5000 }, (_, n) => ({ start_us: (n * 7919) % 10_000, duration_us: 3 })),
    );
    const strokes = minimap(many, traceEnd(many), 20, 100);
    expect(strokes.length).toBeLessThanOrEqual(20 * 51);
    expect(new Set(strokes.map(({ lane }) => lane)).size).toBe(20);
  });

  test("draws every row of any trace somewhere in its lane", () => {
    fc.assert(
      fc.property(anySkeleton(60), fc.integer({ min: 1, max: 12 }), (made, lanes) => {
        const end = traceEnd(made);
        const strokes = minimap(made, end, lanes, 100);
        const used = Math.min(lanes, made.id.length);
        made.id.forEach((_, row) => {
          const lane = Math.floor((row * used) / made.id.length);
          const x = Math.min((made.start[row]! * 100) / Math.max(1, end), 99);
          expect(
            strokes.some((one) => one.lane === lane && one.x <= x + 0.01 && x <= one.x + one.width),
          ).toBe(true);
        });
      }),
    );
  });
});
