import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { ReplayMode, ReplayStatus } from "../../../shared/models/replay.ts";
import { listReplays } from "../../../shared/operations/replays.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { replayKey } from "../../api/replay-query.ts";
import { spanSocketStore } from "../../api/span-socket-store.ts";

/** What narrows the list; all left out: every replay there was. */
export interface ReplayFilter {
  /** the original, or the replay's own */
  trace_id?: string | undefined;
  mode?: ReplayMode | undefined;
  status?: ReplayStatus | undefined;
}

const PAGE = 50;
/** While no news of spans come in by themselves a list is read again so often, milliseconds. */
const UNHEARD_MS = 5000;

/** Replays, newest first, a page at a time. The spans of one that come in have the list read again. */
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
      spanSocketStore.getState().up ? false : UNHEARD_MS * Math.max(1, data?.pages.length ?? 1),
  });
