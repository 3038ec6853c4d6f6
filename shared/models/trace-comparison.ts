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
export type DivergenceKind = (typeof divergenceKinds)[number];

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

/** How many spans of two traces are what to each other. */
export const ComparisonCounts = z.object({
  matched: z.int(),
  /** by more than a tenth; `otherwise`: one of them is open, or the first took no time */
  slower: z.int(),
  faster: z.int(),
  otherwise: z.int(),
  missing: z.int(),
  added: z.int(),
  status: z.int(),
  details: z.int(),
});
export type ComparisonCounts = z.infer<typeof ComparisonCounts>;

/**
 * A comparison as columns, small enough to send for 100,000 spans: one entry a pair, walking both call trees side by side
 * (the order of the first, and what only the second has after the sibling that it follows there).
 */
export const ComparisonColumns = z.object({
  /** `Span.id` in the first trace; 0: only the second has it */
  a: z.array(z.int()),
  /** `Span.id` in the second trace; 0: only the first has it */
  b: z.array(z.int()),
  /** the pair that it is below, by its index, which is less; -1: at the top */
  above: z.array(z.int()),
  /** share by which the second took longer, to a ten-thousandth: 0.25 is a quarter longer; null: not to be said */
  deviation: z.array(z.number().nullable()),
  /** bit 0: the length deviates by more than a tenth; bit 1: they ended otherwise; bit 2: their details differ */
  flags: z.array(z.int()),
  counts: ComparisonCounts,
  /** where they part: the pair, by its index */
  first_divergence: z.object({ kind: z.enum(divergenceKinds), at: z.int() }).nullable(),
});
export type ComparisonColumns = z.infer<typeof ComparisonColumns>;

/** A pair that differs, in words, for who has no picture of it. */
export const TraceDifference = z.object({
  kinds: z.array(z.enum([...divergenceKinds, "details"])),
  source: z.string(),
  operation: z.string(),
  /** `Span.id` in each trace; null where it has none */
  a: z.int().nullable(),
  b: z.int().nullable(),
  /** microseconds; null: open, or not there */
  a_us: z.int().nullable(),
  b_us: z.int().nullable(),
});
export type TraceDifference = z.infer<typeof TraceDifference>;
