import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { moveRow, type RowMove } from "../../../../shared/trace/move-row.ts";
import { useSteady } from "../../../components/ui/use-steady.ts";
import type { DrawnGhosts } from "../ghosts/drawn-ghosts.ts";
import { AxisBrush } from "./axis-brush.tsx";
import { MinimapStrip } from "./minimap-strip.tsx";
import { ROW } from "./row-parts.tsx";
import { SpanTooltip } from "./span-tooltip.tsx";
import { TickLines } from "./time-axis.tsx";
import type { TraceModel } from "./trace-model.ts";
import { useTrackPointer } from "./use-track-pointer.ts";
import { useWaterfallCommands } from "./use-waterfall-commands.ts";
import { useWaterfallView } from "./use-waterfall-view.ts";
import { rowId, WaterfallRow } from "./waterfall-row.tsx";
import { WindowPill } from "./window-pill.tsx";

/** Keys of a tree while it has the focus. */
const treeKeys: Record<string, RowMove> = {
  ArrowUp: "up",
  ArrowDown: "down",
  PageUp: "page-up",
  PageDown: "page-down",
  Home: "first",
  End: "last",
  ArrowRight: "in",
  ArrowLeft: "out",
};

export interface WaterfallProps {
  model: TraceModel;
  /** row of the span that is open */
  selected: number | undefined;
  /** null: nothing is narrowed */
  fits: ((row: number) => boolean) | null;
  /** rows that the search found, ascending */
  found: readonly number[];
  /** null: not shown */
  critical: ReadonlyMap<number, { from_us: number; to_us: number }[]> | null;
  /** a replay under the rows; null: none */
  ghosts: DrawnGhosts | null;
  /** what the page's colours depend on */
  tint?: string | undefined;
  onSelect: (row: number) => void;
  onCritical: () => void;
}

/**
 * The waterfall of one trace. However many spans it has, what is in the page is one screen of them: rows are placed by
 * their number, and the list's height is a sum.
 */
export function Waterfall({
  model,
  selected,
  fits,
  found,
  critical,
  ghosts,
  tint,
  onSelect,
  onCritical,
}: WaterfallProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const view = useWaterfallView(model, scroller, ghosts?.end);
  const fresh = useFreshRows(model);
  const hits = useMemo(() => new Set(found), [found]);
  const pick = (row: number) => {
    view.setActive(row);
    onSelect(row);
  };
  useTrackPointer(scroller, view, pick);
  useWaterfallCommands({ model, view, selected, found, onSelect: pick, onCritical, scroller });

  // a link to a span brings it into view, once its trace is there
  const { reveal } = view;
  const shown = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (selected === undefined || shown.current === selected || view.height === 0) return;
    shown.current = selected;
    reveal(selected);
  }, [selected, reveal, view.height]);

  const active = view.active ?? selected;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const move = treeKeys[event.key];
    if (event.key === "Enter" && active !== undefined) pick(active);
    else if (move === undefined) return;
    else if (active === undefined) view.setActive(view.listed[0]!);
    else {
      const page = Math.max(1, Math.floor(view.height / ROW) - 1);
      const next = moveRow(model.tree, view.listed, { row: active, collapsed: view.collapsed }, move, page);
      if (next.collapsed !== view.collapsed) view.setCollapsed(next.collapsed);
      view.setActive(next.row);
      reveal(next.row);
    }
    event.preventDefault();
  };

  const toggle = useSteady((row: number) => {
    const next = new Set(view.collapsed);
    if (!next.delete(row)) next.add(row);
    view.setCollapsed(next);
  });

  const lines: number[] = [];
  for (let line = view.first; line < view.end; line++) lines.push(line);
  const drawn = active !== undefined && lines.some((line) => view.listed[line] === active);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col [--names:170px]">
      <MinimapStrip model={model} view={view} tint={tint} />
      <AxisBrush view={view} />
      <div
        ref={scroller}
        role="treegrid"
        tabIndex={0}
        data-list-keys
        aria-label="Spans"
        aria-rowcount={view.listed.length}
        aria-activedescendant={drawn ? rowId(active!) : undefined}
        onKeyDown={onKeyDown}
        className="group/tree relative min-h-0 flex-1 select-none overflow-y-auto overflow-x-hidden outline-none [contain:strict] [overflow-anchor:none] focus-visible:shadow-[inset_0_2px_var(--accent)]"
      >
        <div className="relative" role="presentation" style={{ height: view.listed.length * ROW }}>
          <div
            aria-hidden
            data-tracks
            className="pointer-events-none absolute inset-y-0 right-0 left-[var(--names)] overflow-hidden"
          >
            <TickLines viewport={view.viewport} />
          </div>
          {lines.map((line) => {
            const row = view.listed[line]!;
            return (
              <WaterfallRow
                key={model.skeleton.id[row]}
                model={model}
                row={row}
                line={line}
                viewport={view.viewport}
                collapsed={view.collapsed.has(row)}
                selected={row === selected}
                active={row === active}
                dim={fits !== null && !fits(row)}
                found={hits.has(row)}
                critical={critical?.get(row)}
                ghost={ghosts?.at(row) ?? null}
                fresh={fresh.has(row)}
                onToggle={toggle}
              />
            );
          })}
        </div>
      </div>
      {view.elsewhere && (
        <WindowPill rows={view.elsewhere} above={view.elsewhereAbove} onPress={view.toElsewhere} />
      )}
      <SpanTooltip scroller={scroller} model={model} ghosts={ghosts} />
    </div>
  );
}

const none: ReadonlySet<number> = new Set();

/** Rows that the trace did not have before it was read again. */
function useFreshRows(model: TraceModel): ReadonlySet<number> {
  const before = useRef<TraceModel | null>(null);
  const fresh = useMemo(() => {
    const old = before.current;
    if (old === null || old === model) return none;
    const rows = new Set<number>();
    for (const [id, row] of model.rowOf) if (!old.rowOf.has(id)) rows.add(row);
    return rows;
  }, [model]);
  useEffect(() => {
    before.current = model;
  }, [model]);
  return fresh;
}
