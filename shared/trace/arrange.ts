import type { Span } from "../models/span.ts";
import { shiftOf } from "./clock-skew.ts";
import { findParents } from "./find-parents.ts";

/** A span at its place in the call tree. `start_us` has the shift of its source's clock applied. */
export interface ArrangedSpan {
  /** with the marks that its place gave it */
  span: Span;
  /** row of its parent, always a row above; -1: a root */
  parent: number;
  depth: number;
  start_us: number;
}

/**
 * The rows of a waterfall: the call tree of the spans, depth first, children and roots by start. Every span is in it
 * once, whatever is wrong with it. Its time grows with n log n, and its depth has no limit.
 */
export function arrange(spans: readonly Span[]): ArrangedSpan[] {
  const { parent, marks } = findParents(spans);
  const children = childrenOf(spans, parent);
  const rows: ArrangedSpan[] = [];
  /** row of each span that has one, and how far its clock was moved */
  const rowOf = new Int32Array(spans.length).fill(-1);
  const shift = new Float64Array(spans.length);
  const stack = [...children(-1)].reverse();
  while (stack.length > 0) {
    const index = stack.pop()!;
    const span = spans[index]!;
    const above = parent[index]!;
    const from = above === -1 ? null : rows[rowOf[above]!]!;
    const moved = from === null ? 0 : shiftOf(span, from, shift[above]!);
    shift[index] = moved;
    rowOf[index] = rows.length;
    const found = marks.get(index) ?? [];
    const marked = found.length > 0 || moved !== 0;
    rows.push({
      span: marked
        ? {
            ...span,
            marks: [...span.marks, ...found, ...(moved === 0 ? [] : (["skew"] as const))],
            ...(moved === 0 ? {} : { shifted_us: moved }),
          }
        : span,
      parent: from === null ? -1 : rowOf[above]!,
      depth: from === null ? 0 : from.depth + 1,
      start_us: span.start_us + moved,
    });
    const below = children(index);
    for (let at = below.length - 1; at >= 0; at--) stack.push(below[at]!);
  }
  return rows;
}

/** Children of each span, -1 for the roots, by start: all of them in one array, with the place where each list begins. */
function childrenOf(spans: readonly Span[], parent: Int32Array): (index: number) => Int32Array {
  const begin = new Int32Array(spans.length + 2);
  for (const one of parent) begin[one + 2]! += 1;
  for (let at = 1; at < begin.length; at++) begin[at]! += begin[at - 1]!;
  const listed = new Int32Array(spans.length);
  const next = begin.slice();
  const byStart = Array.from(spans.keys()).sort(
    (a, b) => spans[a]!.start_us - spans[b]!.start_us || spans[a]!.id - spans[b]!.id,
  );
  for (const index of byStart) {
    const at = parent[index]! + 1;
    listed[next[at]!] = index;
    next[at]! += 1;
  }
  return (index) => listed.subarray(begin[index + 1]!, begin[index + 2]!);
}
