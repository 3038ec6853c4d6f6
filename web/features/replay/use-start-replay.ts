import { useMutation, useQueryClient } from "@tanstack/react-query";
import { replayTrace } from "../../../shared/operations/replays.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { replayKey, replayQuery } from "../../api/replay-query.ts";
import type { ReplayChoice } from "./choice-store.ts";
import type { ReplayUrl } from "./use-replay-url.ts";

/** Starts a replay without waiting for its end, and shows it under its original. */
export function useStartReplay({ show }: Pick<ReplayUrl, "show">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ traceId, mode, pace, speed }: ReplayChoice & { traceId: string }) =>
      answer(call(replayTrace, { trace_id: traceId, mode, pace, speed, wait: false })),
    onSuccess: ({ replay }) => {
      client.setQueryData(replayQuery(replay.replay_trace).queryKey, replay);
      void client.invalidateQueries({ queryKey: [...replayKey, "list"] });
      show(replay);
    },
  });
}
