import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import { type Viewport, xOf } from "./viewport.ts";

/** A row's bar within the width of a viewport, pixels. `before` and `after`: it goes on to the left, to the right. */
export interface Bar {
  left: number;
  width: number;
  before: boolean;
  after: boolean;
}

/** What is drawn of a span that is too short to be seen, pixels. */
export const leastBar = 2;

/** Until when a row lasts, after base: an open one lasts as long as the trace. */
export const endOf = ({ start, duration }: TraceSkeleton, row: number, traceEnd: number): number =>
  duration[row] === -1 ? Math.max(traceEnd, start[row]!) : start[row]! + duration[row]!;

/** The last moment of a trace, after base. */
export function traceEnd({ start, duration }: TraceSkeleton): number {
  let end = 0;
  for (let row = 0; row < start.length; row++) end = Math.max(end, start[row]! + Math.max(0, duration[row]!));
  return end;
}

/** Where the bar of a row is; null where all of it is to the left or to the right. `end`: `traceEnd` of the skeleton. */
export function barOf(skeleton: TraceSkeleton, row: number, viewport: Viewport, end: number): Bar | null {
  const from = skeleton.start[row]!;
  const to = endOf(skeleton, row, end);
  if (to < viewport.from_us || from > viewport.to_us) return null;
  const left = Math.max(0, xOf(viewport, from));
  const right = Math.min(viewport.width, xOf(viewport, to));
  const width = Math.max(leastBar, right - left);
  return {
    // one that ends at the edge is still seen
    left: Math.max(0, Math.min(left, viewport.width - width)),
    width,
    before: from < viewport.from_us,
    after: to > viewport.to_us,
  };
}

/**
 * Where a label goes: in its bar, else after it, else before it, else wherever there is most room, cut. `x` is its left
 * edge and `room` what it has, pixels. `short`: there is room for the short form only.
 */
export interface BarLabel {
  side: "inside" | "right" | "left" | "cut";
  x: number;
  room: number;
  short: boolean;
}

const air = 6;

/**
 * `text`: width of the label as drawn, pixels; `short`: of the form that says the name alone, which is taken where the
 * whole fits nowhere, since a figure that is cut reads as another. Inside is for bars that show all of it.
 */
export function labelOf(
  bar: Bar,
  widths: { text: number; short: number },
  viewport: Pick<Viewport, "width">,
): BarLabel {
  const whole = fitting(bar, widths.text, viewport);
  if (whole !== null) return { ...whole, short: false };
  return { ...(fitting(bar, widths.short, viewport) ?? widest(bar, viewport)), short: true };
}

type Place = Omit<BarLabel, "short">;

function fitting({ left, width }: Bar, text: number, viewport: Pick<Viewport, "width">): Place | null {
  const right = left + width + air;
  if (text + 2 * air <= width) return { side: "inside", x: left + air, room: width - 2 * air };
  if (right + text <= viewport.width) return { side: "right", x: right, room: viewport.width - right };
  if (left - air - text >= 0) return { side: "left", x: left - air - text, room: text };
  return null;
}

/** Where it is cut the least. */
function widest({ left, width }: Bar, viewport: Pick<Viewport, "width">): Place {
  const right = left + width + air;
  const after = viewport.width - right;
  const before = left - air;
  if (width - 2 * air >= Math.max(after, before))
    return { side: "cut", x: left + air, room: Math.max(0, width - 2 * air) };
  return after >= before
    ? { side: "right", x: right, room: Math.max(0, after) }
    : { side: "left", x: air, room: Math.max(0, before - air) };
}
