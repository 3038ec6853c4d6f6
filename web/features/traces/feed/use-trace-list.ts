import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import { activeQuery, historyQuery } from "../trace-queries.ts";
import type { TraceUrl } from "../use-trace-url.ts";

/** What the list shows, from the live cache or from the history. `traces` undefined: not read yet, or `error`. */
export interface TraceList {
  show: "active" | "history";
  traces: readonly TraceSummary[] | undefined;
  error: Error | null;
  retry: () => void;
  /** reads on; null: these are all, or it is being read */
  older: (() => void) | null;
}

export function useTraceList({ search, filter }: TraceUrl): TraceList {
  const show = search.show ?? "active";
  const active = useQuery({ ...activeQuery(filter), enabled: show === "active" });
  const history = useInfiniteQuery({ ...historyQuery(filter), enabled: show === "history" });
  const pages = history.data?.pages;
  const found = useMemo(() => pages?.flatMap(({ traces }) => traces), [pages]);
  if (show === "active")
    return {
      show,
      traces: active.data?.traces,
      error: active.error,
      retry: () => void active.refetch(),
      older: null,
    };
  return {
    show,
    traces: found,
    error: history.error,
    retry: () => void history.refetch(),
    older: history.hasNextPage && !history.isFetchingNextPage ? () => void history.fetchNextPage() : null,
  };
}
