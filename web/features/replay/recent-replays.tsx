import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { replayQuery } from "../../api/replay-query.ts";
import { Button } from "../../components/ui/button.tsx";
import { replaysQuery } from "./replay-queries.ts";
import { ReplayRow } from "./replay-row.tsx";
import { modeName } from "./replay-words.ts";
import type { ReplayUrl } from "./use-replay-url.ts";

const MOST = 4;

/** The newest replays of the trace on screen; or of what it is itself a replay. */
export function RecentReplays({ url, traceId }: { url: ReplayUrl; traceId: string }) {
  const { data } = useInfiniteQuery(replaysQuery({ trace_id: traceId }));
  // the one that is looked at is asked more often than the list: it stands in it as it stands above
  const shown = useQuery({ ...replayQuery(url.search.replay ?? ""), enabled: false }).data;
  const listed = data?.pages.flatMap(({ replays }) => replays) ?? [];
  const found = listed.map((replay) => (replay.replay_trace === shown?.replay_trace ? shown : replay));
  const own = found.find(({ replay_trace }) => replay_trace === traceId);
  const made = found.filter(({ original_trace }) => original_trace === traceId);
  if (found.length === 0) return null;
  return (
    <section aria-label="Replays of this trace" className="flex flex-col border-line border-t py-3">
      {own && (
        <div className="flex flex-wrap items-center gap-2 px-3 pb-3 text-12">
          <p className="min-w-0 flex-1">
            This trace is itself a {modeName(own.mode)}
            {own.status === "running" && ", still under way"}.
          </p>
          <Button onClick={() => url.show(own)}>Show under its original</Button>
        </div>
      )}
      {made.length > 0 && (
        <>
          <h3 className="flex items-center px-3 pb-1 text-11 text-ink-3">
            <span className="flex-1">Replays of this trace</span>
            {(made.length > MOST || data?.pages.at(-1)?.next !== null) && (
              <Button variant="ghost" size="sm" onClick={() => url.openHistory("this")}>
                All
              </Button>
            )}
          </h3>
          <ul>
            {made.slice(0, MOST).map((replay) => (
              <li key={replay.replay_trace}>
                <ReplayRow
                  replay={replay}
                  shown={replay.replay_trace === url.search.replay}
                  withTrace={false}
                  onShow={() => url.show(replay)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
