import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { Card, CardHeader } from "../../../components/ui/card.tsx";
import { GridCell, GridRow } from "../../../components/ui/grid-parts.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { Segmented } from "../../../components/ui/segmented.tsx";
import { formatDuration, formatMinute } from "../../../components/ui/time-format.ts";
import { activityQuery } from "../trace-queries.ts";
import type { TraceUrl } from "../use-trace-url.ts";
import { type HeatCell, heatOf, heatRows } from "./heat-rows.ts";

const LINE = 18;
const metrics = [
  { value: "count", label: "ops/min" },
  { value: "avg_ms", label: "avg ms" },
] as const;

export const cellWords = ({ count, source, avg_ms, errors }: HeatCell): string =>
  `${formatCount(count)} ops/min @ ${source}${avg_ms === null ? "" : ` (avg ${formatDuration(avg_ms)})`}${
    errors > 0 ? `, ${formatCount(errors)} failed` : ""
  }`;

interface Place {
  row: number;
  minute: number;
}

/** Who did how much when, or how long it took them: source by minute. A click narrows to the source, and the minute. */
export function HeatmapCard({ url }: { url: TraceUrl }) {
  const { data, dataUpdatedAt } = useQuery(activityQuery);
  const [metric, setMetric] = useState<"count" | "avg_ms">("count");
  const [at, setAt] = useState<(Place & { x: number; y: number }) | null>(null);
  const [active, setActive] = useState<Place>({ row: 0, minute: 59 });
  const scroller = useRef<HTMLDivElement>(null);
  const heat = useMemo(() => heatRows(data?.cells ?? [], dataUpdatedAt || Date.now()), [data, dataUpdatedAt]);
  const virtualizer = useVirtualizer({
    count: heat.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 2,
  });
  if (data === undefined || heat.rows.length === 0) return null;
  const most = metric === "count" ? heat.mostCount : heat.mostMs;
  const cellAt = ({ row, minute }: Place) => heat.rows[row]?.cells[minute] ?? null;
  const narrow = (place: Place) => {
    const cell = cellAt(place);
    if (cell) url.atMinute(cell.source, heat.minutes[place.minute]!);
  };
  const placeOf = (event: PointerEvent | React.MouseEvent): Place | null => {
    const over = (event.target as Element).closest<HTMLElement>("[data-cell]");
    if (over === null) return null;
    const [row, minute] = over.dataset.cell!.split(" ").map(Number);
    return { row: row!, minute: minute! };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (event.key === "Enter") narrow(active);
    else if (step === undefined || event.ctrlKey || event.metaKey) return;
    else {
      const row = Math.min(heat.rows.length - 1, Math.max(0, active.row + step[0]!));
      setActive({ row, minute: Math.min(59, Math.max(0, active.minute + step[1]!)) });
      virtualizer.scrollToIndex(row, { align: "auto" });
    }
    event.preventDefault();
  };
  const shown = at === null ? null : cellAt(at);
  return (
    <Card
      aria-label="Throughput by source"
      className="hidden max-h-[190px] shrink-0 wide:flex [@media(max-height:640px)]:hidden"
    >
      <CardHeader>
        <h2 className="shrink-0">{metric === "count" ? "Throughput by source" : "Latency by source"}</h2>
        <span className="min-w-0 truncate font-normal text-ink-2">
          last 60 min, hover for rate and latency, click to filter
          {data.left_out > 0 && ` · ${formatCount(data.left_out)} quiet sources left out`}
        </span>
        <span className="flex-1" />
        <Segmented label="What is coloured" value={metric} options={metrics} onChange={setMetric} />
      </CardHeader>
      {/* biome-ignore lint/a11y/useSemanticElements: only the rows in view exist, which a table cannot lay out */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label="Operations by source and minute"
        aria-rowcount={heat.rows.length}
        aria-activedescendant={`heat-${active.row}-${active.minute}`}
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
            const { source, cells } = heat.rows[index]!;
            const only = url.search.source?.length === 1 && url.search.source[0] === source;
            return (
              <GridRow
                key={source}
                aria-rowindex={index + 1}
                className="absolute inset-x-0 top-0 grid grid-cols-[130px_repeat(60,minmax(0,1fr))] gap-0.5"
                style={{ transform: `translateY(${start}px)` }}
              >
                <GridCell className="flex min-w-0">
                  <button
                    type="button"
                    aria-pressed={only}
                    title={source}
                    onClick={() => (only ? url.clearFacet("source") : url.only("source", source))}
                    className={clsx(
                      "min-w-0 truncate rounded text-12 leading-4 hover:text-ink",
                      only ? "text-accent" : "text-ink-2",
                    )}
                  >
                    {source}
                  </button>
                </GridCell>
                {cells.map((cell, minute) => {
                  const value = cell === null ? 0 : metric === "count" ? cell.count : (cell.avg_ms ?? 0);
                  const here = active.row === index && active.minute === minute;
                  return (
                    <GridCell
                      // biome-ignore lint/suspicious/noArrayIndexKey: a minute is its place
                      key={minute}
                      id={`heat-${index}-${minute}`}
                      data-cell={`${index} ${minute}`}
                      aria-label={
                        cell === null
                          ? `${formatMinute(heat.minutes[minute]!)}, nothing`
                          : `${formatMinute(heat.minutes[minute]!)}, ${cellWords(cell)}`
                      }
                      className={clsx(
                        "h-4 rounded-sm",
                        here && "outline-accent group-focus-visible/heat:outline-2",
                        heat.minutes[minute] === url.search.minute && only && "ring-1 ring-ink",
                      )}
                      style={{
                        background:
                          cell === null
                            ? "color-mix(in srgb, var(--line) 35%, transparent)"
                            : `color-mix(in srgb, var(${metric === "count" ? "--accent" : "--cyan"}) ${Math.round(
                                14 + 81 * heatOf(value, most),
                              )}%, var(--surface))`,
                      }}
                    />
                  );
                })}
              </GridRow>
            );
          })}
        </div>
      </div>
      {shown && at && (
        <div
          aria-hidden
          className="pointer-events-none fixed z-20 w-max rounded-control border border-line bg-[#06080c] px-2 py-1 text-12 shadow-black/60 shadow-xl"
          style={{ left: Math.min(at.x + 12, innerWidth - 320), bottom: innerHeight - at.y + 10 }}
        >
          <p className="font-semibold">{cellWords(shown)}</p>
          <p className="text-ink-3">{formatMinute(heat.minutes[at.minute]!)}</p>
        </div>
      )}
    </Card>
  );
}
