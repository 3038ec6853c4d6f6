import type { LogEvent } from "../../models/log-event.ts";
import type { Span } from "../../models/span.ts";
import { copiedDetails } from "./copied-details.ts";
import { endQueue } from "./end-queue.ts";

/** What a span is right below in the call tree of its trace; null: nothing, it is a root. `id` is `Span.id`. */
export type Above = { id: number; bracket: boolean } | null;

/** Whether a root is the one that a replay puts around what it repeats. */
export const isBracket = ({ source, operation, stage }: Span): boolean =>
  stage === "replay_start" && source === "mission-control" && operation === "replay";

/** A row of a replay; `ends`: with it one more span has been repeated. */
export interface RepeatedRow {
  event: LogEvent & { span_id: string; start_us: number };
  ends: boolean;
}

export interface RepeatSpans {
  /** The rows up to and with the begin of this span, by time. Spans come by start. */
  take(span: Span, above: Above): RepeatedRow[];
  /** The ends that are left. */
  rest(): RepeatedRow[];
  /** spans taken that are repeated */
  spans(): number;
}

/**
 * A dry run: every span again as `replay_span_start` and `replay_span_end`, or `replay_error` where it had failed, with
 * a new id below its parent's new id, all times moved by `shiftUs`. The call tree is the one that the waterfall shows:
 * what had no parent there comes below `root`, so that the replay has one root and the same tree, without orphans,
 * duplicate ids and circles. What did not end does not end; a point, and what ended before it began, has no length.
 *
 * The bracket around a trace that is a replay itself is not repeated: `root` takes its place.
 */
export function repeatSpans({
  root,
  shiftUs,
  idOf,
}: {
  root: string;
  shiftUs: number;
  /** the new id of a span, by `Span.id` */
  idOf(id: number): string;
}): RepeatSpans {
  const open = endQueue<RepeatedRow>();
  let spans = 0;

  function due(us: number): RepeatedRow[] {
    const rows: RepeatedRow[] = [];
    for (let row = open.takeBy(us); row !== undefined; row = open.takeBy(us)) rows.push(row);
    return rows;
  }

  return {
    take(span, above) {
      if (above === null && isBracket(span)) return [];
      spans += 1;
      const failed = span.status === "error";
      const start_us = span.start_us + shiftUs;
      const rows = due(start_us);
      const same = {
        span_id: idOf(span.id),
        parent_span_id: above === null || above.bracket ? root : idOf(above.id),
        source: span.source,
        operation: span.operation,
        task_uuid: span.task_uuid,
      };
      const { duration_us } = span;
      rows.push({
        event: {
          ...same,
          stage: "replay_span_start",
          start_us,
          status: failed && duration_us === null ? "error" : "ok",
          details: copiedDetails(span, shiftUs),
        },
        ends: duration_us === null,
      });
      if (duration_us !== null) {
        const end_us = start_us + duration_us;
        const event: RepeatedRow["event"] = {
          ...same,
          stage: failed ? "replay_error" : "replay_span_end",
          start_us: end_us,
          duration_ms: duration_us / 1000,
          status: span.status,
        };
        open.put(end_us, { event, ends: true });
      }
      return rows;
    },
    rest: () => due(Number.POSITIVE_INFINITY),
    spans: () => spans,
  };
}
