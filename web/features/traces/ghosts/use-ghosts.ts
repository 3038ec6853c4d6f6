import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { replayQuery } from "../../../api/replay-query.ts";
import { skeletonQuery } from "../trace-queries.ts";
import type { TraceModel } from "../waterfall/trace-model.ts";
import { type DrawnGhosts, drawGhosts } from "./drawn-ghosts.ts";

/** The ghosts of the replay that the address names, following it while it runs; null: none, or not read yet. */
export function useGhosts(model: TraceModel, replayTrace: string | undefined): DrawnGhosts | null {
  const queryClient = useQueryClient();
  const named = replayTrace !== undefined;
  const replay = useQuery({ ...replayQuery(replayTrace ?? ""), enabled: named }).data;
  const { mode, status } = replay ?? {};
  const read = useQuery({ ...skeletonQuery(replayTrace ?? ""), enabled: named && mode !== undefined });
  const skeleton = read.data?.skeleton;
  // its last rows are in the store once it says that it is over
  useEffect(() => {
    if (replayTrace === undefined || status === undefined || status === "running") return;
    void queryClient.invalidateQueries({ queryKey: skeletonQuery(replayTrace).queryKey });
  }, [queryClient, replayTrace, status]);
  return useMemo(
    () => (skeleton && mode && status ? drawGhosts(model, skeleton, { mode, status }) : null),
    [model, skeleton, mode, status],
  );
}
