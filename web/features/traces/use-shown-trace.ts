import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useStore } from "zustand";
import type { Span, TraceSummary } from "../../../shared/models/span.ts";
import { bySource } from "../../../shared/trace/by-source.ts";
import { fileStore, fileTrace } from "./files/file-store.ts";
import { skeletonQuery } from "./trace-queries.ts";
import type { TraceUrl } from "./use-trace-url.ts";
import { type TraceModel, traceModel } from "./waterfall/trace-model.ts";

/** The trace of the address, from the server or out of a file that was opened. */
export type ShownTrace =
  | { is: "reading" }
  | { is: "failed"; error: Error; retry: () => void }
  | { is: "gone" }
  | {
      is: "there";
      trace: TraceSummary;
      model: TraceModel;
      /** reads a span of a file by its id; null: the spans are on the server */
      readSpan: ((id: number) => Promise<Span | null>) | null;
      file: string | null;
    };

export function useShownTrace({ search }: TraceUrl, traceId: string): ShownTrace {
  const fromFile = search.from === "file";
  const file = useStore(fileStore, ({ traces }) => (fromFile ? fileTrace(traces, traceId) : undefined));
  const { data, error, refetch } = useQuery({ ...skeletonQuery(traceId), enabled: !fromFile });
  const { skeleton, trace } = file ?? data ?? {};
  const model = useMemo(() => {
    if (skeleton === undefined || trace === undefined) return null;
    const rows = search.rows === "source" ? bySource(skeleton).skeleton : skeleton;
    return traceModel(rows, skeleton, trace.start_us + trace.duration_us - skeleton.base_us);
  }, [skeleton, trace, search.rows]);
  const readSpan = useCallback(
    (id: number) => file?.reader.span(traceId, id) ?? Promise.resolve(null),
    [file, traceId],
  );
  if (fromFile && file === undefined) return { is: "gone" };
  if (file && model) return { is: "there", trace: file.trace, model, readSpan, file: file.file };
  if (data && model) return { is: "there", trace: data.trace, model, readSpan: null, file: null };
  if (error) return { is: "failed", error, retry: () => void refetch() };
  return { is: "reading" };
}
