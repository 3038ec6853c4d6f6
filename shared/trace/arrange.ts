import type { Span, SpanMark } from "../models/span.ts";
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
  const { begin, listed } = childrenOf(spans, parent);
  const rows: ArrangedSpan[] = [];
  /** row of each span that has one, and how far its clock was moved */
  const rowOf = new Int32Array(spans.length).fill(-1);
  const shift = new Float64Array(spans.length);
  const stack: number[] = [];
  const enter = (index: number) => {
    for (let at = begin[index + 2]! - 1; at >= begin[index + 1]!; at--) stack.push(listed[at]!);
  };
  enter(-1);
  while (stack.length > 0) {
    const index = stack.pop()!;
    const span = spans[index]!;
    const above = parent[index]!;
    const from = above === -1 ? null : rows[rowOf[above]!]!;
    const moved = from === null ? 0 : shiftOf(span, from, shift[above]!);
    shift[index] = moved;
    rowOf[index] = rows.length;
    const found = marks.get(index);
    rows.push({
      span: found === undefined && moved === 0 ? span : marked(span, found ?? [], moved),
      parent: from === null ? -1 : rowOf[above]!,
      depth: from === null ? 0 : from.depth + 1,
      start_us: span.start_us + moved,
    });
    enter(index);
  }
  return rows;
}

const marked = (span: Span, found: readonly SpanMark[], moved: number): Span => ({
  ...span,
  marks: [...span.marks, ...found, ...(moved === 0 ? [] : (["skew"] as const))],
  ...(moved === 0 ? {} : { shifted_us: moved }),
});

/** Children by start, all in one array: those of `index`, -1 for the roots, from `begin[index + 1]` to the next begin. */
function childrenOf(spans: readonly Span[], parent: Int32Array): { begin: Int32Array; listed: Int32Array } {
  const begin = new Int32Array(spans.length + 2);
  for (const one of parent) begin[one + 2]! += 1;
  for (let at = 1; at < begin.length; at++) begin[at]! += begin[at - 1]!;
  const listed = new Int32Array(spans.length);
  const next = begin.slice();
  for (const index of byStart(spans)) {
    const at = parent[index]! + 1;
    listed[next[at]!] = index;
    next[at]! += 1;
  }
  return { begin, listed };
}

/** Spans mostly come that way already, and seeing so is cheaper than sorting. */
function byStart(spans: readonly Span[]): Uint32Array {
  const order = Uint32Array.from(spans.keys());
  const compare = (a: number, b: number) =>
    spans[a]!.start_us - spans[b]!.start_us || spans[a]!.id - spans[b]!.id;
  const sorted = order.every((index) => index === 0 || compare(index - 1, index) <= 0);
  return sorted ? order : order.sort(compare);
}
