import { queryOptions } from "@tanstack/react-query";
import { ghostsBeside } from "./ghost-reader.ts";

/** What is drawn of replays lies under this. It is old as soon as either trace is heard of. */
export const ghostsKey = ["traces", "ghosts"] as const;

/** What a replay made of each call of its original. */
export const ghostsQuery = (original: string, replay: string) =>
  queryOptions({
    queryKey: [...ghostsKey, original, replay],
    queryFn: ({ signal }) => ghostsBeside(original, replay, signal),
    structuralSharing: false,
    gcTime: 60_000,
  });
