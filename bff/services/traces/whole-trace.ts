import type { OperationLog, Span, TraceSummary } from "../../../shared/models/span.ts";
import type { TraceSkeleton } from "../../../shared/models/trace-skeleton.ts";
import { type ArrangedSpan, arrange } from "../../../shared/trace/arrange.ts";
import { groupRows } from "../../../shared/trace/group-rows.ts";
import { spanOf } from "../../../shared/trace/pair-points.ts";
import { type Above, isBracket } from "../../../shared/trace/replay/repeat-spans.ts";
import { toSkeleton } from "../../../shared/trace/skeleton.ts";
import { summarize } from "../../../shared/trace/summarize.ts";
import { rowsWithoutDetails } from "../../db/queries/trace-rows.ts";
import type { TraceSummaryRow } from "../../db/schema.ts";
import type { Database } from "../../ports/database.ts";
import { keepSpanRows, type SpanRows } from "./span-rows.ts";

/** A trace put together, without the details of its spans. */
export interface WholeTrace {
  /** as of now, epoch milliseconds */
  summary(now: number): TraceSummary;
  skeleton(): TraceSkeleton;
  /** the rows of its call tree, as the skeleton has them */
  arranged: readonly ArrangedSpan[];
  /** its spans by start, with the marks of their place in the call tree */
  byStart: readonly Span[];
  spanById(id: number): Span | undefined;
  /** the log rows that the span is made of */
  rowsOf(span: Span): SpanRows;
  /** what the span is right below in the call tree */
  above(span: Span): Above;
}

/** Reads all rows of a trace, some thousands at a time, and puts them together. */
export async function readWholeTrace(
  db: Database,
  { trace_id, updated_at }: TraceSummaryRow,
): Promise<WholeTrace> {
  const { spans, rowsOf } = putTogether(await rowsWithoutDetails(db, trace_id));
  spans.sort((a, b) => a.start_us - b.start_us || a.id - b.id);
  const arranged: readonly ArrangedSpan[] = arrange(spans);
  const placed = arranged.map(({ span }) => span);
  // who draws the trace needs none of these, and each takes as long as drawing it
  const byId = onDemand(() => new Map(placed.map((span) => [span.id, span])));
  const byStart = onDemand(() => spans.map(({ id }) => byId().get(id)!));
  const rowOf = onDemand(() => new Map(placed.map((span, row) => [span.id, row])));
  let skeleton: TraceSkeleton | undefined;
  let summary: TraceSummary | undefined;
  return {
    summary(now) {
      // all that time alone changes is that an open span is not waited for any more
      if (summary === undefined || summary.status === "active")
        summary = { ...summarize(placed, now * 1000), updated_at };
      return summary;
    },
    skeleton: () => {
      skeleton ??= toSkeleton(arranged);
      return skeleton;
    },
    arranged,
    get byStart() {
      return byStart();
    },
    spanById: (id) => byId().get(id),
    rowsOf: ({ id }) => rowsOf(id),
    above({ id }) {
      const parent = arranged[arranged[rowOf().get(id)!]!.parent];
      if (parent === undefined) return null;
      return { id: parent.span.id, bracket: parent.parent === -1 && isBracket(parent.span) };
    },
  };
}

/** The rows themselves are let go with this. */
function putTogether(rows: readonly OperationLog[]): { spans: Span[]; rowsOf: (span: number) => SpanRows } {
  const groups = groupRows(rows);
  const spans = groups.map(spanOf);
  return {
    spans,
    rowsOf: keepSpanRows(
      groups,
      spans.map(({ id }) => id),
    ),
  };
}

/** Works it out when it is asked for, and once. */
function onDemand<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
