import { queryClient } from "../../api/query-client.ts";
import { skeletonQuery } from "./trace-queries.ts";

/** Asks for a trace while the screen that draws it is still on its way. What fails here is asked for again there. */
export const prefetchTrace = (traceId: string): Promise<unknown> =>
  queryClient.ensureQueryData(skeletonQuery(traceId)).catch(() => undefined);
