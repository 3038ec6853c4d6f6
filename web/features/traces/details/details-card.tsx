import { Link } from "@tanstack/react-router";
import { type ReactNode, Suspense, useState } from "react";
import type { Span, TraceSummary } from "../../../../shared/models/span.ts";
import { Button } from "../../../components/ui/button.tsx";
import { CardHeader } from "../../../components/ui/card.tsx";
import { lazyPart } from "../../../components/ui/lazy-part.tsx";
import { Segmented } from "../../../components/ui/segmented.tsx";
import type { TraceModel } from "../waterfall/trace-model.ts";
import { FileSpan, StoredSpan } from "./open-span.tsx";
import { SpanTable } from "./span-table.tsx";
import { TraceFacts } from "./trace-facts.tsx";

const LogDialog = lazyPart(() => import("./log-dialog.tsx").then((file) => file.LogDialog));

const tabs = [
  { value: "details", label: "Details" },
  { value: "spans", label: "Spans" },
  { value: "replay", label: "Replay" },
] as const;
export type DetailsTab = (typeof tabs)[number]["value"];

/** The trace and the span that is open: what is known of them, all spans as a table, the ways out. */
export function DetailsCard({
  trace,
  model,
  readSpan,
  file,
  spanId,
  tab,
  replay,
  onTab,
  onSelect,
}: {
  trace: TraceSummary;
  model: TraceModel;
  /** reads a span of a file; null: they are read from the server as they are opened */
  readSpan: ((id: number) => Promise<Span | null>) | null;
  /** name of the file that the trace is out of; null: it is the server's */
  file: string | null;
  spanId: number | undefined;
  tab: DetailsTab;
  /** what its tab holds */
  replay: ReactNode;
  onTab: (tab: DetailsTab) => void;
  onSelect: (row: number) => void;
}) {
  const [log, setLog] = useState(false);
  const row = spanId === undefined ? undefined : model.rowOf.get(spanId);
  const path = `/api/traces/${encodeURIComponent(trace.trace_id)}/export`;
  return (
    <aside aria-label="Details" className="flex h-full min-h-0 flex-col">
      <CardHeader>
        <Segmented label="What is shown" value={tab} options={tabs} onChange={onTab} />
        <span className="flex-1" />
        {file === null && tab !== "replay" && (
          <Button variant="primary" aria-label="Replay this trace" onClick={() => onTab("replay")}>
            Replay
          </Button>
        )}
      </CardHeader>
      {tab === "spans" ? (
        <SpanTable model={model} selected={row} onSelect={onSelect} />
      ) : tab === "replay" ? (
        <ReplayTab file={file}>{replay}</ReplayTab>
      ) : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus
          tabIndex={0}
          data-details
          aria-label="Trace and span"
          className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
        >
          <div className="border-line border-b p-3">
            <TraceFacts
              trace={trace}
              tasks={model.skeleton.tasks}
              moved={model.moved}
              stored={file === null}
            />
          </div>
          <div className="p-3">
            {spanId === undefined ? (
              <p className="text-12 text-ink-3">Select a span to read what it carried.</p>
            ) : readSpan !== null ? (
              <FileSpan key={spanId} spanId={spanId} read={readSpan} traceStart={model.skeleton.base_us} />
            ) : (
              <StoredSpan traceId={trace.trace_id} spanId={spanId} traceStart={model.skeleton.base_us} />
            )}
          </div>
        </section>
      )}
      {tab === "replay" ? null : file === null ? (
        <footer className="flex shrink-0 flex-wrap items-center gap-2 border-line border-t p-3">
          <Button aria-label="Open full log" onClick={() => setLog(true)}>
            Full log
          </Button>
          <Download href={`${path}?format=csv`}>CSV</Download>
          <Download href={`${path}?format=json`}>JSON</Download>
          <CompareLink search={{ a: trace.trace_id }} />
        </footer>
      ) : (
        <footer className="flex shrink-0 items-center gap-3 border-line border-t p-3">
          <p className="min-w-0 flex-1 break-words text-12 text-ink-2">
            From the file <span className="font-mono">{file}</span>. It is shown by this page alone; nothing
            was uploaded.
          </p>
          <CompareLink search={{ a: trace.trace_id, a_from: "file" }} />
        </footer>
      )}
      {log && (
        <Suspense>
          <LogDialog trace={trace} onClose={() => setLog(false)} />
        </Suspense>
      )}
    </aside>
  );
}

function ReplayTab({ file, children }: { file: string | null; children: ReactNode }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus
      tabIndex={0}
      data-replay
      aria-label="Replay"
      className="min-h-0 flex-1 overflow-y-auto outline-none focus-visible:shadow-[inset_0_2px_var(--accent)]"
    >
      {file === null ? (
        children
      ) : (
        <p className="p-3 text-12 text-ink-2">
          A trace out of a file is shown by this page alone. The server does not have it and cannot replay it:
          send it there first, over OTLP or to /api/logs.
        </p>
      )}
    </section>
  );
}

function CompareLink({ search }: { search: { a: string; a_from?: "file" } }) {
  return (
    <Link
      to="/traces/compare"
      search={search}
      aria-label="Compare with another trace"
      className="inline-flex h-7 shrink-0 items-center rounded-control border border-line bg-surface-2 px-2.5 font-semibold text-12 hover:border-ink-3/60"
    >
      Compare…
    </Link>
  );
}

function Download({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      download
      aria-label={`Download as ${children}`}
      className="inline-flex h-7 items-center rounded-control border border-line bg-surface-2 px-2.5 font-semibold text-12 hover:border-ink-3/60"
    >
      {children}
    </a>
  );
}
