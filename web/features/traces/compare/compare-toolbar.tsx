import { ArrowDownUp, ChevronDown, FileJson } from "lucide-react";
import { Suspense } from "react";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { lazyPart } from "../../../components/ui/lazy-part.tsx";
import { Segmented } from "../../../components/ui/segmented.tsx";
import { TracePill } from "../feed/trace-pill.tsx";
import { FileButton } from "../files/file-button.tsx";
import { sideNames } from "./side-names.ts";
import type { CompareFiles } from "./use-compare-files.ts";
import type { AskedSide, CompareUrl, Side } from "./use-compare-url.ts";

const TracePicker = lazyPart(() => import("./trace-picker.tsx").then((file) => file.TracePicker));

const scales = [
  { value: "same", label: "Same scale" },
  { value: "fitted", label: "Fitted" },
] as const;

/** Which two traces are compared, the ways to others, and how long a pixel of each is. */
export function CompareToolbar({
  url,
  traces,
  picking,
  files,
  onPicking,
}: {
  url: CompareUrl;
  /** null: not read, or not there */
  traces: { a: TraceSummary | null; b: TraceSummary | null };
  /** the side that is being chosen */
  picking: Side | null;
  files: CompareFiles;
  onPicking: (side: Side | null) => void;
}) {
  const { a, b } = url;
  const choice = (side: Side) => (
    <TraceChoice side={side} asked={url[side]} trace={traces[side]} onClick={() => onPicking(side)} />
  );
  return (
    <section
      aria-label="What is compared"
      className="flex shrink-0 items-center gap-2 max-[56.25rem]:flex-wrap"
    >
      {choice("a")}
      <IconButton
        label="Swap the two"
        keys="x"
        onClick={url.swap}
        disabled={a === undefined && b === undefined}
      >
        <ArrowDownUp className="wide:rotate-90" />
      </IconButton>
      {choice("b")}
      <Segmented
        label="Time scale"
        value={url.search.scale ?? "same"}
        options={scales}
        onChange={url.setScale}
      />
      <FileButton inputRef={files.inputRef} onTrace={files.place} />
      {picking !== null && (
        <Suspense>
          <TracePicker
            title={sideNames[picking]}
            other={picking === "a" ? b : a}
            onChoose={(asked) => url.choose(picking, asked)}
            onFile={() => files.open(picking)}
            onClose={() => onPicking(null)}
          />
        </Suspense>
      )}
    </section>
  );
}

function TraceChoice({
  side,
  asked,
  trace,
  onClick,
}: {
  side: Side;
  asked: AskedSide | undefined;
  trace: TraceSummary | null;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={`${sideNames[side]}: ${asked?.id ?? "none"}. Choose another`}
      title={asked?.id}
      className="flex h-8 min-w-0 flex-1 items-center gap-2.5 rounded-control border border-line bg-surface px-2.5 text-12 transition-colors hover:border-ink-3/60"
    >
      <span className="shrink-0 text-ink-3">{side === "a" ? "First" : "Second"}</span>
      {asked === undefined ? (
        <span className="flex-1 text-left text-ink-2">Choose a trace…</span>
      ) : (
        <>
          {asked.fromFile && (
            <FileJson role="img" aria-label="Out of a file" className="size-3.5 shrink-0 text-ink-3" />
          )}
          {trace !== null && <b className="min-w-0 max-w-[55%] truncate font-semibold">{trace.operation}</b>}
          <span className="min-w-[6ch] flex-1 truncate text-left font-mono text-ink-2">{asked.id}</span>
          {trace !== null && (
            <>
              <span className="tabular hidden shrink-0 font-mono text-ink-2 min-[1100px]:inline">
                {trace.status === "active" ? "running" : durationText(trace.duration_us)}
              </span>
              <TracePill status={trace.status} />
            </>
          )}
        </>
      )}
      <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
    </button>
  );
}
