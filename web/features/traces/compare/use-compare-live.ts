import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { throttled } from "../../../api/throttled.ts";
import { addedTo } from "../live/added-to.ts";
import { watchTraces } from "../live/trace-socket.ts";
import { skeletonQuery } from "../trace-queries.ts";
import { compareQuery, printsQuery } from "./compare-query.ts";
import type { AskedSide } from "./use-compare-url.ts";

/** Both traces are read again after this, and a little more for each of their spans, milliseconds. */
const READ_MS = 1000;
const ROW_MS = 0.05;

/** Keeps a comparison as new as the server has its traces: one of them may be running still. A file does not change. */
export function useCompareLive(a: AskedSide, b: AskedSide, rows: number): void {
  const queryClient = useQueryClient();
  // asked, not depended on: a socket that is opened anew hears nothing meanwhile
  const every = useEffectEvent(() => READ_MS + rows * ROW_MS);
  const [idA, idB] = [a.fromFile ? null : a.id, b.fromFile ? null : b.id];
  useEffect(() => {
    const ids = [idA, idB].filter((id) => id !== null);
    if (ids.length === 0) return;
    const keys = [
      ...(idA === null || idB === null ? [] : [compareQuery(idA, idB).queryKey]),
      ...ids.flatMap((id) => [skeletonQuery(id).queryKey, printsQuery(id).queryKey]),
    ];
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
        if (batch.some(({ trace_id }) => ids.includes(trace_id))) read();
      },
      onGap: read,
      onUp: (up) => {
        if (up) void addedTo(queryClient, ids).then((missed) => missed.length > 0 && read());
      },
    });
    return () => {
      stop();
      read.cancel();
    };
  }, [queryClient, idA, idB]);
}
