import type { Span, SpanMark } from "../models/span.ts";
import { spanIds, type Twins } from "./span-ids.ts";
import { familyOf } from "./stage-family.ts";

/** For each span the index of its parent, -1 where it is a root, and what had to be put right to find it. */
export interface Parents {
  parent: Int32Array;
  marks: ReadonlyMap<number, readonly SpanMark[]>;
}

/**
 * Who called whom. A parent that is not in the trace makes a root, marked `orphan`; a chain of parents that leads back
 * to itself is cut at its earliest span, marked `cycle`. Where two spans have one id (as the two ends of one call in
 * Zipkin's model), the one that received is the child of the one that called, and a child of that id belongs to the
 * one of its own source; the later of the two is marked `duplicate`.
 */
export function findParents(spans: readonly Span[]): Parents {
  const ids = spanIds(spans);
  const parent = new Int32Array(spans.length).fill(-1);
  const marks = new Map<number, SpanMark[]>();
  const mark = (index: number, kind: SpanMark) => marks.set(index, [...(marks.get(index) ?? []), kind]);
  for (let index = 0; index < spans.length; index++) {
    const { span_id, parent_span_id, source, stage } = spans[index]!;
    const twins = span_id === null ? undefined : ids.get(span_id);
    if (twins?.several) {
      if (twins.first !== index) mark(index, "duplicate");
      if (twins.outbound !== -1 && familyOf(stage) === "received") {
        parent[index] = twins.outbound;
        continue;
      }
    }
    if (parent_span_id === null) continue;
    const named = ids.get(parent_span_id);
    if (named === undefined) mark(index, "orphan");
    else parent[index] = callerOf(named, source);
  }
  for (const index of cutCycles(parent, spans)) mark(index, "cycle");
  return { parent, marks };
}

/** Of several with one id, the one of the same source; else the one that received the call made the calls below. */
const callerOf = ({ first, received, bySource }: Twins, source: string): number =>
  bySource?.get(source) ?? (bySource !== null && received !== -1 ? received : first);

/** Makes a root of the earliest span of every circle, and answers those. Walks each span once. */
function cutCycles(parent: Int32Array, spans: readonly Span[]): number[] {
  const cut: number[] = [];
  // 0: not seen; n: seen on walk n
  const walkOf = new Int32Array(parent.length);
  for (let start = 0; start < parent.length; start++) {
    const walk = start + 1;
    let at = start;
    while (at !== -1 && walkOf[at] === 0) {
      walkOf[at] = walk;
      at = parent[at]!;
    }
    if (at === -1 || walkOf[at] !== walk) continue;
    let first = at;
    for (let next = parent[at]!; next !== at; next = parent[next]!)
      if (spans[next]!.start_us < spans[first]!.start_us) first = next;
    parent[first] = -1;
    cut.push(first);
  }
  return cut;
}
