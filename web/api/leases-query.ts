import { queryOptions } from "@tanstack/react-query";
import { listLeases } from "../../shared/operations/leases.ts";
import { answer } from "./answer.ts";
import { call } from "./call.ts";

/** Which file is held by which task, until when; read again when an event says that it has changed. */
export const leasesQuery = queryOptions({
  queryKey: ["leases"],
  queryFn: async ({ signal }) => (await answer(call(listLeases, {}, { signal }))).leases,
  staleTime: Number.POSITIVE_INFINITY,
});
