import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import type { ArrangedSpan } from "./arrange.ts";
import { isError, marksOf } from "./skeleton.ts";

/**
 * The rows of a skeleton as those that it was made of, as far as it says: details, events, tasks and the senders' own
 * ids are not in it. For what walks call trees and looks at names, times and status only.
 */
export function skeletonRows(skeleton: TraceSkeleton): ArrangedSpan[] {
  const { base_us, id, parent, start, duration, source, stage, operation, flags } = skeleton;
  const rows: ArrangedSpan[] = [];
  for (let row = 0; row < id.length; row++) {
    const above = parent[row]!;
    const start_us = base_us + start[row]!;
    rows.push({
      parent: above,
      depth: above === -1 ? 0 : rows[above]!.depth + 1,
      start_us,
      span: {
        id: id[row]!,
        trace_id: "",
        span_id: null,
        parent_span_id: null,
        source: skeleton.sources[source[row]!]!,
        stage: skeleton.stages[stage[row]!]!,
        operation: skeleton.operations[operation[row]!]!,
        task_uuid: null,
        start_us,
        duration_us: duration[row] === -1 ? null : duration[row]!,
        status: isError(flags[row]!) ? "error" : "ok",
        details: {},
        events: [],
        marks: marksOf(flags[row]!),
      },
    });
  }
  return rows;
}
