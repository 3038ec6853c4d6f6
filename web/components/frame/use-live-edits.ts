import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { outOfBandKey } from "../../api/out-of-band-query.ts";
import { throttled } from "../../api/throttled.ts";
import { live } from "../../live/live.ts";

/** How often they are read again while events pour in. */
const READ_MS = 500;

/** Reads the edits that went around again when one is found or closed. */
export function useLiveEdits(): void {
  const client = useQueryClient();
  useEffect(() => {
    const read = throttled(READ_MS, () => client.invalidateQueries({ queryKey: outOfBandKey }));
    const ends = [
      live.subscribe(
        "workspace",
        (events) => events.some(({ type }) => type.startsWith("out_of_band")) && read(),
      ),
      live.subscribe("resync", read),
    ];
    return () => {
      read.cancel();
      for (const end of ends) end();
    };
  }, [client]);
}
