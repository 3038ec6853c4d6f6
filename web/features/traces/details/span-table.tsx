import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { useMemo, useRef, useState } from "react";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { isError } from "../../../../shared/trace/skeleton.ts";
import { GridCell, GridRow, GridRows } from "../../../components/ui/grid-parts.tsx";
import type { TraceModel } from "../waterfall/trace-model.ts";

const LINE = 28;
const columns = [
  { key: "operation", title: "Operation" },
  { key: "start", title: "Begins" },
  { key: "duration", title: "Took" },
] as const;
type Column = (typeof columns)[number]["key"];

/** All spans as a table that sorts: the slowest are found here, not in the tree. */
export function SpanTable({
  model,
  selected,
  onSelect,
}: {
  model: TraceModel;
  selected: number | undefined;
  onSelect: (row: number) => void;
}) {
  const { skeleton } = model;
  const [sort, setSort] = useState<{ by: Column; down: boolean }>({ by: "start", down: false });
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => {
    const value = {
      start: (row: number) => skeleton.start[row]!,
      duration: (row: number) => (skeleton.duration[row] === -1 ? model.end : skeleton.duration[row]!),
      operation: (row: number) => skeleton.operations[skeleton.operation[row]!]!,
    }[sort.by];
    const order = Array.from(skeleton.id.keys()).sort((a, b) => {
      const [one, other] = [value(a), value(b)];
      return one < other ? -1 : one > other ? 1 : a - b;
    });
    return sort.down ? order.reverse() : order;
  }, [skeleton, model.end, sort]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 6,
  });
  const at = rows.indexOf(selected ?? -1);
  const grid = "grid grid-cols-[minmax(0,1fr)_68px_68px] gap-2 px-3 items-center";
  return (
    // biome-ignore lint/a11y/useSemanticElements: only the rows in view exist, which a table cannot lay out
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      data-details
      aria-label="Spans as a table"
      aria-rowcount={rows.length + 1}
      onKeyDown={(event) => {
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
        if (step === 0 || next === undefined || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        onSelect(next);
        virtualizer.scrollToIndex(rows.indexOf(next), { align: "auto" });
      }}
      className="group/table min-h-0 flex-1 overflow-y-auto outline-none focus-visible:shadow-[inset_0_2px_var(--accent)]"
    >
      <GridRow
        className={clsx(grid, "sticky top-0 z-10 h-7 border-line border-b bg-surface text-11 text-ink-3")}
      >
        {columns.map(({ key, title }) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: the button inside has the focus
          <div
            key={key}
            role="columnheader"
            aria-sort={sort.by === key ? (sort.down ? "descending" : "ascending") : "none"}
            className={key === "operation" ? "" : "text-right"}
          >
            <button
              type="button"
              onClick={() => setSort({ by: key, down: sort.by === key ? !sort.down : key === "duration" })}
              className={clsx("rounded hover:text-ink", sort.by === key && "text-ink")}
            >
              {title}
              {sort.by === key && (sort.down ? " ↓" : " ↑")}
            </button>
          </div>
        ))}
      </GridRow>
      <GridRows className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]!;
          const duration = skeleton.duration[row]!;
          return (
            <GridRow
              key={skeleton.id[row]}
              aria-rowindex={index + 2}
              aria-selected={row === selected}
              onClick={() => onSelect(row)}
              className={clsx(
                grid,
                "absolute inset-x-0 top-0 h-7 border-line-soft border-b font-mono text-12",
                row === selected ? "bg-accent/7 shadow-[inset_2px_0_var(--accent)]" : "hover:bg-surface-2",
              )}
              style={{ transform: `translateY(${start}px)` }}
            >
              <GridCell
                className={clsx("truncate", isError(skeleton.flags[row]!) && "text-red-ink")}
                title={`${skeleton.sources[skeleton.source[row]!]} · ${skeleton.stages[skeleton.stage[row]!]}`}
              >
                {skeleton.operations[skeleton.operation[row]!]}
              </GridCell>
              <GridCell className="tabular text-right text-ink-2">
                {durationText(skeleton.start[row]!)}
              </GridCell>
              <GridCell className="tabular text-right text-ink-2">
                {duration === -1 ? "running" : durationText(duration)}
              </GridCell>
            </GridRow>
          );
        })}
      </GridRows>
    </div>
  );
}
