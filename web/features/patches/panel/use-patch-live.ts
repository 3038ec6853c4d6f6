import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { live } from "../../../live/live.ts";
import { refreshPatch } from "./patch-queries.ts";

/** Keeps what is on show of one patch as new as the live feed: its own events, and a factory's that name it. */
export function usePatchLive(patchId: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    if (patchId === null) return;
    const refresh = () => refreshPatch(client, patchId);
    const ends = [
      live.subscribe(
        "patch",
        (events) => events.some(({ payload }) => payload.patch_id === patchId) && refresh(),
      ),
      live.subscribe(
        "factory",
        (events) => events.some(({ payload }) => payload?.patch_id === patchId) && refresh(),
      ),
      live.subscribe("resync", refresh),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [client, patchId]);
}
