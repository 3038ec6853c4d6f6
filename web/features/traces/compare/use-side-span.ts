import { useQuery } from "@tanstack/react-query";
import type { Span } from "../../../../shared/models/span.ts";
import { spanQuery } from "../trace-queries.ts";
import type { ComparedSide } from "./compare-model.ts";
import { fileSpanQuery } from "./compare-query.ts";

/** A span of one of two traces, whole, from the server or out of its file; null: it is not read yet, or `id` is 0. */
export function useSideSpan({ trace, file }: ComparedSide, id: number) {
  const stored = useQuery({ ...spanQuery(trace.trace_id, id), enabled: file === null && id !== 0 });
  const filed = useQuery(fileSpanQuery(file, id));
  const { error, refetch } = file === null ? stored : filed;
  const span: Span | null = (file === null ? (stored.data?.span as Span | undefined) : filed.data) ?? null;
  return { span, error, retry: () => void refetch() };
}
