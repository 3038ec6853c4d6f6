import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  activeTraces,
  findTraceSpan,
  getTrace,
  getTraceSkeleton,
  getTraceSpan,
  searchTraces,
  type TraceFilter,
  traceActivity,
} from "../../../shared/operations/traces.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { pauseStore } from "./live/pause-store.ts";
import { SkeletonOutput } from "./skeleton-output.ts";

/** All that is read of traces lies under this. */
export const traceKey = ["traces"] as const;

/** Lists of traces lie under this, and are read again as spans come in. */
export const traceListKey = ["traces", "list"] as const;

/** What nobody adds to still grows old; a screen that stands still does not. */
const unlessPaused = () => (pauseStore.getState().paused ? false : 30_000);

/** The live cache: traces of the last 15 minutes. */
export const activeQuery = (filter: TraceFilter) =>
  queryOptions({
    queryKey: [...traceListKey, "active", filter],
    queryFn: ({ signal }) => answer(call(activeTraces, filter, { signal })),
    placeholderData: keepPreviousData,
    refetchInterval: unlessPaused,
  });

/** The whole history, newest first. */
export const historyQuery = (filter: TraceFilter) =>
  infiniteQueryOptions({
    queryKey: ["traces", "history", filter],
    queryFn: ({ signal, pageParam }) =>
      answer(call(searchTraces, { ...filter, limit: 50, cursor: pageParam ?? undefined }, { signal })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

/** Everything that a waterfall draws. Sharing with the last answer would compare a hundred thousand numbers. */
export const skeletonQuery = (traceId: string) =>
  queryOptions({
    queryKey: ["traces", "skeleton", traceId],
    queryFn: ({ signal }) =>
      answer(call(getTraceSkeleton, { trace_id: traceId }, { signal, output: SkeletonOutput })),
    structuralSharing: false,
    gcTime: 60_000,
  });

export const spanQuery = (traceId: string, id: number) =>
  queryOptions({
    queryKey: ["traces", "span", traceId, id],
    queryFn: ({ signal }) => answer(call(getTraceSpan, { trace_id: traceId, id }, { signal })),
  });

/** The ids of the spans that their sender calls so. */
export const findSpanQuery = (traceId: string, spanId: string) =>
  queryOptions({
    queryKey: ["traces", "find-span", traceId, spanId],
    queryFn: ({ signal }) => answer(call(findTraceSpan, { trace_id: traceId, span_id: spanId }, { signal })),
    gcTime: 0,
  });

const PAGE = 200;

/** Every span of a trace with its details, by start, as far as it was scrolled. */
export const logQuery = (traceId: string) =>
  infiniteQueryOptions({
    queryKey: ["traces", "log", traceId],
    queryFn: ({ signal, pageParam }) =>
      answer(call(getTrace, { trace_id: traceId, limit: PAGE, offset: pageParam }, { signal })),
    initialPageParam: 0,
    getNextPageParam: ({ total }, _, offset) => (offset + PAGE < total ? offset + PAGE : null),
  });

/** Operations of the last hour by source and minute, and how long they took: of these sources, or of all. */
export const activityOf = (source: string[] | undefined) =>
  queryOptions({
    queryKey: [...traceListKey, "activity", source],
    queryFn: ({ signal }) => answer(call(traceActivity, { minutes: 60, source }, { signal })),
    placeholderData: keepPreviousData,
    refetchInterval: unlessPaused,
  });

export const activityQuery = activityOf(undefined);
