import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { throttled } from "../../../api/throttled.ts";
import { watchTraces } from "../live/trace-socket.ts";
import { skeletonQuery } from "../trace-queries.ts";
import { compareQuery } from "./compare-query.ts";

/** Both traces are read again after this, and a little more for each of their spans, milliseconds. */
const READ_MS = 1000;
const ROW_MS = 0.05;

/** Keeps a comparison as new as the server has its traces: one of them may be running still. */
export function useCompareLive(a: string, b: string, rows: number): void {
  const queryClient = useQueryClient();
  // asked, not depended on: a socket that is opened anew hears nothing meanwhile
  const every = useEffectEvent(() => READ_MS + rows * ROW_MS);
  useEffect(() => {
    const keys = [compareQuery(a, b).queryKey, skeletonQuery(a).queryKey, skeletonQuery(b).queryKey];
    const read = throttled(
      () => every(),
      () => {
        for (const queryKey of keys)
          void queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false });
      },
    );
    const stop = watchTraces({
      url: `${location.origin.replace(/^http/, "ws")}/api/traces/live`,
      onSpans: (batch) => {
        if (batch.some(({ trace_id }) => trace_id === a || trace_id === b)) read();
      },
      onGap: read,
    });
    return () => {
      stop();
      read.cancel();
    };
  }, [queryClient, a, b]);
}
