import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getOutOfBandDiff, listOutOfBand, verifyCustody } from "../../../shared/operations/out-of-band.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { outOfBandKey } from "../../api/out-of-band-query.ts";

const pageSize = 200;

/** Newest first, a page at a time. */
export const editsQuery = (show: "open" | "all") =>
  infiniteQueryOptions({
    queryKey: [...outOfBandKey, "list", show],
    queryFn: ({ pageParam, signal }) =>
      answer(
        call(
          listOutOfBand,
          {
            open: show === "open",
            limit: pageSize,
            ...(pageParam === null ? {} : { before: pageParam }),
          },
          { signal },
        ),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

/** One edit with its diff. Its state changes, its diff does not. */
export const editQuery = (id: string) =>
  queryOptions({
    queryKey: [...outOfBandKey, "one", id],
    queryFn: ({ signal }) => answer(call(getOutOfBandDiff, { id }, { signal })),
  });

/** Asked for by a person, because it reads everything; kept until it is asked for again. */
export const verifyQuery = queryOptions({
  queryKey: ["custody", "verify"],
  queryFn: ({ signal }) => answer(call(verifyCustody, {}, { signal })),
  enabled: false,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});
