import { queryOptions } from "@tanstack/react-query";
import type { GhostsAsk } from "./ghost-messages.ts";
import { ghostsBeside } from "./ghost-reader.ts";

/** What is drawn of replays lies under this. It is old as soon as either trace is heard of. */
export const ghostsKey = ["traces", "ghosts"] as const;

/** What a replay made of each call of its original. */
export const ghostsQuery = (asked: GhostsAsk) =>
  queryOptions({
    queryKey: [...ghostsKey, asked.original, asked.replay, asked.details],
    queryFn: ({ signal }) => ghostsBeside(asked, signal),
    structuralSharing: false,
    gcTime: 60_000,
  });
