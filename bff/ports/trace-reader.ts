import type { OperationLog, Span, TraceSummary } from "../../shared/models/span.ts";
import type { TraceSkeleton } from "../../shared/models/trace-skeleton.ts";

/** Which spans of a trace: by start, from the `offset`-th on, of those that were under way between the two moments. */
export interface SpanWindow {
  limit: number;
  offset: number;
  /** epoch microseconds, as the waterfall has them: shifts of clocks applied */
  from_us?: number | undefined;
  to_us?: number | undefined;
}

/**
 * Whole traces, put together from their log rows. All answer null where no row of the trace is known. However large
 * a trace is, who asks for something else meanwhile does not wait for it.
 */
export interface TraceReader {
  skeleton(traceId: string): Promise<{ trace: TraceSummary; skeleton: TraceSkeleton } | null>;
  /** Long details are left out: `cut` says how many bytes they have. `total`: spans that fit, on all pages. */
  window(
    traceId: string,
    window: SpanWindow,
  ): Promise<{ trace: TraceSummary; spans: Span[]; total: number } | null>;
  /** One span whole; `span` is null where the trace has none of this id. */
  span(traceId: string, id: number): Promise<{ span: Span | null; logs: OperationLog[] } | null>;
  /** Some whole spans from the `from`-th on, a few megabytes at most where no single one is larger; `next` null: the end. */
  piece(
    traceId: string,
    from: number,
  ): Promise<{ trace: TraceSummary; spans: Span[]; next: number | null } | null>;
  close(): Promise<void>;
}
