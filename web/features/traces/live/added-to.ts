import type { QueryClient } from "@tanstack/react-query";
import { activeQuery, skeletonQuery } from "../trace-queries.ts";

/**
 * Those of the traces on screen that were added to after they were read: to be asked once news begin to come in, for
 * what came before that is heard of by nobody. What cannot be read is none of them; whoever shows it says so.
 */
export async function addedTo(client: QueryClient, traceIds: readonly string[]): Promise<string[]> {
  const onScreen = traceIds.filter((traceId) => {
    const state = client.getQueryState(skeletonQuery(traceId).queryKey);
    return state !== undefined && (state.data !== undefined || state.fetchStatus !== "idle");
  });
  if (onScreen.length === 0) return [];
  try {
    const [{ traces }, ...read] = await Promise.all([
      client.fetchQuery({ ...activeQuery({}), staleTime: 0 }),
      ...onScreen.map((traceId) => client.ensureQueryData(skeletonQuery(traceId))),
    ]);
    const heard = new Map(traces.map(({ trace_id, updated_at }) => [trace_id, updated_at]));
    return read.flatMap(({ trace }) =>
      (heard.get(trace.trace_id) ?? "") > trace.updated_at ? trace.trace_id : [],
    );
  } catch {
    return [];
  }
}
