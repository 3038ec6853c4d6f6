import { z } from "zod";

/** A task's right to be the only one that edits a file, until it ends. Times are ISO-8601 UTC. */
export const Lease = z.object({
  /** relative to the workspace, every link resolved; a lease is on the name, whether there is a file of it or not */
  file: z.string(),
  task_id: z.string(),
  requester: z.string(),
  taken_at: z.string(),
  /** from then on the lease counts for nothing */
  until: z.string(),
});
export type Lease = z.infer<typeof Lease>;

/**
 * How a lease ended: `released` by its task, `forced` by somebody else, `expired`, or `gone` where its file was taken
 * out of the leases folder by hand.
 */
export const LeaseEnd = z.enum(["released", "forced", "expired", "gone"]);
export type LeaseEnd = z.infer<typeof LeaseEnd>;

/** What the events `lease_taken` (`renewed` where it was held already) and `lease_released` carry. */
export const LeaseChange = Lease.extend({
  /** of this change, the same wherever it is told */
  id: z.string(),
  at: z.string(),
  type: z.enum(["lease_taken", "lease_released"]),
  renewed: z.boolean().optional(),
  end: LeaseEnd.optional(),
  /** who ended it, and why, where somebody did */
  by: z.string().optional(),
  reason: z.string().optional(),
  /** the flow in which somebody did it */
  trace_id: z.string().optional(),
});
export type LeaseChange = z.infer<typeof LeaseChange>;
