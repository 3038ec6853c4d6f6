import { queryOptions } from "@tanstack/react-query";
import { getReplay, planReplay } from "../../shared/operations/replays.ts";
import { answer } from "./answer.ts";
import { call } from "./call.ts";

/** All that is read of replays lies under this. */
export const replayKey = ["replays"] as const;

/** Of what a replay would do, which changes as factories come and go. */
export const planKey = [...replayKey, "plan"] as const;

/** How often one that runs is asked how far it has come, milliseconds: its row is kept up no faster. */
const RUNNING_MS = 500;

/** One replay by its own trace id. Over, it does not change any more. */
export const replayQuery = (replayTrace: string) =>
  queryOptions({
    queryKey: [...replayKey, "one", replayTrace],
    queryFn: async ({ signal }) =>
      (await answer(call(getReplay, { replay_trace: replayTrace }, { signal }))).replay,
    refetchInterval: ({ state }) => (state.data?.status === "running" ? RUNNING_MS : false),
  });

/** What a replay of this trace would do. Factories come and go, so it is asked anew each time it is looked at. */
export const planQuery = (traceId: string) =>
  queryOptions({
    queryKey: [...planKey, traceId],
    queryFn: async ({ signal }) => (await answer(call(planReplay, { trace_id: traceId }, { signal }))).plan,
    staleTime: 0,
  });
