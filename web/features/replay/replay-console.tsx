import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { RefusedError } from "../../api/answer.ts";
import { replayQuery } from "../../api/replay-query.ts";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { RecentReplays } from "./recent-replays.tsx";
import { ReplayForm } from "./replay-form.tsx";
import { ReplayRunning } from "./replay-running.tsx";
import { ReplaySummaryCard } from "./replay-summary-card.tsx";
import { modeName } from "./replay-words.ts";
import { useKeptFocus } from "./use-kept-focus.ts";
import { type ReplayUrl, useReplayUrl } from "./use-replay-url.ts";

/**
 * Runs a trace again. Idle, it asks how; while a replay runs it says how far that has come; then what came of it. Which
 * replay it is about stands in the address, so a link leads to another person's as well.
 */
export function ReplayConsole() {
  const url = useReplayUrl();
  const { traceId, search } = url;
  const box = useRef<HTMLDivElement>(null);
  const named = search.replay !== undefined;
  const { data } = useQuery({ ...replayQuery(search.replay ?? ""), enabled: named });
  useKeptFocus(box, `${search.replay} ${data?.status}`);
  return (
    <div ref={box} tabIndex={-1} className="mx-auto flex w-full max-w-[560px] flex-col outline-none">
      <p role="status" className="sr-only">
        {data && `${modeName(data.mode)} ${data.status}`}
      </p>
      {traceId === undefined && (
        <header className="px-3 pt-6">
          <h2 className="font-semibold text-[17px]">Replay a trace</h2>
          <p className="mt-1.5 text-ink-2">
            Dry, it is rebuilt from what was recorded; live, the factories that own its spans do it again.
          </p>
        </header>
      )}
      {search.replay === undefined ? (
        // another trace is another form; how one replays is kept
        <ReplayForm key={traceId ?? ""} url={url} />
      ) : (
        <OneReplay key={search.replay} url={url} replayTrace={search.replay} />
      )}
      {traceId !== undefined && <RecentReplays url={url} traceId={traceId} />}
    </div>
  );
}

function OneReplay({ url, replayTrace }: { url: ReplayUrl; replayTrace: string }) {
  const { data, error, refetch } = useQuery(replayQuery(replayTrace));
  const again = url.traceId !== undefined && (
    <Button onClick={() => url.open(url.traceId!)}>Start another</Button>
  );
  if (data !== undefined)
    return data.status === "running" ? (
      <ReplayRunning replay={data} unheard={error !== null} />
    ) : (
      <ReplaySummaryCard replay={data} url={url} />
    );
  if (error instanceof RefusedError && error.code === "REPLAY_NOT_FOUND")
    return (
      <EmptyState title="There is no such replay" action={again} className="h-auto!">
        <p className="break-all font-mono text-12">{replayTrace}</p>
        <p className="mt-2">{error.message}</p>
      </EmptyState>
    );
  if (error)
    return (
      <ErrorState
        title="This replay could not be read"
        message={error.message}
        {...(error instanceof RefusedError ? { code: error.code } : {})}
        onRetry={() => void refetch()}
      />
    );
  return (
    <div role="status" aria-label="Reading the replay" className="flex flex-col gap-3 p-3">
      <Skeleton className="h-4 w-2/5" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-4/5" />
    </div>
  );
}
