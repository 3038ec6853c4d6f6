import { ok, type Result, refuse } from "../../../shared/result.ts";
import { summaryOf } from "../../db/queries/trace-summary.ts";
import { toSummary } from "../../db/trace-wire.ts";
import type { Ports } from "../../ports/ports.ts";
import { unknownTrace } from "../traces/unknown-trace.ts";

/** Longer ones are not replayed. */
export const mostSpans = 100_000;

/** What was noted of the calls just made is waited for, as long as that takes while there is little to write. */
const notedMs = 300;

/** What is known of a trace before it is read, where it can be replayed. */
export async function traceToReplay(
  { clock, db, spans: log, timers }: Pick<Ports, "clock" | "db" | "spans" | "timers">,
  traceId: string,
): Promise<Result<{ spans: number; duration_us: number }>> {
  const written = new AbortController();
  await Promise.race([log.drained(), timers.wait(notedMs, written.signal)]);
  written.abort();
  const row = await summaryOf(db, traceId);
  if (row === undefined) return unknownTrace(traceId);
  const { spans: all, duration_us } = toSummary(row, clock.now());
  // the bracket around a replay is not repeated
  const spans = all - (row.replay > 0 ? 1 : 0);
  if (spans <= mostSpans) return ok({ spans, duration_us });
  return refuse(
    "TRACE_TOO_LARGE",
    `the trace has ${spans} spans, and ${mostSpans} is the most that is replayed: log each task under a trace id of its own, and replay those`,
    { trace_id: traceId, spans, limit: mostSpans },
  );
}
