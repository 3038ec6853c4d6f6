import { z } from "zod";

const id = z.string().min(1).max(200).optional().catch(undefined);

/** What the address of the comparison holds; a part that makes no sense is left out. */
export const CompareSearch = z.object({
  /** the trace that is held against, and the one that is held */
  a: id,
  b: id,
  /** that trace is out of a file that this page has opened; left out: it is the server's */
  a_from: z.literal("file").optional().catch(undefined),
  b_from: z.literal("file").optional().catch(undefined),
  /** the pair that is open, see `pairName` */
  at: z
    .string()
    .regex(/^[ab][1-9]\d*$/)
    .optional()
    .catch(undefined),
  /** words that calls are looked for by */
  q: z.string().min(1).max(200).optional().catch(undefined),
  /** each trace over the whole width; left out: both on one scale */
  scale: z.literal("fitted").optional().catch(undefined),
});
export type CompareSearch = z.output<typeof CompareSearch>;
