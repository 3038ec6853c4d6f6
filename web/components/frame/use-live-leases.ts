import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { leasesQuery } from "../../api/leases-query.ts";
import { live } from "../../live/live.ts";

/** Reads the leases again when one comes or goes. */
export function useLiveLeases(): void {
  const client = useQueryClient();
  useEffect(() => {
    const read = () => void client.invalidateQueries({ queryKey: leasesQuery.queryKey });
    const ends = [
      live.subscribe("workspace", (events) => events.some(({ type }) => type.startsWith("lease_")) && read()),
      live.subscribe("resync", read),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [client]);
}
