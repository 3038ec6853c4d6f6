import type { Span, TraceSummary } from "../../../shared/models/span.ts";
import type { TraceSkeleton } from "../../../shared/models/trace-skeleton.ts";
import { type ArrangedSpan, arrange } from "../../../shared/trace/arrange.ts";
import { groupRows } from "../../../shared/trace/group-rows.ts";
import { spanOf } from "../../../shared/trace/pair-points.ts";
import { type Above, isBracket } from "../../../shared/trace/replay/repeat-spans.ts";
import type { RowGroup } from "../../../shared/trace/row-group.ts";
import { toSkeleton } from "../../../shared/trace/skeleton.ts";
import { summarize } from "../../../shared/trace/summarize.ts";
import { rowsWithoutDetails } from "../../db/queries/trace-rows.ts";
import type { TraceSummaryRow } from "../../db/schema.ts";
import type { Database } from "../../ports/database.ts";

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
  /** the rows that the span is made of */
  groupOf(span: Span): RowGroup;
  /** what the span is right below in the call tree */
  above(span: Span): Above;
}

/** Reads all rows of a trace, some thousands at a time, and puts them together. */
export async function readWholeTrace(
  db: Database,
  { trace_id, updated_at }: TraceSummaryRow,
): Promise<WholeTrace> {
  const groups = groupRows(await rowsWithoutDetails(db, trace_id));
  const spans = groups.map(spanOf);
  const groupIds = spans.map(({ id }) => id);
  spans.sort((a, b) => a.start_us - b.start_us || a.id - b.id);
  const arranged: readonly ArrangedSpan[] = arrange(spans);
  const placed = arranged.map(({ span }) => span);
  // who draws the trace needs none of these, and each takes as long as drawing it
  const groupOf = onDemand(() => new Map(groups.map((group, at) => [groupIds[at]!, group])));
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
    groupOf: ({ id }) => groupOf().get(id)!,
    above({ id }) {
      const parent = arranged[arranged[rowOf().get(id)!]!.parent];
      if (parent === undefined) return null;
      return { id: parent.span.id, bracket: parent.parent === -1 && isBracket(parent.span) };
    },
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
