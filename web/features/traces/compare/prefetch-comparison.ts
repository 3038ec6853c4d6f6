import { queryClient } from "../../../api/query-client.ts";
import { prefetchTrace } from "../prefetch-trace.ts";
import { compareQuery } from "./compare-query.ts";

/** Asks for both traces while the screen that draws them is on its way. What fails here is asked for again there. */
export function prefetchComparison(a: string, b: string): void {
  for (const trace of [a, b]) void prefetchTrace(trace);
  queryClient.ensureQueryData(compareQuery(a, b)).catch(() => undefined);
}
