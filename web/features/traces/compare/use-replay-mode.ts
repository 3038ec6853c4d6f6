import { useQuery } from "@tanstack/react-query";
import { replayQuery } from "../../../api/replay-query.ts";
import type { ComparedSide } from "./compare-model.ts";

/** Of the replay that made a trace; undefined: none did, or it is not known yet. */
export function useReplayMode({ trace, model, file }: ComparedSide): "dry-run" | "live" | undefined {
  // of what a file says to be a replay the server knows nothing
  const isReplay = file === null && model.families.includes("replay");
  return useQuery({ ...replayQuery(trace.trace_id), enabled: isReplay }).data?.mode;
}
