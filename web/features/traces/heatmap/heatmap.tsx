import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useCommands } from "../../../components/frame/commands.ts";
import { CardHeader } from "../../../components/ui/card.tsx";
import { GridRow } from "../../../components/ui/grid-parts.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { Segmented } from "../../../components/ui/segmented.tsx";
import { formatMinute } from "../../../components/ui/time-format.ts";
import type { TraceUrl } from "../use-trace-url.ts";
import { cellWords } from "./cell-words.ts";
import { HeatLine, type HeatMetric, heatId } from "./heat-line.tsx";
import { type HeatCell, heatRows } from "./heat-rows.ts";
import { type HeatPlace, movedCell } from "./move-cell.ts";

const LINE = 18;
const metrics = [
  { value: "count", label: "ops/min" },
  { value: "avg_ms", label: "avg ms" },
] as const;

/** Who did how much when, or how long it took them: source by minute. A click narrows to the source, and the minute. */
export function Heatmap({
  cells,
  leftOut,
  now,
  url,
}: {
  cells: readonly HeatCell[];
  /** sources that are quiet and not among the cells */
  leftOut: number;
  /** when the cells were read, epoch milliseconds */
  now: number;
  url: TraceUrl;
}) {
  const [metric, setMetric] = useState<HeatMetric>("count");
  const [at, setAt] = useState<(HeatPlace & { x: number; y: number }) | null>(null);
  const [active, setActive] = useState<HeatPlace>({ row: 0, minute: 59 });
  const scroller = useRef<HTMLDivElement>(null);
  const heat = useMemo(() => heatRows(cells, now), [cells, now]);
  const virtualizer = useVirtualizer({
    count: heat.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 2,
  });
  useHeatmapKeys(scroller);
  const { source: sources, minute } = url.search;
  // a source that is focused on from elsewhere is seen here
  const focused = sources?.length === 1 ? heat.rows.findIndex(({ source }) => source === sources[0]) : -1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each source, not as its place changes
  useEffect(() => {
    if (focused >= 0) virtualizer.scrollToIndex(focused, { align: "auto" });
  }, [sources?.join(), focused >= 0]);
  const isOnly = (source: string) => sources?.length === 1 && sources[0] === source;
  const toggleOnly = (source: string) =>
    isOnly(source) ? url.clearFacet("source") : url.only("source", source);
  const cellAt = ({ row, minute }: HeatPlace) => heat.rows[row]?.cells[minute] ?? null;
  const narrow = (place: HeatPlace) => {
    const cell = cellAt(place);
    const row = heat.rows[place.row];
    if (cell) url.atMinute(cell.source, heat.minutes[place.minute]!);
    else if (place.minute === -1 && row) toggleOnly(row.source);
  };
  const placeOf = (event: PointerEvent | MouseEvent): HeatPlace | null => {
    const over = (event.target as Element).closest<HTMLElement>("[data-cell]");
    if (over === null) return null;
    const [row, minute] = over.dataset.cell!.split(" ").map(Number);
    return { row: row!, minute: minute! };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = movedCell(active, event.key, { rows: heat.rows.length, minutes: heat.minutes.length });
    if (event.key === "Enter") narrow(active);
    else if (next === null) return;
    else {
      setActive(next);
      virtualizer.scrollToIndex(next.row, { align: "auto" });
    }
    event.preventDefault();
  };
  const shown = at === null ? null : cellAt(at);
  return (
    <>
      <CardHeader>
        <h2 className="shrink-0">{metric === "count" ? "Throughput by source" : "Latency by source"}</h2>
        <span className="min-w-0 truncate font-normal text-ink-2">
          last 60 min, hover for rate and latency, click to filter
          {leftOut > 0 && ` · ${formatCount(leftOut)} quiet sources left out`}
        </span>
        <span className="flex-1" />
        <Segmented label="What is coloured" value={metric} options={metrics} onChange={setMetric} />
      </CardHeader>
      {/* biome-ignore lint/a11y/useSemanticElements: only the rows in view exist, which a table cannot lay out */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        data-heatmap
        aria-label="Operations by source and minute"
        aria-rowcount={heat.rows.length}
        aria-activedescendant={heatId(active.row, active.minute)}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const place = placeOf(event);
          if (place) narrow(place);
        }}
        onPointerMove={(event) => {
          const place = placeOf(event);
          setAt(place && { ...place, x: event.clientX, y: event.clientY });
        }}
        onPointerLeave={() => setAt(null)}
        className="group/heat my-2 min-h-0 overflow-y-auto px-3 outline-none"
      >
        <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = heat.rows[index]!;
            return (
              <GridRow
                key={row.source}
                aria-rowindex={index + 1}
                className="absolute inset-x-0 top-0 grid grid-cols-[120px_60px_repeat(60,minmax(0,1fr))] gap-0.5 max-wide:grid-cols-[96px_60px_repeat(60,minmax(0,1fr))] max-wide:gap-px"
                style={{ transform: `translateY(${start}px)` }}
              >
                <HeatLine
                  row={row}
                  index={index}
                  minutes={heat.minutes}
                  metric={metric}
                  most={metric === "count" ? heat.mostCount : heat.mostMs}
                  only={isOnly(row.source)}
                  dim={sources !== undefined && !sources.includes(row.source)}
                  minute={minute}
                  here={active.row === index ? active.minute : undefined}
                  onOnly={() => toggleOnly(row.source)}
                />
              </GridRow>
            );
          })}
        </div>
      </div>
      {shown && at && (
        <div
          aria-hidden
          className="pointer-events-none fixed z-40 w-max rounded-control border border-line bg-[#06080c] px-2 py-1 text-12 shadow-black/60 shadow-xl"
          style={{
            left: Math.max(8, Math.min(at.x + 12, innerWidth - 320)),
            bottom: innerHeight - at.y + 10,
          }}
        >
          <p className="font-semibold">{cellWords(shown)}</p>
          <p className="text-ink-3">{formatMinute(heat.minutes[at.minute]!)}</p>
        </div>
      )}
    </>
  );
}

/** The heatmap answers these by itself; they are told of beside the others. */
function useHeatmapKeys(scroller: React.RefObject<HTMLDivElement | null>): void {
  const held = (id: string, title: string, heldKeys: string[]) => ({
    id,
    title,
    section: "In the heatmap (Tab)",
    heldKeys,
    inPalette: false,
    run: () => scroller.current?.focus(),
  });
  useCommands([
    held("heat-walk", "Walk by minutes and sources", ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]),
    held("heat-pick", "Narrow to the minute, or on a name to the source", ["Enter"]),
  ]);
}
