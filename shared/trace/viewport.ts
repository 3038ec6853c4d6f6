/** A stretch of a trace on screen. Times in microseconds after the skeleton's base, fractions allowed; width in pixels. */
export interface Viewport {
  from_us: number;
  to_us: number;
  width: number;
}

/** How far a viewport may go: usually from 0 to the end of the trace. */
export interface Bounds {
  from_us: number;
  to_us: number;
}

/** Nothing is shorter than a microsecond, so a closer look would show nothing more. */
const leastSpan = 1;

export const xOf = ({ from_us, to_us, width }: Viewport, at_us: number): number =>
  ((at_us - from_us) / (to_us - from_us)) * width;

export const timeAt = ({ from_us, to_us, width }: Viewport, x: number): number =>
  width <= 0 ? from_us : from_us + (x / width) * (to_us - from_us);

/** All of it. A trace of one moment has a microsecond to be seen in. */
export const whole = ({ from_us, to_us }: Bounds, width: number): Viewport => ({
  from_us,
  to_us: Math.max(to_us, from_us + leastSpan),
  width,
});

/**
 * The stretch from `from_us` to `to_us`, kept in bounds: one that hangs over is pushed back with its length, one that
 * is longer than the bounds becomes the bounds, and none is shorter than a microsecond.
 */
export function within(bounds: Bounds, { from_us, to_us, width }: Viewport): Viewport {
  const all = whole(bounds, width);
  const room = all.to_us - all.from_us;
  const length = Math.min(room, Math.max(leastSpan, to_us - from_us));
  if (length >= room) return all;
  const from = Math.min(Math.max(from_us, all.from_us), all.to_us - length);
  return { from_us: from, to_us: from + length, width };
}

/**
 * Zooms so that what is at pixel `x` stays there, as long as the bounds allow. `factor` is what the stretch on screen
 * is multiplied with: below 1 is closer.
 */
export function zoomAbout(viewport: Viewport, bounds: Bounds, x: number, factor: number): Viewport {
  const { from_us, to_us, width } = viewport;
  const share = width <= 0 ? 0.5 : Math.min(1, Math.max(0, x / width));
  const point = from_us + share * (to_us - from_us);
  const length = Math.max(leastSpan, (to_us - from_us) * factor);
  return within(bounds, { from_us: point - share * length, to_us: point + (1 - share) * length, width });
}

/** Moves by so many pixels; to later where they are above 0. Stops at the bounds with its length as it was. */
export function panBy(viewport: Viewport, bounds: Bounds, pixels: number): Viewport {
  const { from_us, to_us, width } = viewport;
  const by = width <= 0 ? 0 : (pixels / width) * (to_us - from_us);
  return within(bounds, { from_us: from_us + by, to_us: to_us + by, width });
}

/** What a person drew over, between two pixels in either order; a click (under 3 pixels) is no brush: null. */
export function brushed(viewport: Viewport, bounds: Bounds, x1: number, x2: number): Viewport | null {
  if (Math.abs(x2 - x1) < 3) return null;
  const clip = (x: number) => Math.min(viewport.width, Math.max(0, x));
  const from_us = timeAt(viewport, clip(Math.min(x1, x2)));
  const to_us = timeAt(viewport, clip(Math.max(x1, x2)));
  return within(bounds, { from_us, to_us, width: viewport.width });
}

/** So that a span can be seen whole, with a tenth of its length on both sides. */
export function around(bounds: Bounds, start_us: number, duration_us: number, width: number): Viewport {
  const air = Math.max(leastSpan, Math.max(0, duration_us) * 0.1);
  return within(bounds, { from_us: start_us - air, to_us: start_us + Math.max(0, duration_us) + air, width });
}
