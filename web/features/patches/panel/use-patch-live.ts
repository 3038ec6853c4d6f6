import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { live } from "../../../live/live.ts";
import { patchDetailQuery, refreshPatch } from "./patch-queries.ts";

/** A task's status follows the event of the patch that changed it, after so many milliseconds at the latest. */
const TASK_MS = 600;

/** Keeps what is on show of one patch as new as the live feed: its own events, and a factory's that name it. */
export function usePatchLive(patchId: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    if (patchId === null) return;
    const refresh = () => refreshPatch(client, patchId);
    let timer: ReturnType<typeof setTimeout> | null = null;
    const refreshSoon = () => {
      timer ??= setTimeout(() => {
        timer = null;
        refresh();
      }, TASK_MS);
    };
    const ends = [
      live.subscribe("patch", (events) => {
        if (events.some(({ payload }) => payload.patch_id === patchId)) refresh();
        const task = client.getQueryData(patchDetailQuery(patchId).queryKey)?.task_id;
        if (task && events.some(({ payload }) => payload.task_id === task)) refreshSoon();
      }),
      live.subscribe(
        "factory",
        (events) => events.some(({ payload }) => payload?.patch_id === patchId) && refresh(),
      ),
      live.subscribe("resync", refresh),
    ];
    return () => {
      if (timer) clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [client, patchId]);
}
