import { queryOptions } from "@tanstack/react-query";
import { listOutOfBand } from "../../shared/operations/out-of-band.ts";
import { answer } from "./answer.ts";
import { call } from "./call.ts";

/** Everything read of edits that went around lies under this. */
export const outOfBandKey = ["out-of-band"] as const;

/** How many are open, and how the server looks for them; read again when an event says that it has changed. */
export const openEditsQuery = queryOptions({
  queryKey: [...outOfBandKey, "open"],
  queryFn: async ({ signal }) => {
    const { open, watch } = await answer(call(listOutOfBand, { open: true, limit: 1 }, { signal }));
    return { open, watch };
  },
  staleTime: Number.POSITIVE_INFINITY,
  // the first look of a server that has just started takes a moment
  refetchInterval: ({ state }) => (state.data?.watch.mode === "starting" ? 2000 : false),
});
