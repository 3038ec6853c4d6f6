import { type LogEvent, outcomeOf } from "./log-event.ts";
import type { Clock } from "./trace-flow.ts";

/** Where a pair is logged. */
export interface PairLog {
  readonly now: Clock;
  log(event: Omit<LogEvent, "source">): void;
}

/** What both logs of a pair say; the details are those of its begin, how it ended has its own. */
export type PairedSpan = Required<Pick<LogEvent, "trace_id" | "span_id">> &
  Pick<LogEvent, "parent_span_id" | "operation" | "details" | "task_uuid">;

/** Logs `before`, does the work, logs `after` with how long it took and how it ended, and passes on what it gave. */
export async function loggedPair<T>(
  { now, log }: PairLog,
  [before, after]: readonly [string, string],
  span: PairedSpan,
  work: () => T,
): Promise<Awaited<T>> {
  const begun = now();
  log({ ...span, stage: before, start_us: begun });
  const ended = (how: Parameters<typeof outcomeOf>[0]): void => {
    const at = now();
    const end = { details: undefined, start_us: at, duration_ms: (at - begun) / 1000, ...outcomeOf(how) };
    log({ ...span, ...end, stage: after });
  };
  try {
    const value = await work();
    ended({ value });
    return value;
  } catch (thrown) {
    ended({ thrown });
    throw thrown;
  }
}
