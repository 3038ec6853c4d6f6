import type { Span } from "../models/span.ts";

interface Caller {
  span: Pick<Span, "source" | "duration_us">;
  /** with its own shift applied */
  start_us: number;
}

/**
 * How far a span has to be moved, in microseconds, because its source's clock differs from its caller's. No call
 * begins before whoever made it: where the clocks say so, one of them is wrong. The span is then put in the middle of
 * its caller, as if the way there and back had taken equally long, or at its begin where it is the longer of the two.
 * This is the rule that Jaeger's clock skew adjustment follows, except that a span which merely ends later than its
 * caller is left where it is: work that goes on after an answer is common, and nobody can tell the two apart.
 *
 * Within one source the shift is that of the caller: it is the clock that was wrong.
 */
export function shiftOf(
  { source, start_us, duration_us }: Pick<Span, "source" | "start_us" | "duration_us">,
  caller: Caller,
  callersShift: number,
): number {
  if (source === caller.span.source) return callersShift;
  if (start_us >= caller.start_us) return 0;
  const room = (caller.span.duration_us ?? 0) - (duration_us ?? 0);
  return caller.start_us - start_us + Math.max(0, Math.round(room / 2));
}
