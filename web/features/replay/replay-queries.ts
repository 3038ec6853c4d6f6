import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { ReplayMode, ReplayStatus } from "../../../shared/models/replay.ts";
import { listReplays } from "../../../shared/operations/replays.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { replayKey } from "../../api/replay-query.ts";

/** What narrows the list; all left out: every replay there was. */
export interface ReplayFilter {
  /** the original, or the replay's own */
  trace_id?: string | undefined;
  mode?: ReplayMode | undefined;
  status?: ReplayStatus | undefined;
}

const PAGE = 50;
/** A list is read again so often: others start replays too, milliseconds. While one of it runs, more often. */
const QUIET_MS = 5000;
const RUNNING_MS = 1000;

/** Replays, newest first, a page at a time. */
export const replaysQuery = (filter: ReplayFilter) =>
  infiniteQueryOptions({
    queryKey: [...replayKey, "list", filter],
    queryFn: ({ pageParam, signal }) =>
      answer(call(listReplays, { ...filter, limit: PAGE, cursor: pageParam ?? undefined }, { signal })),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: 0,
    // each page is asked for again
    refetchInterval: ({ state: { data } }) =>
      (data?.pages.some(({ replays }) => replays.some(({ status }) => status === "running"))
        ? RUNNING_MS
        : QUIET_MS) * Math.max(1, data?.pages.length ?? 1),
  });
