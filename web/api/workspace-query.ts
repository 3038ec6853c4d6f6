import { queryOptions } from "@tanstack/react-query";
import { workspaceInfo } from "../../shared/operations/system.ts";
import { answer } from "./answer.ts";
import { call } from "./call.ts";

/** Which folder is governed, who asks, and the totals of the reader's own day. */
export const workspaceQuery = queryOptions({
  queryKey: ["system", "workspace"],
  queryFn: ({ signal }) =>
    answer(call(workspaceInfo, { utc_offset: -new Date().getTimezoneOffset() }, { signal })),
});
