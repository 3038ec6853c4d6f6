import type { Span, SpanMark } from "../models/span.ts";
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
  const byId = new Map<string, number[]>();
  spans.forEach(({ span_id }, index) => {
    if (span_id === null) return;
    const same = byId.get(span_id);
    if (same) same.push(index);
    else byId.set(span_id, [index]);
  });
  const parent = new Int32Array(spans.length).fill(-1);
  const marks = new Map<number, SpanMark[]>();
  const mark = (index: number, kind: SpanMark) => marks.set(index, [...(marks.get(index) ?? []), kind]);
  spans.forEach((span, index) => {
    const twins = span.span_id === null ? [] : byId.get(span.span_id)!;
    if (twins.length > 1 && twins[0] !== index) mark(index, "duplicate");
    const caller =
      twins.length > 1 && familyOf(span.stage) === "received" ? callerAmong(twins, index, spans) : -1;
    if (caller !== -1) {
      parent[index] = caller;
      return;
    }
    if (span.parent_span_id === null) return;
    const named = byId.get(span.parent_span_id);
    if (named === undefined) mark(index, "orphan");
    else
      parent[index] = named.find((one) => spans[one]!.source === span.source) ?? lastReceived(named, spans);
  });
  for (const index of cutCycles(parent, spans)) mark(index, "cycle");
  return { parent, marks };
}

const callerAmong = (twins: readonly number[], index: number, spans: readonly Span[]): number =>
  twins.find((one) => one !== index && familyOf(spans[one]!.stage) === "outbound") ?? -1;

/** Of several with one id the one that received the call is who made the calls below. */
const lastReceived = (named: readonly number[], spans: readonly Span[]): number =>
  named.find((one) => familyOf(spans[one]!.stage) === "received") ?? named[0]!;

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
