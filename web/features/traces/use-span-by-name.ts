import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { toast } from "../../components/ui/toast.ts";
import { findSpanQuery } from "./trace-queries.ts";
import type { TraceUrl } from "./use-trace-url.ts";

/** Opens the span that a link names as its sender does; the address then names it as all others here. */
export function useSpanByName(
  { search, openSpan, closeSpan }: TraceUrl,
  traceId: string,
  there: boolean,
): void {
  const spanId = search.span_id ?? "";
  const enabled = there && spanId !== "" && search.from !== "file";
  const { data, error } = useQuery({ ...findSpanQuery(traceId, spanId), enabled });
  const id = enabled ? data?.ids[0] : undefined;
  useEffect(() => {
    if (id !== undefined) openSpan(id);
  }, [id, openSpan]);
  const why = enabled ? error?.message : undefined;
  useEffect(() => {
    if (why === undefined) return;
    toast({ tone: "error", title: "The span of this link is not here", text: why });
    closeSpan();
  }, [why, closeSpan]);
}
