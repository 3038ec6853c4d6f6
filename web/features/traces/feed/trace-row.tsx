import clsx from "clsx";
import { memo, useState } from "react";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { formatCount } from "../../../components/ui/number-format.ts";
import { formatUtc } from "../../../components/ui/time-format.ts";
import type { News } from "./feed-news.ts";
import { TracePill } from "./trace-pill.tsx";

export const TRACE_ROW = 55;
export const traceRowId = (traceId: string) => `trace-${traceId}`;

/** One trace of the list. */
export const TraceRow = memo(function TraceRow({
  trace,
  line,
  selected,
  active,
  news,
  onOpen,
}: {
  trace: TraceSummary;
  line: number;
  selected: boolean;
  /** the keys stand on it while the list has the focus */
  active: boolean;
  /** it has just come in, or just failed; undefined: neither */
  news: News | undefined;
  onOpen: (traceId: string) => void;
}) {
  // what it once was news for: the mark is drawn to its end, though the list is read again meanwhile
  const [shown, setShown] = useState(news);
  if (news !== undefined && news !== shown) setShown(news);
  const failed = trace.status === "error";
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus, and the keys
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      role="option"
      id={traceRowId(trace.trace_id)}
      aria-selected={selected}
      aria-posinset={line + 1}
      onClick={() => onOpen(trace.trace_id)}
      title={`${trace.operation}\n${trace.source} · ${formatUtc(trace.updated_at)}`}
      className={clsx(
        "grid h-[55px] grid-cols-[minmax(0,1fr)] content-center gap-[3px] border-line-soft border-b px-3",
        selected
          ? "bg-accent/7 shadow-[inset_2px_0_var(--accent)]"
          : failed
            ? "shadow-[inset_2px_0_var(--red)] hover:bg-surface-2"
            : "hover:bg-surface-2",
        active &&
          "outline-accent group-focus-visible/feed:outline-2 group-focus-visible/feed:-outline-offset-2",
        shown && (shown === "failed" ? "row-in-red" : "row-in"),
      )}
    >
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-mono text-12">{shortId(trace.trace_id)}</span>
        <TracePill status={trace.status} />
      </div>
      <div className="flex items-center gap-2 whitespace-nowrap text-12 text-ink-2">
        <span className="min-w-0 flex-1 truncate font-mono">{trace.operation}</span>
        <span className="tabular">
          {trace.status === "active" ? "running" : durationText(trace.duration_us)} ·{" "}
          {formatCount(trace.spans)} {trace.spans === 1 ? "span" : "spans"}
        </span>
      </div>
    </div>
  );
});

/** Ids of W3C are told apart by their begin; names that people gave are shown as they are. */
const shortId = (id: string): string => (/^[0-9a-f]{16,32}$/.test(id) ? id.slice(0, 8) : id);
