import type { LogEvent } from "../../../shared/models/log-event.ts";
import { repeatedId } from "../../../shared/trace/replay/repeated-id.ts";
import { ownSource } from "../../operations/call-log.ts";
import type { Ports } from "../../ports/ports.ts";
import type { BegunSpan, Recorder, ReplayJob } from "../../ports/replay-runs.ts";
import { newSpanId } from "../../ports/trace-context.ts";

/** How often a row is offered to a log that is full, and how long is waited in between: ten seconds in all. */
const tries = 50;
const againMs = 200;

/** What the root of every replay is called. */
export const rootOperation = "replay";

/** The log refused a row, and would not take it later either. */
export class RecordingFailed extends Error {}

type Of = Pick<ReplayJob, "replay_trace" | "original_trace" | "mode" | "pace" | "actor">;

/** See the port. `root`: of a replay that has begun before. */
export function createRecorder(
  { spans, timers }: Pick<Ports, "spans" | "timers">,
  { replay_trace, original_trace, mode, pace, actor }: Of,
  root: { span_id: string; start_us: number | null } = { span_id: newSpanId(), start_us: null },
): Recorder {
  const base = { source: ownSource, operation: rootOperation, span_id: root.span_id };
  let begun = root.start_us;
  let latest = 0;

  async function write(events: readonly LogEvent[]): Promise<void> {
    const rows = events.map((event) => ({ ...event, trace_id: replay_trace }));
    for (let left = tries; ; left -= 1) {
      const recorded = await spans.record(rows, { traceId: replay_trace });
      if (recorded.ok) break;
      if (recorded.code !== "RATE_LIMITED" || left === 0) throw new RecordingFailed(recorded.error);
      await timers.wait(againMs);
    }
    for (const { start_us = 0 } of events) if (start_us > latest) latest = start_us;
  }

  const end = (span: BegunSpan, stage: string, endUs: number, own: Partial<LogEvent>): Promise<void> => {
    const { start_us, ...same } = span;
    return write([{ ...same, stage, start_us: endUs, duration_ms: (endUs - start_us) / 1000, ...own }]);
  };
  const endRoot = (stage: string, atUs: number, own: Partial<LogEvent>): Promise<void> =>
    write([{ ...base, stage, start_us: atUs, duration_ms: (atUs - (begun ?? atUs)) / 1000, ...own }]);

  return {
    root: root.span_id,
    begun: () => begun,
    latest: () => latest,
    write,
    start(atUs) {
      begun = atUs;
      const details = { original_trace, mode, pace, actor };
      return write([{ ...base, stage: "replay_start", start_us: atUs, details }]);
    },
    async spanStart({
      source,
      operation,
      start_us,
      parent_span_id = root.span_id,
      task_uuid = null,
      details,
      repeats,
    }) {
      const span_id = repeats === undefined ? newSpanId() : repeatedId(root.span_id, repeats);
      const span = { span_id, parent_span_id, source, operation, task_uuid, start_us };
      await write([{ ...span, stage: "replay_span_start", ...(details && { details }) }]);
      return span;
    },
    spanEnd: (span, endUs, own) => end(span, "replay_span_end", endUs, own ? { details: own } : {}),
    spanError: (span, endUs, own) =>
      end(span, "replay_error", endUs, { status: "error", ...(own && { details: own }) }),
    complete: (atUs, reason) =>
      endRoot(
        "replay_complete",
        atUs,
        reason === undefined ? {} : { status: "error", details: { failed: reason } },
      ),
    abort: (atUs, reason) => endRoot("replay_abort", atUs, { details: { aborted: reason } }),
  };
}
