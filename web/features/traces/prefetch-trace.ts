import { getTraceSkeleton } from "../../../shared/operations/traces.ts";
import { queryClient } from "../../api/query-client.ts";
import { toRequest } from "../../api/to-request.ts";
import { skeletonQuery } from "./trace-queries.ts";
import { waitForEarly } from "./wait-for-early.ts";

/** Asks for a trace while the screen that draws it is still on its way. What fails here is asked for again there. */
export const prefetchTrace = (traceId: string): Promise<void> =>
  waitForEarly([toRequest(getTraceSkeleton, { trace_id: traceId }).url], () =>
    queryClient.ensureQueryData(skeletonQuery(traceId)),
  );
