import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { around, brushed, panBy, type Viewport, whole, within, xOf, zoomAbout } from "./viewport.ts";

const bounds = { from_us: 0, to_us: 1000 };
const width = 500;

test("zooming keeps what is under the pointer under it", () => {
  const view = zoomAbout(whole(bounds, width), bounds, 250, 0.5);
  expect(view).toEqual({ from_us: 250, to_us: 750, width });
  expect(zoomAbout(view, bounds, 0, 0.5)).toEqual({ from_us: 250, to_us: 500, width });
});

test("zooming out ends at the whole trace, zooming in at a microsecond", () => {
  const all = whole(bounds, width);
  expect(zoomAbout(all, bounds, 10, 8)).toEqual(all);
  let view = all;
  for (let n = 0; n < 40; n++) view = zoomAbout(view, bounds, 123, 0.5);
  expect(view.to_us - view.from_us).toBeCloseTo(1);
});

test("panning stops at the ends and keeps its length", () => {
  const view = { from_us: 100, to_us: 300, width };
  expect(panBy(view, bounds, 250)).toEqual({ from_us: 200, to_us: 400, width });
  expect(panBy(view, bounds, -10_000)).toEqual({ from_us: 0, to_us: 200, width });
  expect(panBy(view, bounds, 10_000)).toEqual({ from_us: 800, to_us: 1000, width });
});

test("a brush is the same drawn from either side, is cut at the edges, and a click is none", () => {
  const all = whole(bounds, width);
  expect(brushed(all, bounds, 100, 200)).toEqual({ from_us: 200, to_us: 400, width });
  expect(brushed(all, bounds, 200, 100)).toEqual({ from_us: 200, to_us: 400, width });
  expect(brushed(all, bounds, 400, 9999)).toEqual({ from_us: 800, to_us: 1000, width });
  expect(brushed(all, bounds, 100, 102)).toBeNull();
});

test("a span is shown with a tenth of it on both sides, also one of no length", () => {
  expect(around(bounds, 400, 100, width)).toEqual({ from_us: 390, to_us: 510, width });
  expect(around(bounds, 400, 0, width)).toEqual({ from_us: 399, to_us: 401, width });
  expect(around(bounds, 0, 1000, width)).toEqual(whole(bounds, width));
});

describe("whatever is asked for", () => {
  const view = fc
    .tuple(fc.double({ min: 0, max: 999, noNaN: true }), fc.double({ min: 1, max: 1000, noNaN: true }))
    .map(([from_us, length]): Viewport => within(bounds, { from_us, to_us: from_us + length, width }));
  const sane = ({ from_us, to_us }: Viewport) => {
    expect(from_us).toBeGreaterThanOrEqual(0);
    expect(to_us).toBeLessThanOrEqual(1000 + 1e-6);
    expect(to_us - from_us).toBeGreaterThanOrEqual(1 - 1e-6);
  };

  test("it stays within the trace and is never inside out", () => {
    fc.assert(
      fc.property(
        view,
        fc.double({ min: -100, max: 700, noNaN: true }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (from, x, factor) => {
          sane(zoomAbout(from, bounds, x, factor));
          sane(panBy(from, bounds, x * factor));
          const drawn = brushed(from, bounds, x, x * factor);
          if (drawn) sane(drawn);
        },
      ),
    );
  });

  test("a closer look leaves the point where it was, as a microsecond allows", () => {
    fc.assert(
      fc.property(
        view,
        fc.double({ min: 0, max: width, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (from, x, factor) => {
          const point = from.from_us + (x / width) * (from.to_us - from.from_us);
          const to = zoomAbout(from, bounds, x, factor);
          expect(xOf(to, point)).toBeCloseTo(x, 3);
        },
      ),
    );
  });

  test("a trace of one moment has a microsecond to be seen in", () => {
    expect(whole({ from_us: 0, to_us: 0 }, width)).toEqual({ from_us: 0, to_us: 1, width });
  });
});
