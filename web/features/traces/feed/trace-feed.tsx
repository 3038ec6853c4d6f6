import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useRef } from "react";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import { TRACE_ROW, TraceRow, traceRowId } from "./trace-row.tsx";

/** The traces, newest first, of which only those in view are drawn. */
export function TraceFeed({
  traces,
  selectedId,
  listRef,
  onOpen,
  onEnd,
}: {
  traces: readonly TraceSummary[];
  selectedId: string | undefined;
  listRef: RefObject<HTMLDivElement | null>;
  onOpen: (traceId: string) => void;
  /** the reader is near the end; null: these are all */
  onEnd: (() => void) | null;
}) {
  const virtualizer = useVirtualizer({
    count: traces.length,
    getScrollElement: () => listRef.current,
    estimateSize: () => TRACE_ROW,
    getItemKey: (line) => traces[line]!.trace_id,
    overscan: 6,
  });
  const fresh = useFreshTraces(traces);
  const selected = traces.findIndex(({ trace_id }) => trace_id === selectedId);
  // once for each selection: a list that moves on below it must not pull the reader back
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (selected >= 0) virtualizer.scrollToIndex(selected, { align: "auto" });
  }, [selectedId, selected >= 0]);
  const drawn = virtualizer.getVirtualItems();
  const last = drawn.at(-1)?.index ?? -1;
  useEffect(() => {
    if (onEnd !== null && last >= traces.length - 10) onEnd();
  }, [last, traces.length, onEnd]);
  return (
    <div
      ref={listRef}
      role="listbox"
      tabIndex={0}
      data-list-keys
      data-feed
      aria-label="Traces"
      aria-activedescendant={selected >= 0 ? traceRowId(selectedId!) : undefined}
      className="group/feed min-h-0 flex-1 overflow-y-auto overflow-x-hidden outline-none focus-visible:shadow-[inset_0_2px_var(--accent)]"
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {drawn.map(({ index, key, start }) => (
          <div
            key={key}
            role="presentation"
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start}px)` }}
          >
            <TraceRow
              trace={traces[index]!}
              line={index}
              selected={index === selected}
              fresh={fresh(traces[index]!.trace_id)}
              onOpen={onOpen}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Whether a trace was not in the list before: those of the first list are not news. */
function useFreshTraces(traces: readonly TraceSummary[]): (traceId: string) => boolean {
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (traces.length === 0 && known.current === null) return;
    known.current ??= new Set();
    for (const { trace_id } of traces) known.current.add(trace_id);
  }, [traces]);
  return (traceId) => known.current !== null && !known.current.has(traceId);
}
