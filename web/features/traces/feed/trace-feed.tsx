import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { ArrowUp } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import { formatCount } from "../../../components/ui/number-format.ts";
import { TRACE_ROW, TraceRow, traceRowId } from "./trace-row.tsx";
import { type Missed, useFeedFollow } from "./use-feed-follow.ts";

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
  const { news, missed, toNewest } = useFeedFollow(traces, listRef, TRACE_ROW);
  const selected = traces.findIndex(({ trace_id }) => trace_id === selectedId);
  // where the keys stand while the list has the focus
  const [activeId, setActiveId] = useState<string | null>(null);
  const held = traces.findIndex(({ trace_id }) => trace_id === activeId);
  const active = held >= 0 ? held : selected;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const last = traces.length - 1;
    const to = {
      ArrowDown: Math.min(last, active + 1),
      ArrowUp: Math.max(0, active - 1),
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) {
      setActiveId(traces[to]!.trace_id);
      virtualizer.scrollToIndex(to, { align: "auto" });
    } else if (event.key === "Enter" && active >= 0) onOpen(traces[active]!.trace_id);
    else return;
    event.preventDefault();
  };
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
    <div className="relative flex min-h-0 flex-1 flex-col">
      {missed.traces + missed.failed > 0 && <MissedButton missed={missed} onClick={toNewest} />}
      <div
        ref={listRef}
        role="listbox"
        tabIndex={0}
        data-list-keys
        data-feed
        data-autofocus
        aria-label="Traces"
        aria-activedescendant={
          drawn.some(({ index }) => index === active) ? traceRowId(traces[active]!.trace_id) : undefined
        }
        onKeyDown={onKeyDown}
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
                active={index === active}
                news={news.get(traces[index]!.trace_id)}
                onOpen={onOpen}
              />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** Says what came in above while the reader is further down, and leads there. */
function MissedButton({ missed: { traces, failed }, onClick }: { missed: Missed; onClick: () => void }) {
  const words = [
    traces > 0 && `${formatCount(traces)} new`,
    failed > 0 && `${formatCount(failed)} failed`,
  ].filter(Boolean);
  return (
    <button
      type="button"
      onClick={onClick}
      className={clsx(
        "absolute top-2 left-1/2 z-10 flex -translate-x-1/2 items-center gap-1 whitespace-nowrap rounded-full border px-2.5 py-0.5 font-semibold text-11 shadow-black/60 shadow-lg",
        failed > 0 ? "border-red bg-surface-2 text-red-ink" : "border-line bg-surface-2 text-ink",
      )}
    >
      <ArrowUp aria-hidden className="size-3" />
      {words.join(", ")}
    </button>
  );
}
