import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useStore } from "zustand";
import { replayKey } from "../../../api/replay-query.ts";
import { spanSocketStore } from "../../../api/span-socket-store.ts";
import { delayed, throttled } from "../../../api/throttled.ts";
import { ghostsKey } from "../ghosts/ghosts-query.ts";
import { skeletonQuery, traceKey, traceListKey } from "../trace-queries.ts";
import { addedTo } from "./added-to.ts";
import { pauseStore } from "./pause-store.ts";
import { type HeardSpan, watchTraces } from "./trace-socket.ts";

/** How often lists are read again while spans pour in, milliseconds. */
const LIST_MS = 1000;
/** The row of a replay says what is in its spans half a second later at most, milliseconds. */
const REPLAY_ROW_MS = 700;
/** A trace is read again after this, and a little more for each of its rows. */
const TRACE_MS = 600;
const TRACE_ROW_MS = 0.05;

/**
 * Keeps the lists and the open trace as new as the server has them. What changed and is not on screen is only marked as
 * old, and read when it is looked at. While paused everything is: nothing moves, and what was heard of is counted.
 * `replayTrace`: that of the replay which is drawn under the open trace.
 */
export function useTraceLive(openTrace: string | undefined, replayTrace: string | undefined): void {
  const queryClient = useQueryClient();
  const paused = useStore(pauseStore, (state) => state.paused);
  // asked, not depended on: a socket that is opened anew hears nothing meanwhile
  const isPaused = useEffectEvent(() => paused);
  const shownTraces = useEffectEvent(() => [openTrace, replayTrace].filter((id) => id !== undefined));
  const isOpen = useEffectEvent((traceId: string) => traceId === openTrace || traceId === replayTrace);

  /** An open trace whose spans have not all ended, by its key: they may have ended since it was read. */
  const unfinished = useEffectEvent(() => {
    if (openTrace === undefined) return null;
    const { queryKey } = skeletonQuery(openTrace);
    return queryClient.getQueryData(queryKey)?.skeleton.duration.includes(-1) ? queryKey : null;
  });

  // a trace of many rows is not read over and over
  const traceMs = useEffectEvent(() => {
    const known = openTrace && queryClient.getQueryData(skeletonQuery(openTrace).queryKey);
    return TRACE_MS + (known ? known.skeleton.id.length : 0) * TRACE_ROW_MS;
  });

  useEffect(() => {
    const refetchOld = () =>
      void queryClient.refetchQueries(
        { queryKey: traceKey, type: "active", stale: true },
        { cancelRefetch: false },
      );
    const readLists = throttled(LIST_MS, () => {
      if (isPaused()) markOld(traceListKey);
      else void queryClient.invalidateQueries({ queryKey: traceListKey });
    });
    const replaysKey = [...replayKey, "list"];
    const readReplays = delayed(
      REPLAY_ROW_MS,
      () => void queryClient.invalidateQueries({ queryKey: replaysKey }, { cancelRefetch: false }),
    );
    const readTraces = throttled(
      () => traceMs(),
      () => {
        if (isPaused()) return;
        // a reading that is under way, also the first, may have been answered before these spans
        const old = { queryKey: traceKey, type: "active", stale: true } as const;
        void queryClient.invalidateQueries(old, { cancelRefetch: false });
      },
    );
    const markOld = (queryKey: readonly unknown[]) =>
      void queryClient.invalidateQueries({ queryKey, refetchType: "none" });

    const onSpans = (batch: HeardSpan[]) => {
      const traces = new Set(batch.map(({ trace_id }) => trace_id));
      for (const traceId of traces)
        if (queryClient.getQueryState(skeletonQuery(traceId).queryKey))
          markOld(skeletonQuery(traceId).queryKey);
      if ([...traces].some(isOpen)) markOld(ghostsKey);
      if (batch.some(({ stage }) => stage.startsWith("replay_"))) readReplays();
      if (isPaused()) {
        markOld(traceListKey);
        pauseStore.setState(({ heard }) => ({ heard: new Set([...heard, ...traces]) }));
        return;
      }
      readLists();
      if ([...traces].some(isOpen)) readTraces();
    };
    const onGap = () => {
      readReplays();
      markOld(traceKey);
      if (!isPaused()) refetchOld();
    };

    const url = `${location.origin.replace(/^http/, "ws")}/api/traces/live`;
    const onUp = (up: boolean) => {
      spanSocketStore.setState({ up });
      // what is asked for now and then begins to be, or ends
      readReplays();
      if (!up) return;
      const old = unfinished();
      if (old !== null) markOld(old);
      if (!isPaused()) refetchOld();
      void catchUp();
    };
    /** What came in between a first reading and the first news is heard of by nobody. */
    const catchUp = async () => {
      const refetchType = isPaused() ? "none" : "active";
      await queryClient.invalidateQueries({ queryKey: traceListKey, refetchType }, { cancelRefetch: false });
      const missed = await addedTo(queryClient, shownTraces());
      for (const traceId of missed) markOld(skeletonQuery(traceId).queryKey);
      if (missed.length > 0 && !isPaused()) refetchOld();
    };
    const stop = watchTraces({ url, onSpans, onGap, onUp });
    return () => {
      stop();
      spanSocketStore.setState({ up: false });
      readReplays.cancel();
      readLists.cancel();
      readTraces.cancel();
    };
  }, [queryClient]);

  // what came in while the screen stood still
  useEffect(() => {
    if (!paused)
      void queryClient.refetchQueries(
        { queryKey: traceKey, type: "active", stale: true },
        { cancelRefetch: false },
      );
  }, [queryClient, paused]);
}
