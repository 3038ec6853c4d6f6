import { compareTraces } from "../../../../shared/operations/replays.ts";
import { queryClient } from "../../../api/query-client.ts";
import { toRequest } from "../../../api/to-request.ts";
import { skeletonQuery } from "../trace-queries.ts";
import { waitForEarly } from "../wait-for-early.ts";
import { soonCompareQuery } from "./compare-query.ts";

/** Asks for both traces while the screen that draws them is on its way. What fails here is asked for again there. */
export const prefetchComparison = (a: string, b: string): Promise<void> =>
  waitForEarly([toRequest(compareTraces, { a, b, details: "if-soon" }).url], () =>
    Promise.all([
      queryClient.ensureQueryData(skeletonQuery(a)),
      queryClient.ensureQueryData(skeletonQuery(b)),
      queryClient.ensureQueryData(soonCompareQuery(a, b)),
    ]),
  );
