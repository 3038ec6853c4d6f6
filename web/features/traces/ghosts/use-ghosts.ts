import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { Replay } from "../../../../shared/models/replay.ts";
import { layGhosts } from "../../../../shared/trace/ghosts.ts";
import { planQuery, replayQuery } from "../../../api/replay-query.ts";
import { pauseStore } from "../live/pause-store.ts";
import type { TraceModel } from "../waterfall/trace-model.ts";
import { type DrawnGhosts, drawGhosts } from "./drawn-ghosts.ts";
import { ghostsKey, ghostsQuery } from "./ghosts-query.ts";
import { useLiveEdge } from "./use-live-edge.ts";

/** The ghosts of the replay that the address names, following it while it runs; null: none, or not read yet. */
export function useGhosts(
  model: TraceModel,
  traceId: string,
  replayTrace: string | undefined,
): DrawnGhosts | null {
  const queryClient = useQueryClient();
  const named = replayTrace !== undefined;
  const replay = useQuery({ ...replayQuery(replayTrace ?? ""), enabled: named }).data;
  const { mode, status } = replay ?? {};
  const called = useCalled(replay);
  // each call of a dry run says what it repeats; what factories log of a live one is known by its details
  const isItsDryRun = mode === "dry-run" && replay?.original_trace === traceId;
  const details = isItsDryRun ? "without" : "with";
  const query = ghostsQuery({ original: traceId, replay: replayTrace ?? "", details });
  const columns = useQuery({ ...query, enabled: named && mode !== undefined }).data;
  // its last rows are in the store once it says that it is over
  const before = useRef(status);
  useEffect(() => {
    const ended = before.current === "running" && status !== undefined && status !== "running";
    before.current = status;
    if (!ended || replayTrace === undefined) return;
    void queryClient.invalidateQueries({ queryKey: [...ghostsKey, traceId, replayTrace] });
  }, [queryClient, traceId, replayTrace, status]);
  const { calls } = model;
  const laid = useMemo(() => (columns ? layGhosts(calls, columns, called) : null), [calls, columns, called]);
  const ghosts = useMemo(
    () => (laid && mode && status ? drawGhosts(model, laid, { mode, status }) : null),
    [model, laid, mode, status],
  );
  const paused = useStore(pauseStore, (state) => state.paused);
  const goesOn = replay !== undefined && laid !== null && laid.matched > 0 && !paused;
  const edge = useLiveEdge(laid?.end ?? 0, goesOn ? speedOf(replay) : null);
  return useMemo(() => ghosts?.upTo(edge) ?? null, [ghosts, edge]);
}

/** What a live replay has its factories do: the report says so when it is over, until then the plan does. */
function useCalled(
  replay: Replay | undefined,
): readonly { factory: string; operation: string }[] | undefined {
  const asks = replay?.mode === "live" && replay.status === "running";
  const plan = useQuery({ ...planQuery(replay?.original_trace ?? ""), enabled: asks }).data;
  return useMemo(
    () =>
      asks
        ? plan?.factories.flatMap(({ name, operations }) =>
            operations.map((operation) => ({ factory: name, operation })),
          )
        : replay?.report.calls,
    [asks, plan, replay?.report.calls],
  );
}

/** How fast the replay's own time line passes; null: it is over, or comes as it comes. */
function speedOf({ status, mode, report }: Replay): number | null {
  if (status !== "running") return null;
  if (mode === "live") return 1;
  return report.pace === "at-once" ? null : report.pace === "faster" ? report.speed : 1;
}
