import type { RefObject } from "react";
import { RefusedError } from "../../../api/answer.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Card, CardHeader } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { Segmented } from "../../../components/ui/segmented.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { FileReadings } from "../files/file-readings.tsx";
import { FileTraces } from "../files/file-traces.tsx";
import type { TraceUrl } from "../use-trace-url.ts";
import { TraceFeed } from "./trace-feed.tsx";
import type { TraceList } from "./use-trace-list.ts";

const shows = [
  { value: "active", label: "15 min" },
  { value: "history", label: "History" },
] as const;

/** The list of traces, or why there is none. */
export function FeedCard({
  url,
  list,
  listRef,
}: {
  url: TraceUrl;
  list: TraceList;
  listRef: RefObject<HTMLDivElement | null>;
}) {
  const { traces, error } = list;
  return (
    <Card aria-label="Traces">
      <CardHeader>
        <h2 className="truncate">Traces</h2>
        <span className="flex-1" />
        {traces && (
          <span className="tabular font-mono font-normal text-ink-2">
            {formatCount(traces.length)}
            {list.older !== null && "+"}
          </span>
        )}
        <Segmented label="Which traces" value={list.show} options={shows} onChange={url.setShow} />
      </CardHeader>
      <FileReadings />
      <FileTraces
        traceId={url.search.from === "file" ? url.traceId : undefined}
        onOpen={url.openFile}
        onClose={url.close}
      />
      {traces === undefined && error ? (
        <ErrorState
          title="The traces could not be read"
          message={error.message}
          {...(error instanceof RefusedError ? { code: error.code } : {})}
          onRetry={list.retry}
        />
      ) : traces === undefined ? (
        <div role="status" aria-label="Reading the traces" className="flex flex-1 flex-col gap-4 p-3">
          {["w-full", "w-4/5", "w-full", "w-3/5", "w-full", "w-4/5"].map((width, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of nothing
            <Skeleton key={line} className={`h-4 ${width}`} />
          ))}
        </div>
      ) : traces.length > 0 ? (
        <TraceFeed
          traces={traces}
          selectedId={url.search.from === "file" ? undefined : url.traceId}
          listRef={listRef}
          onOpen={url.open}
          onEnd={list.older}
        />
      ) : url.isFiltered ? (
        <EmptyState title="Nothing fits" action={<Button onClick={url.clear}>Clear the filters</Button>}>
          {list.show === "active" ? "No trace of the last 15 minutes fits." : "No trace of the history fits."}
        </EmptyState>
      ) : (
        <EmptyState
          title={list.show === "active" ? "Nothing in 15 minutes" : "No trace yet"}
          action={
            list.show === "active" && <Button onClick={() => url.setShow("history")}>Show the history</Button>
          }
        >
          New traces show up here as they come in.
        </EmptyState>
      )}
    </Card>
  );
}
