import { getRouteApi, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Replay, ReplayMode, ReplayStatus } from "../../../shared/models/replay.ts";

const route = getRouteApi("/traces");

type Search = ReturnType<typeof route.useSearch>;

/** What belongs to one trace, or to the list of replays, stays behind when a trace is opened from here. */
const carried = ({ span, from, replay, ghosts, replays, replay_mode, replay_status, ...rest }: Search) =>
  rest;

/** What the address says of replays, and how it is changed. */
export function useReplayUrl() {
  const search = route.useSearch();
  const { traceId } = useParams({ strict: false }) as { traceId?: string };
  const navigate = useNavigate({ from: "/traces" });
  const navigateHere = useNavigate();
  const actions = useMemo(() => {
    // of the address as it is by now: the trace that it leads to may still be on its way
    const change = (next: (search: Search) => Search) =>
      void navigateHere({ to: ".", search: next as never, replace: true });
    const open = (trace: string, replay?: string) =>
      void navigate({
        to: "/traces/$traceId",
        params: { traceId: trace },
        search: (old) => ({
          ...carried(old),
          ...(trace === traceId && old.span !== undefined ? { span: old.span } : {}),
          tab: "replay" as const,
          ...(replay === undefined ? {} : { replay }),
        }),
        replace: trace === traceId,
      });
    return {
      /** the console of this trace, ready for the next replay */
      open: (trace: string) => open(trace),
      /** the trace with its replay under it */
      show: ({ original_trace, replay_trace }: Pick<Replay, "original_trace" | "replay_trace">) =>
        open(original_trace, replay_trace),
      openHistory: (of: "this" | "all") => change((old) => ({ ...old, replays: of })),
      closeHistory: () => change(({ replays, replay_mode, replay_status, ...rest }) => rest),
      narrow: (mode: ReplayMode | undefined, status: ReplayStatus | undefined) =>
        change((old) => ({ ...old, replay_mode: mode, replay_status: status })),
    };
  }, [navigate, navigateHere, traceId]);
  return { search, traceId, ...actions };
}

export type ReplayUrl = ReturnType<typeof useReplayUrl>;
