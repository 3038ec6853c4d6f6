import type { OperationLog, Span, TraceSummary } from "../../shared/models/span.ts";
import type { ComparisonColumns, TraceDifference } from "../../shared/models/trace-comparison.ts";
import type { TraceSkeleton } from "../../shared/models/trace-skeleton.ts";
import type { Above } from "../../shared/trace/replay/repeat-spans.ts";

/** Which spans of a trace: by start, from the `offset`-th on, of those that were under way between the two moments. */
export interface SpanWindow {
  limit: number;
  offset: number;
  /** epoch microseconds, as the waterfall has them: shifts of clocks applied */
  from_us?: number | undefined;
  to_us?: number | undefined;
}

/** What comes of comparing two traces; `trace_id` is that of the two of which it is said. */
export type TracesCompared =
  | {
      is: "compared";
      a: TraceSummary;
      b: TraceSummary;
      comparison: ComparisonColumns;
      /** the first of them, in words */
      differences: TraceDifference[];
      /** whether details were held against each other */
      details: "with" | "without";
    }
  | NotCompared;

/**
 * Whether details are held against each other: those of long traces take longer than all else. `if-soon`: where they are
 * not waited for.
 */
export type CompareDetails = "with" | "without" | "if-soon";

/** Why a trace is not compared. */
export type NotCompared =
  | { is: "unknown"; trace_id: string }
  | { is: "too-large"; trace_id: string; spans: number; most: number };

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
  /** The ids of the spans that their sender gave this one, by start. */
  find(traceId: string, spanId: string): Promise<number[] | null>;
  /**
   * Some whole spans from the `from`-th on, a few megabytes at most where no single one is larger; `next` null: the end.
   * Of log rows whose details have more than `mostDetails` bytes `cut` says how many. `above`: what each of the spans is
   * right below.
   */
  piece(
    traceId: string,
    from: number,
    mostDetails?: number,
  ): Promise<{ trace: TraceSummary; spans: Span[]; above: Above[]; next: number | null } | null>;
  /** How the second differs from the first. Details are included, unless it is to be told soon. */
  compare(a: string, b: string, details?: CompareDetails): Promise<TracesCompared>;
  /** The print of the details of each span (`comparedPrint`), in the order of the skeleton. */
  prints(traceId: string): Promise<{ is: "printed"; id: number[]; print: number[] } | NotCompared>;
  close(): Promise<void>;
}
