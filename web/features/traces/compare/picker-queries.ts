import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listReplays } from "../../../../shared/operations/replays.ts";
import { searchTraces } from "../../../../shared/operations/traces.ts";
import { answer } from "../../../api/answer.ts";
import { call } from "../../../api/call.ts";
import { replayKey } from "../../../api/replay-query.ts";

const FEW = 12;

/** The newest traces that fit a text. */
export const foundTraces = (text: string) =>
  queryOptions({
    queryKey: ["traces", "picker", text],
    queryFn: async ({ signal }) =>
      (await answer(call(searchTraces, { limit: FEW, ...(text === "" ? {} : { search: text }) }, { signal })))
        .traces,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** The newest replays that this trace is the original of, or that it is. */
export const replaysOf = (traceId: string) =>
  queryOptions({
    queryKey: [...replayKey, "picker", traceId],
    queryFn: async ({ signal }) =>
      (await answer(call(listReplays, { trace_id: traceId, limit: FEW }, { signal }))).replays,
    staleTime: 0,
  });
