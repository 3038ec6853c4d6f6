import clsx from "clsx";
import { type KeyboardEvent, useRef } from "react";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { AxisBrush } from "../waterfall/axis-brush.tsx";
import { ROW } from "../waterfall/row-parts.tsx";
import { SpanTooltip } from "../waterfall/span-tooltip.tsx";
import { TickLines } from "../waterfall/time-axis.tsx";
import { useTrackPointer } from "../waterfall/use-track-pointer.ts";
import type { CompareModel } from "./compare-model.ts";
import { CompareRow, pairRowId } from "./compare-row.tsx";
import { sideNames } from "./side-names.ts";
import type { Side } from "./use-compare-url.ts";
import type { CompareView } from "./use-compare-view.ts";
import { useReplayMode } from "./use-replay-mode.ts";

/** One of the two time lines: the lines of both traces, with its own bars. */
export function ComparePane({
  model,
  side,
  view,
  selected,
  hits,
  onPick,
  onToggle,
  onKeyDown,
}: {
  model: CompareModel;
  side: Side;
  view: CompareView;
  selected: number | null;
  /** pairs that the search found */
  hits: ReadonlySet<number>;
  onPick: (pair: number) => void;
  onToggle: (pair: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const own = model[side];
  const mode = useReplayMode(own);
  const time = view.times[side];
  const viewport = view.rows[side];
  const pairOf = (row: number) => own.rowOf.indexOf(row);
  useTrackPointer(scroller, time, (row) => onPick(pairOf(row)));
  const pairs = [...view.listed.slice(view.first, view.end)];
  const active = view.active ?? selected;
  const drawn = active !== null && pairs.includes(active);
  const firstPair = model.columns.first_divergence?.at;
  return (
    <section
      aria-label={sideNames[side]}
      className={clsx("flex min-h-0 flex-1 basis-0 flex-col", mode === "dry-run" && "[--replay:var(--cyan)]")}
    >
      <AxisBrush
        view={time}
        title={
          <span className="flex min-w-0 items-baseline gap-1.5 pr-2">
            <b className="shrink-0 font-semibold text-ink-2">{side === "a" ? "First" : "Second"}</b>
            <span className="tabular truncate font-mono">
              {own.trace.status === "active" ? "running" : durationText(own.length)}
            </span>
          </span>
        }
      />
      <div
        ref={scroller}
        role="treegrid"
        tabIndex={0}
        data-scroller
        data-list-keys
        aria-label={`Spans of the ${side === "a" ? "first" : "second"} trace`}
        aria-rowcount={view.listed.length}
        aria-activedescendant={drawn ? pairRowId(side, active) : undefined}
        onKeyDown={onKeyDown}
        className="group/tree relative min-h-0 flex-1 select-none overflow-y-auto overflow-x-hidden outline-none [contain:strict] [overflow-anchor:none] focus-visible:shadow-[inset_0_2px_var(--accent)]"
      >
        <div className="relative" role="presentation" style={{ height: view.listed.length * ROW }}>
          <div
            aria-hidden
            data-tracks
            className="pointer-events-none absolute inset-y-0 right-0 left-[var(--names)] overflow-hidden"
          >
            <TickLines viewport={time.viewport} />
          </div>
          {pairs.map((pair, at) => (
            <CompareRow
              key={pair}
              model={model}
              side={side}
              pair={pair}
              line={view.first + at}
              viewport={viewport}
              collapsed={view.collapsed.has(pair)}
              selected={pair === selected}
              active={pair === active}
              parts={pair === firstPair}
              found={hits.has(pair)}
              onToggle={onToggle}
              onPick={onPick}
            />
          ))}
        </div>
      </div>
      <SpanTooltip scroller={scroller} model={own.model} ghosts={null} />
    </section>
  );
}
