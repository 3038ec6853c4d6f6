import { z } from "zod";

/**
 * All spans of a trace that a waterfall draws, as columns in row order: the call tree, depth first, children by start.
 * Small enough to send for 100,000 spans (some 20 bytes each, before gzip); what a person looks at closer is asked for
 * by `id`. Row `n` is the n-th entry of every column. Names are indexes into the lists.
 */
export const TraceSkeleton = z.object({
  /** epoch microseconds that `start` counts from */
  base_us: z.int(),
  sources: z.array(z.string()),
  stages: z.array(z.string()),
  operations: z.array(z.string()),
  /** the tasks that its spans are for, the first twenty; no column says which span is for which */
  tasks: z.array(z.string()).max(20),
  /** `Span.id` */
  id: z.array(z.int()),
  /** row of the parent; -1: a root. Always a row above. */
  parent: z.array(z.int()),
  /** microseconds after `base_us`, a shift of the source's clock applied */
  start: z.array(z.int()),
  /** microseconds; -1: open */
  duration: z.array(z.int()),
  source: z.array(z.int()),
  stage: z.array(z.int()),
  operation: z.array(z.int()),
  /** bit 0: error; bit n+1: the n-th of `spanMarks` */
  flags: z.array(z.int()),
});
export type TraceSkeleton = z.infer<typeof TraceSkeleton>;
