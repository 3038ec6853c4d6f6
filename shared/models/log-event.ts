import { z } from "zod";

/** Text that other programs send, cut where it has no end; the rest of a long operation name is in `details`. */
const text = (most: number) => z.string().min(1).max(most);

/**
 * What `POST /api/logs` and `LogOps.recordLog` take. Only `source`, `stage` and `operation` have to be there: the trace
 * is then that of the request, the time is now. `start_us` is microseconds since the epoch and wins over `timestamp`.
 */
export const LogEvent = z.object({
  trace_id: text(200).optional(),
  span_id: text(200).nullish(),
  parent_span_id: text(200).nullish(),
  source: text(200),
  stage: text(100),
  operation: text(2000),
  task_uuid: text(200).nullish(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  start_us: z.int().min(0).optional(),
  /** below 0 where the sender says that it ended before it began: kept, and marked when it is read */
  duration_ms: z.number().min(-1e10).max(1e10).nullish(),
  status: z.enum(["ok", "error"]).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type LogEvent = z.infer<typeof LogEvent>;
