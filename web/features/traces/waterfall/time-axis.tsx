import { ticks } from "../../../../shared/trace/ticks.ts";
import type { Viewport } from "../../../../shared/trace/viewport.ts";
import { tickLabels } from "./tick-labels.ts";

/** Round times above the tracks. */
export function TimeAxis({ viewport }: { viewport: Viewport }) {
  return (
    <div aria-hidden className="relative h-[26px] overflow-hidden font-mono text-11 text-ink-3">
      {tickLabels(ticks(viewport), viewport.width).map(({ at_us, left, label }) => (
        <span key={at_us} className="tabular absolute top-[5px] whitespace-nowrap" style={{ left }}>
          {label}
        </span>
      ))}
    </div>
  );
}

/** The same times as lines behind the rows: one layer for all of them, not a part of each. */
export function TickLines({ viewport }: { viewport: Viewport }) {
  return ticks(viewport).map(({ at_us, x }) => (
    <span key={at_us} className="absolute inset-y-0 w-px bg-line-soft" style={{ left: x }} />
  ));
}
