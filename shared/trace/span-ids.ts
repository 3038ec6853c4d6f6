import type { Span } from "../models/span.ts";
import { familyOf } from "./stage-family.ts";

/** All that have one id: usually one, two where both ends of a call have it, and any number where a sender is wrong. */
export interface Twins {
  first: number;
  /** more than one has it */
  several: boolean;
  /** the first that received, the first that called; -1: none */
  received: number;
  outbound: number;
  /** the first of each source, where there are several */
  bySource: Map<string, number> | null;
}

/** Spans by their id, each looked at once. Indexes into `spans`. */
export function spanIds(spans: readonly Span[]): ReadonlyMap<string, Twins> {
  const ids = new Map<string, Twins>();
  for (let index = 0; index < spans.length; index++) {
    const span = spans[index]!;
    if (span.span_id === null) continue;
    const family = familyOf(span.stage);
    const twins = ids.get(span.span_id);
    if (twins === undefined) {
      ids.set(span.span_id, {
        first: index,
        several: false,
        received: family === "received" ? index : -1,
        outbound: family === "outbound" ? index : -1,
        bySource: null,
      });
      continue;
    }
    twins.several = true;
    twins.bySource ??= new Map([[spans[twins.first]!.source, twins.first]]);
    if (!twins.bySource.has(span.source)) twins.bySource.set(span.source, index);
    if (family === "received" && twins.received === -1) twins.received = index;
    if (family === "outbound" && twins.outbound === -1) twins.outbound = index;
  }
  return ids;
}
