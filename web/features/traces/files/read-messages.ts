import type { Span, TraceSummary } from "../../../../shared/models/span.ts";
import type { ComparisonColumns } from "../../../../shared/models/trace-comparison.ts";
import type { TraceSkeleton } from "../../../../shared/models/trace-skeleton.ts";
import type { PrintedSkeleton } from "../../../../shared/trace/compare-skeletons.ts";

/** What a file is going through: its bytes come in, they are read as JSON, and its traces are put together. */
export type ReadPhase = "reading" | "understanding" | "arranging";

/** A trace of a file as it is drawn; its spans stay with the worker, and are asked for one by one. */
export interface ReadTrace {
  trace: TraceSummary;
  skeleton: TraceSkeleton;
}

/** What the page says to the worker. */
export type ToReader =
  | { is: "read"; file: Blob; now: number }
  | { is: "span"; ask: number; traceId: string; id: number }
  | { is: "prints"; ask: number; traceId: string }
  | ({ is: "compare"; ask: number } & CompareAsk);

/** A trace of the file is held against another one, whose side of the comparison is said. */
export interface CompareAsk {
  traceId: string;
  otherIs: "a" | "b";
  other: PrintedSkeleton;
}

/** What the worker says to the page. */
export type FromReader =
  /** `share`: how much of the phase is done, 0 to 1; null: nobody can tell */
  | { is: "progress"; phase: ReadPhase; share: number | null }
  | { is: "read"; traces: ReadTrace[] }
  | { is: "refused"; error: string }
  | { is: "span"; ask: number; span: Span | null }
  | { is: "prints"; ask: number; prints: Float64Array | null }
  | { is: "compared"; ask: number; comparison: ComparisonColumns | null };
