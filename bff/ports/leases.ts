import type { Lease, LeaseChange } from "../../shared/models/lease.ts";
import type { Result } from "../../shared/result.ts";

/**
 * Leases on files of the workspace. They hold between all processes that edit it. `trace_id`, the flow in which one is
 * taken or given back, is told with the change.
 */
export interface Leases {
  /** Those that hold now, by the name of their file. */
  list(): Promise<Result<{ leases: Lease[] }>>;
  /** Takes the file for an open task that may edit it, or renews the task's lease. `minutes` count from now. */
  take(asked: {
    file: string;
    task_id: string;
    requester: string;
    minutes: number;
    trace_id?: string | undefined;
  }): Promise<Result<{ lease: Lease; renewed: boolean }>>;
  /** Ends the lease of `task_id`, or with `force`, which needs a `reason`, whosever it is. */
  release(asked: {
    file: string;
    task_id?: string | undefined;
    requester: string;
    force: boolean;
    reason: string;
    trace_id?: string | undefined;
  }): Promise<Result<{ released: Lease }>>;
  /**
   * Tells of every change after the one with the id `after` (null: after the one told last, of all where none was), in order, one at a
   * time, whichever process made it; of an end by expiry when it is there. A change that `tell` throws on is told
   * again. Answers what ends it.
   */
  follow(
    after: string | null,
    tell: (change: LeaseChange) => Promise<void>,
  ): Promise<{ close(): Promise<void> }>;
}
