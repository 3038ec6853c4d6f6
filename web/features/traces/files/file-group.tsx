import clsx from "clsx";
import { FileJson, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import type { OpenedFile } from "./file-store.ts";

/** Traces of a file that are listed; the others of a large one are found in the tool that wrote it. */
const MOST = 100;

/** One opened file: its name with the way to close it, and its traces. */
export function FileGroup({
  file: { file, traces },
  traceId,
  onOpen,
  onClose,
}: {
  file: OpenedFile;
  /** the trace that is open */
  traceId: string | undefined;
  onOpen: (traceId: string) => void;
  onClose: () => void;
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    onClose();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it have the focus
    <div data-file onKeyDown={onKeyDown}>
      <div className="flex h-7 items-center gap-2 pr-1 pl-3 text-12 text-ink-2">
        <FileJson aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        <span className="min-w-0 flex-1 truncate" title={file}>
          {file}
        </span>
        <IconButton
          label={`Close ${file}`}
          keys="Delete"
          className="size-6 [&>svg]:size-3.5"
          onClick={onClose}
        >
          <X />
        </IconButton>
      </div>
      <ul aria-label={file}>
        {traces.slice(0, MOST).map(({ trace }) => (
          <li key={trace.trace_id}>
            <button
              type="button"
              aria-current={trace.trace_id === traceId}
              title={`${trace.operation}\n${trace.trace_id}`}
              onClick={() => onOpen(trace.trace_id)}
              className={clsx(
                "flex h-7 w-full items-center gap-2 pr-3 pl-[34px] text-left text-12 -outline-offset-2",
                trace.trace_id === traceId
                  ? "bg-accent/7 shadow-[inset_2px_0_var(--accent)]"
                  : "hover:bg-surface-2",
              )}
            >
              <span className="min-w-0 flex-1 truncate font-mono">{trace.operation}</span>
              <span className="tabular shrink-0 text-ink-2">
                {formatCount(trace.spans)} {trace.spans === 1 ? "span" : "spans"}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {traces.length > MOST && (
        <p className="py-1 pr-3 pl-[34px] text-12 text-ink-3">
          {formatCount(traces.length - MOST)} more are in the file.
        </p>
      )}
    </div>
  );
}
