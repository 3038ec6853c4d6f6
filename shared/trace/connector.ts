import type { Bar } from "./bar.ts";

type Edge = Pick<Bar, "left" | "width">;

/** A curve of SVG from a bar above to the bar below that is the same call: from begin to begin. Pixels. */
export const connectorLine = (above: Edge, below: Edge, top: number, bottom: number): string =>
  `M${n(above.left)} ${n(top)}${curve(above.left, top, below.left, bottom)}`;

/** The stretch between both bars as a shape of SVG: as wide above as the one, below as the other. */
export const connectorRibbon = (above: Edge, below: Edge, top: number, bottom: number): string =>
  `${connectorLine(above, below, top, bottom)}H${n(below.left + below.width)}${curve(below.left + below.width, bottom, above.left + above.width, top)}Z`;

/** Leaves and arrives upright. */
function curve(fromX: number, fromY: number, toX: number, toY: number): string {
  const middle = (fromY + toY) / 2;
  return `C${n(fromX)} ${n(middle)} ${n(toX)} ${n(middle)} ${n(toX)} ${n(toY)}`;
}

/** Half a pixel is more than one sees. */
const n = (value: number): number => Math.round(value * 2) / 2;
