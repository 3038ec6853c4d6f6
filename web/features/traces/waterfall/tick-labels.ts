import type { Tick } from "../../../../shared/trace/ticks.ts";
import { textWidth } from "./bar-parts.tsx";

/** The label of a tick, and its left edge in pixels. */
export interface TickLabel extends Tick {
  left: number;
}

/** Between two labels, and at the edges. */
const air = 4;

/** Labels centred on their ticks, within the width; one that would touch the one before it is left out. */
export function tickLabels(ticks: readonly Tick[], width: number): TickLabel[] {
  const labels: TickLabel[] = [];
  let free = air;
  for (const tick of ticks) {
    const text = textWidth(tick.label);
    const left = Math.min(Math.max(air, tick.x - text / 2), width - air - text);
    if (left < free) continue;
    labels.push({ ...tick, left });
    free = left + text + 2 * air;
  }
  return labels;
}
