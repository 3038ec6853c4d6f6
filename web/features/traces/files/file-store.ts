import { createStore } from "zustand/vanilla";
import type { Span, TraceSummary } from "../../../../shared/models/span.ts";
import type { TraceSkeleton } from "../../../../shared/models/trace-skeleton.ts";

/** A trace out of a file. It lives in this page alone: nothing of it is sent anywhere. */
export interface FileTrace {
  file: string;
  trace: TraceSummary;
  skeleton: TraceSkeleton;
  /** by `Span.id` */
  spans: ReadonlyMap<number, Span>;
}

/** The traces of files that were opened, newest file first. */
export const fileStore = createStore<{ traces: readonly FileTrace[] }>(() => ({ traces: [] }));

export const fileTrace = (traces: readonly FileTrace[], traceId: string): FileTrace | undefined =>
  traces.find(({ trace }) => trace.trace_id === traceId);

/** Those of a file that is opened again take the place of the old ones. */
export function addFileTraces(added: readonly FileTrace[]): void {
  const ids = new Set(added.map(({ trace }) => trace.trace_id));
  fileStore.setState(({ traces }) => ({
    traces: [...added, ...traces.filter(({ trace }) => !ids.has(trace.trace_id))],
  }));
}
