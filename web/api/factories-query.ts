import { queryOptions } from "@tanstack/react-query";
import { listFactories } from "../../shared/operations/factories.ts";
import { answer } from "./answer.ts";
import { call } from "./call.ts";

/** Who the factories are; read anew each time somebody looks, and again when news of them come (`useLiveFactories`). */
export const factoriesQuery = queryOptions({
  queryKey: ["factories"],
  queryFn: ({ signal }) => answer(call(listFactories, {}, { signal })),
  staleTime: 0,
});
