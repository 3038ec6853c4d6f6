import { durationText } from "./duration-text.ts";
import { type Viewport, xOf } from "./viewport.ts";

export interface Tick {
  at_us: number;
  /** pixels from the left */
  x: number;
  label: string;
}

/** Steps that people count in: 1, 2, 5 of a decade up to ten seconds, then those of clock and calendar. */
const beyondTen = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * 1e6,
);

/** The smallest round step of at least `least` microseconds. */
export function roundStep(least: number): number {
  if (least > 10e6) {
    const known = beyondTen.find((step) => step >= least);
    return known ?? 86_400e6 * roundDecade(least / 86_400e6);
  }
  return roundDecade(least);
}

function roundDecade(least: number): number {
  const decade = 10 ** Math.floor(Math.log10(least));
  // a hair of room, as 0.1 + 0.2 is more than 0.3
  const step = [1, 2, 5, 10].find((one) => one * decade >= least * (1 - 1e-9));
  return step! * decade;
}

/** The ticks of a viewport at round times, at least `spacing` pixels apart, from the left. */
export function ticks(viewport: Viewport, spacing = 90): Tick[] {
  const { from_us, to_us, width } = viewport;
  if (width <= 0 || !(to_us > from_us)) return [];
  const step = roundStep(((to_us - from_us) * spacing) / width);
  const found: Tick[] = [];
  for (let n = Math.ceil(from_us / step - 1e-9); n * step <= to_us + step * 1e-9; n++)
    found.push({ at_us: n * step, x: xOf(viewport, n * step), label: durationText(n * step, step) });
  return found;
}
