import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useStore } from "zustand";
import { throttled } from "../../../api/throttled.ts";
import { skeletonQuery, traceListKey } from "../trace-queries.ts";
import { pauseStore } from "./pause-store.ts";
import { watchTraces } from "./trace-socket.ts";

/** How often lists are read again while spans pour in, milliseconds. */
const LIST_MS = 1000;
/** A trace is read again after this, and a little more for each of its rows. */
const TRACE_MS = 600;
const TRACE_ROW_MS = 0.05;

/** Keeps the lists and the open trace as new as the server has them; while paused it only counts what it hears of. */
export function useTraceLive(openTrace: string | undefined): void {
  const queryClient = useQueryClient();
  const paused = useStore(pauseStore, (state) => state.paused);
  useEffect(() => {
    const readLists = throttled(
      LIST_MS,
      () => void queryClient.invalidateQueries({ queryKey: traceListKey }),
    );
    const key = openTrace === undefined ? null : skeletonQuery(openTrace).queryKey;
    const rows = key === null ? 0 : (queryClient.getQueryData(key)?.skeleton.id.length ?? 0);
    const readTrace = throttled(TRACE_MS + rows * TRACE_ROW_MS, () => {
      if (key !== null) void queryClient.invalidateQueries({ queryKey: key });
    });
    const all = () => {
      readLists();
      readTrace();
    };
    // what came in while the screen stood still
    if (!paused) readLists();
    const stop = watchTraces({
      url: `${location.origin.replace(/^http/, "ws")}/api/traces/live`,
      onSpans: (batch) => {
        if (paused) {
          pauseStore.setState(({ heard }) => ({
            heard: new Set([...heard, ...batch.map(({ trace_id }) => trace_id)]),
          }));
          return;
        }
        readLists();
        if (batch.some(({ trace_id }) => trace_id === openTrace)) readTrace();
      },
      onGap: () => {
        if (!paused) all();
      },
    });
    return () => {
      stop();
      readLists.cancel();
      readTrace.cancel();
    };
  }, [queryClient, paused, openTrace]);
}
