/** Where a reader's bytes go: one socket, seen from the core. None of these may throw. */
export interface Outlet {
  /** Queues whole frames. */
  write(bytes: Uint8Array): void;
  /** bytes queued and not yet taken by the operating system */
  buffered(): number;
  /** Ends the connection for this reason; `closed()` of the subscription is still called by the host. */
  cut(reason: CutReason): void;
}

/** `stalled`: did not read for too long; `log_failed`: its past could not be read. */
export type CutReason = "stalled" | "log_failed";

/**
 * Where a reader stands.
 *
 * - `asking`: the log is being asked on its behalf: for its head when it comes, later for a past the ring has lost.
 * - `live`: gets what the ring has past its cursor, as it comes.
 * - `full`: its outlet holds too much; it is not written to until it drains. `since` is epoch milliseconds.
 * - `closed`: gone; whatever still comes back for it is dropped.
 */
export type Phase = { at: "asking" } | { at: "live" } | { at: "full"; since: number } | { at: "closed" };

export interface Subscriber {
  readonly outlet: Outlet;
  phase: Phase;
  /** seq of the last event handed to the outlet, or passed over by a resync */
  cursor: number;
  /** it is told that the factories have changed once it has caught up */
  owed: boolean;
}
