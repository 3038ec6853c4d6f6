import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { TraceList } from "./feed/use-trace-list.ts";
import { activeQuery, historyQuery } from "./trace-queries.ts";
import type { TraceUrl } from "./use-trace-url.ts";

/** There never was a trace: neither lately nor in the history, of which only an empty list that nothing narrows asks. */
export function useNothingYet(url: TraceUrl, list: TraceList): boolean {
  const asked = url.traceId === undefined && !url.isFiltered && list.traces?.length === 0;
  const active = useQuery({ ...activeQuery(url.filter), enabled: asked });
  const history = useInfiniteQuery({ ...historyQuery(url.filter), enabled: asked });
  return asked && active.data?.traces.length === 0 && history.data?.pages[0]?.traces.length === 0;
}
