import type { StageFamily } from "../../../../shared/models/span.ts";
import type { TraceSkeleton } from "../../../../shared/models/trace-skeleton.ts";
import { traceEnd } from "../../../../shared/trace/bar.ts";
import { type RowTree, rowTree } from "../../../../shared/trace/row-list.ts";
import { marksOf } from "../../../../shared/trace/skeleton.ts";
import { familyOf } from "../../../../shared/trace/stage-family.ts";

/** A skeleton with what is worked out of it once: everything here is O(n), nothing drawn later is. */
export interface TraceModel {
  /** the rows as they are drawn */
  skeleton: TraceSkeleton;
  /** the same trace as a call tree, where the rows are drawn by source */
  calls: TraceSkeleton;
  tree: RowTree;
  /** last moment, microseconds after base */
  end: number;
  /** colour of each entry of `skeleton.stages` */
  families: StageFamily[];
  /** row of each `Span.id` */
  rowOf: Map<number, number>;
  /** a clock of it was put right */
  moved: boolean;
}

/** `heard`: when the trace was last heard of, after base, where that is later than its spans end: one may be open. */
export function traceModel(skeleton: TraceSkeleton, calls = skeleton, heard = 0): TraceModel {
  const rowOf = new Map<number, number>();
  for (let row = 0; row < skeleton.id.length; row++) rowOf.set(skeleton.id[row]!, row);
  return {
    skeleton,
    calls,
    tree: rowTree(skeleton),
    end: Math.max(traceEnd(skeleton), heard),
    families: skeleton.stages.map(familyOf),
    rowOf,
    moved: [...new Set(skeleton.flags)].some((flags) => marksOf(flags).includes("skew")),
  };
}
