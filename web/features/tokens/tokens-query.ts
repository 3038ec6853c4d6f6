import { queryOptions } from "@tanstack/react-query";
import { listTokens } from "../../../shared/operations/system.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";

/** Every token, read anew each time somebody looks: no event tells of their last use. */
export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: ({ signal }) => answer(call(listTokens, {}, { signal })),
  staleTime: 0,
});
