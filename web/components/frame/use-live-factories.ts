import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { throttled } from "../../api/throttled.ts";
import { live } from "../../live/live.ts";

/** How often it is read again at most while factories come and go. */
const READ_MS = 500;

/** Reads again what is under these keys when a factory comes, goes, says more of itself or is given a secret. */
export function useLiveFactories(...keys: QueryKey[]): void {
  const client = useQueryClient();
  const read = useEffectEvent(() => {
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  });
  useEffect(() => {
    const soon = throttled(READ_MS, read);
    const end = live.subscribe("factoriesChanged", soon);
    return () => {
      end();
      soon.cancel();
    };
  }, []);
}
