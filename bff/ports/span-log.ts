import type { LogEvent } from "../../shared/models/log-event.ts";
import type { Result } from "../../shared/result.ts";

/** What stands in for what an event leaves out. */
export interface SpanSender {
  traceId: string;
}

/**
 * The one writer of `operation_logs` and of what is counted from it. Rows of many callers share a transaction; only
 * after its commit are they answered and handed to the live spans.
 */
export interface SpanLog {
  /**
   * Resolves once all of the events are durable. What is there already, the same in every field and with a span id, is
   * a delivery made twice: it counts as accepted and is stored once. Refuses, and then stores nothing, with
   * RATE_LIMITED where more is waiting than can be written soon and BODY_TOO_LARGE where the details of an event are.
   */
  record(
    events: readonly LogEvent[],
    from: SpanSender,
  ): Promise<Result<{ accepted: number; stored: number }>>;
  /**
   * For logs about our own work, which nobody waits for: they travel with the next commit, a quarter of a second later
   * at most, and are left out where too much is waiting.
   */
  note(events: readonly LogEvent[], from: SpanSender): void;
  /** Removes what is older than `before` (epoch ms), one small step; true where there may be more. */
  forget(before: number): Promise<boolean>;
  /** Resolves when everything handed in so far is durable and published. */
  drained(): Promise<void>;
}
