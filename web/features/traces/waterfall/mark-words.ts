import type { SpanMark } from "../../../../shared/models/span.ts";

/** What is odd about a span, for a reader. */
export const markWords: Record<SpanMark, string> = {
  orphan: "Its parent is not in this trace",
  skew: "Its clock differs from its caller's; it was moved",
  open: "It has not ended",
  point: "A log of one moment",
  backwards: "It says that it ended before it began",
  cycle: "Its parents lead back to itself; cut here",
  duplicate: "Another span of this trace has its id",
  undated: "Nothing says when it began; it stands at its caller's begin",
};
