import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { useEffect, useMemo, useRef, useState } from "react";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { logQuery } from "../trace-queries.ts";
import { JsonInspector } from "./json-inspector.tsx";
import { isoOf } from "./trace-facts.tsx";

const grid = "grid grid-cols-[96px_140px_130px_minmax(0,1fr)_84px_56px] gap-3 px-4 items-center";

/** All spans of a trace by their begin, out of the store, with what each carried. */
export function LogDialog({ trace, onClose }: { trace: TraceSummary; onClose: () => void }) {
  const log = useInfiniteQuery(logQuery(trace.trace_id));
  const spans = useMemo(() => log.data?.pages.flatMap((page) => page.spans) ?? [], [log.data]);
  const total = log.data?.pages[0]?.total;
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set<number>());
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: spans.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 29,
    getItemKey: (line) => spans[line]!.id,
    overscan: 8,
  });
  const drawn = virtualizer.getVirtualItems();
  const last = drawn.at(-1)?.index ?? -1;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = log;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= spans.length - 40) void fetchNextPage();
  }, [last, spans.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const toggle = (id: number) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Log of ${trace.trace_id}${total === undefined ? "" : ` · ${formatCount(total)} spans`}`}
      size="full"
    >
      <div aria-hidden className={clsx(grid, "h-7 shrink-0 border-line border-b text-11 text-ink-3")}>
        <span>Time</span>
        <span>Source</span>
        <span>Stage</span>
        <span>Operation</span>
        <span className="text-right">Took</span>
        <span>Status</span>
      </div>
      {log.error && spans.length === 0 ? (
        <ErrorState
          title="The log could not be read"
          message={log.error.message}
          onRetry={() => void log.refetch()}
        />
      ) : log.data === undefined ? (
        <div role="status" aria-label="Reading the log" className="flex flex-col gap-3 p-4">
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-4/5" />
          <Skeleton className="h-4 w-full" />
        </div>
      ) : (
        <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
          <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
            {drawn.map(({ index, key, start }) => {
              const span = spans[index]!;
              return (
                <li
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 top-0 border-line-soft border-b"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <button
                    type="button"
                    aria-expanded={open.has(span.id)}
                    onClick={() => toggle(span.id)}
                    className={clsx(
                      grid,
                      "h-7 w-full text-left font-mono text-12 -outline-offset-2 hover:bg-surface-2",
                    )}
                  >
                    <span className="tabular text-ink-3">
                      <Time iso={isoOf(span.start_us)} milliseconds />
                    </span>
                    <span className="truncate">{span.source}</span>
                    <span className="truncate text-ink-2">{span.stage}</span>
                    <span className="truncate">{span.operation}</span>
                    <span className="tabular text-right text-ink-2">
                      {span.duration_us === null ? "running" : durationText(span.duration_us)}
                    </span>
                    <span className={span.status === "error" ? "text-red-ink" : "text-green"}>
                      {span.status}
                    </span>
                  </button>
                  {open.has(span.id) && (
                    <div className="bg-sunken px-4 py-2">
                      <JsonInspector
                        label={`What ${span.operation} carried`}
                        value={{
                          span_id: span.span_id,
                          parent_span_id: span.parent_span_id,
                          task_uuid: span.task_uuid,
                          details: span.details,
                          events: span.events,
                        }}
                      />
                    </div>
                  )}
                </li>
              );
            })}
          </ul>
          {isFetchingNextPage && <p className="p-3 text-center text-12 text-ink-3">Reading on…</p>}
        </div>
      )}
    </Dialog>
  );
}
