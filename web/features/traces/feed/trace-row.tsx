import clsx from "clsx";
import { memo, useState } from "react";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { formatCount } from "../../../components/ui/number-format.ts";
import { formatUtc } from "../../../components/ui/time-format.ts";
import { TracePill } from "./trace-pill.tsx";

export const TRACE_ROW = 55;
export const traceRowId = (traceId: string) => `trace-${traceId}`;

/** One trace of the list. */
export const TraceRow = memo(function TraceRow({
  trace,
  line,
  selected,
  fresh,
  onOpen,
}: {
  trace: TraceSummary;
  line: number;
  selected: boolean;
  /** it has just come in */
  fresh: boolean;
  onOpen: (traceId: string) => void;
}) {
  const [cameIn] = useState(fresh);
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
        selected &&
          "outline-accent group-focus-visible/feed:outline-2 group-focus-visible/feed:-outline-offset-2",
        cameIn && (failed ? "row-in-red" : "row-in"),
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
