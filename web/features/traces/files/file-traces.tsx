import clsx from "clsx";
import { FileJson } from "lucide-react";
import { useStore } from "zustand";
import { formatCount } from "../../../components/ui/number-format.ts";
import { fileStore } from "./file-store.ts";

/** Traces of one file that are listed; the others of a large one are found in the tool that wrote it. */
const MOST = 100;

/** The traces of opened files, above those of the server. */
export function FileTraces({
  traceId,
  onOpen,
}: {
  /** the one that is open */
  traceId: string | undefined;
  onOpen: (traceId: string) => void;
}) {
  const traces = useStore(fileStore, (state) => state.traces);
  if (traces.length === 0) return null;
  return (
    <ul aria-label="From files" className="max-h-[30%] shrink-0 overflow-y-auto border-line border-b">
      {traces.slice(0, MOST).map(({ file, trace }) => (
        <li key={trace.trace_id}>
          <button
            type="button"
            aria-current={trace.trace_id === traceId}
            title={`${file}\n${trace.trace_id}`}
            onClick={() => onOpen(trace.trace_id)}
            className={clsx(
              "flex h-8 w-full items-center gap-2 px-3 text-left text-12 -outline-offset-2",
              trace.trace_id === traceId
                ? "bg-accent/7 shadow-[inset_2px_0_var(--accent)]"
                : "hover:bg-surface-2",
            )}
          >
            <FileJson aria-hidden className="size-3.5 shrink-0 text-ink-3" />
            <span className="min-w-0 flex-1 truncate font-mono">{trace.operation}</span>
            <span className="tabular shrink-0 text-ink-2">
              {formatCount(trace.spans)} {trace.spans === 1 ? "span" : "spans"}
            </span>
          </button>
        </li>
      ))}
      {traces.length > MOST && (
        <li className="px-3 py-1 text-12 text-ink-3">
          {formatCount(traces.length - MOST)} more are in the files.
        </li>
      )}
    </ul>
  );
}
