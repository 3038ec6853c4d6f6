import { useInfiniteQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { RefusedError } from "../../api/answer.ts";
import { Button } from "../../components/ui/button.tsx";
import { CardHeader } from "../../components/ui/card.tsx";
import { Chip } from "../../components/ui/chip.tsx";
import { Drawer } from "../../components/ui/drawer.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { ReplayList } from "./replay-list.tsx";
import { replaysQuery } from "./replay-queries.ts";
import type { ReplayUrl } from "./use-replay-url.ts";

const ofs = [
  { value: "this", label: "This trace" },
  { value: "all", label: "All" },
] as const;
const modes = [
  ["dry-run", "Dry run"],
  ["live", "Live"],
] as const;
const statuses = ["running", "completed", "failed", "aborted"] as const;

/** Past replays of a trace, or of all, newest first; those of others too, and as they go on. */
export function ReplayHistoryDrawer({ url, of }: { url: ReplayUrl; of: "this" | "all" }) {
  const { replay_mode: mode, replay_status: status } = url.search;
  // as state: the list may be there before what it is scrolled in
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  return (
    <Drawer side="right" title="Past replays" open onOpenChange={(open) => !open && url.closeHistory()}>
      <CardHeader>
        <h2>Past replays</h2>
        <span className="flex-1" />
        {url.traceId !== undefined && (
          <Segmented label="Replays of" value={of} options={ofs} onChange={url.openHistory} />
        )}
        <IconButton label="Close" keys="Esc" onClick={url.closeHistory} className="-mr-1.5">
          <X />
        </IconButton>
      </CardHeader>
      <search
        aria-label="Narrow the replays"
        className="flex flex-wrap gap-1.5 border-line border-b px-3 py-2"
      >
        {modes.map(([value, label]) => (
          <Chip
            key={value}
            pressed={mode === value}
            onClick={() => url.narrow(mode === value ? undefined : value, status)}
          >
            {label}
          </Chip>
        ))}
        <span aria-hidden className="mx-0.5 w-px bg-line" />
        {statuses.map((value) => (
          <Chip
            key={value}
            pressed={status === value}
            onClick={() => url.narrow(mode, status === value ? undefined : value)}
          >
            {value}
          </Chip>
        ))}
      </search>
      <div
        ref={setScroller}
        data-autofocus
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto outline-none focus-visible:shadow-[inset_0_2px_var(--accent)]"
      >
        <Listed url={url} of={of} scroller={scroller} />
      </div>
    </Drawer>
  );
}

function Listed({
  url,
  of,
  scroller,
}: {
  url: ReplayUrl;
  of: "this" | "all";
  scroller: HTMLDivElement | null;
}) {
  const { replay_mode: mode, replay_status: status, replay: shown } = url.search;
  const query = useInfiniteQuery(
    replaysQuery({ trace_id: of === "this" ? url.traceId : undefined, mode, status }),
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  if (query.data === undefined && query.error)
    return (
      <ErrorState
        title="The replays could not be read"
        message={query.error.message}
        {...(query.error instanceof RefusedError ? { code: query.error.code } : {})}
        onRetry={() => void query.refetch()}
      />
    );
  if (query.data === undefined)
    return (
      <div role="status" aria-label="Reading the replays" className="flex flex-col gap-4 p-3">
        {["w-full", "w-4/5", "w-full", "w-3/5"].map((width, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of nothing
          <Skeleton key={line} className={`h-4 ${width}`} />
        ))}
      </div>
    );
  const replays = query.data.pages.flatMap((page) => page.replays);
  if (replays.length === 0) return <Nothing url={url} of={of} narrowed={mode ?? status} />;
  return (
    <ReplayList
      replays={replays}
      scroller={scroller}
      shown={shown}
      withTrace={of === "all"}
      onShow={url.show}
      onEnd={hasNextPage && !isFetchingNextPage ? fetchNextPage : null}
    />
  );
}

function Nothing({
  url,
  of,
  narrowed,
}: {
  url: ReplayUrl;
  of: "this" | "all";
  narrowed: string | undefined;
}) {
  if (narrowed !== undefined)
    return (
      <EmptyState
        title="Nothing fits"
        action={<Button onClick={() => url.narrow(undefined, undefined)}>Clear the filters</Button>}
      />
    );
  return (
    <EmptyState
      title={of === "this" ? "Not replayed yet" : "No replay yet"}
      action={
        url.traceId !== undefined && <Button onClick={() => url.open(url.traceId!)}>Replay this trace</Button>
      }
    >
      {of === "this"
        ? "A dry run rebuilds the trace from what was recorded, a live replay has its factories do it again."
        : "Select a trace and press R to run it again."}
    </EmptyState>
  );
}
