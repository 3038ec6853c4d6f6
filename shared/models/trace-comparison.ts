import { z } from "zod";

/** A row of the first trace and the row of the second that is the same call. Rows are those of the skeletons. */
export const SpanMatch = z.object({
  a: z.int(),
  b: z.int(),
  /** share by which the second took longer: 0.25 is a quarter longer, -0.5 half as long; null: not to be said */
  deviation: z.number().nullable(),
  /** by more than the tolerance, or one is open and the other is not */
  deviates: z.boolean(),
  status_differs: z.boolean(),
  details_differ: z.boolean(),
});
export type SpanMatch = z.infer<typeof SpanMatch>;

export const divergenceKinds = ["missing", "added", "status", "duration"] as const;

/** How two traces differ. */
export const Comparison = z.object({
  /** in the order of the first's call tree */
  matches: z.array(SpanMatch),
  /** rows of the first that the second does not have */
  missing: z.array(z.int()),
  /** rows of the second that the first does not have */
  added: z.array(z.int()),
  /**
   * Where they part, in the order of the call tree: the first call that one of them lacks or that ended otherwise;
   * where there is none, the first that took longer or shorter without any call below it having done so.
   */
  first_divergence: z
    .object({ kind: z.enum(divergenceKinds), a: z.int().nullable(), b: z.int().nullable() })
    .nullable(),
});
export type Comparison = z.infer<typeof Comparison>;
