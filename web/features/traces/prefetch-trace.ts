import { getTraceSkeleton } from "../../../shared/operations/traces.ts";
import { isAskedEarly } from "../../api/early-answer.ts";
import { queryClient } from "../../api/query-client.ts";
import { toRequest } from "../../api/to-request.ts";
import { skeletonQuery } from "./trace-queries.ts";

/** How long the first screen waits for its trace, milliseconds. */
const WAIT_MS = 60;

/**
 * Asks for a trace while the screen that draws it is still on its way. What fails here is asked for again there. It is
 * not waited for, save for a moment where the page itself was opened on it: the screen is then drawn once, with its rows.
 */
export async function prefetchTrace(traceId: string): Promise<void> {
  const early = isAskedEarly(toRequest(getTraceSkeleton, { trace_id: traceId }).url);
  const asked = queryClient.ensureQueryData(skeletonQuery(traceId)).catch(() => undefined);
  if (early) await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
}
