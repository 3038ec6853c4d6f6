import type { ArrangedSpan } from "../arrange.ts";
import { isBracket } from "./repeat-spans.ts";

/**
 * The id of a span of a replay that repeats the span `id` (`Span.id`) of its original: that number, hidden in the id of
 * the replay's root, 16 hex digits as well. So no table says what repeats what, and none is needed while it runs.
 */
export function repeatedId(root: string, id: number): string {
  const [high, low] = halves(root)!;
  return hex(high ^ Math.floor(id / 2 ** 32)) + hex(low ^ (id % 2 ** 32));
}

/**
 * For each row of a replay the `Span.id` of the span of the original that it repeats; 0: none. A root of another trace
 * makes no such ids, nor did replays of earlier versions: what comes out of those is no span of the original, but for one
 * in many billions.
 */
export function repeatedSpans(rows: readonly ArrangedSpan[]): Float64Array {
  const repeated = new Float64Array(rows.length);
  const outer = rows.find(({ parent, span }) => parent === -1 && isBracket(span))?.span.span_id;
  const root = outer == null ? null : halves(outer);
  if (root === null) return repeated;
  for (let row = 0; row < rows.length; row++) {
    const { span_id, stage } = rows[row]!.span;
    const own = stage === "replay_span_start" && span_id !== null ? halves(span_id) : null;
    if (own === null) continue;
    const id = ((own[0] ^ root[0]) >>> 0) * 2 ** 32 + ((own[1] ^ root[1]) >>> 0);
    if (id <= Number.MAX_SAFE_INTEGER) repeated[row] = id;
  }
  return repeated;
}

const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, "0");

/** As two numbers of 32 bits, as no one number has so many; null: it is no such id. */
function halves(id: string): [number, number] | null {
  if (!/^[0-9a-f]{16}$/.test(id)) return null;
  return [Number.parseInt(id.slice(0, 8), 16), Number.parseInt(id.slice(8), 16)];
}
