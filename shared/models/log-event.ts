import { z } from "zod";
import { aTime, endOfTime } from "../trace/end-of-time.ts";
import { hasOwnAddress } from "../trace/own-address.ts";

/** Text that other programs send, cut where it has no end; the rest of a long operation name is in `details`. */
const text = (most: number) => z.string().min(1).max(most);

const noMicroseconds = `has to be whole microseconds since 1970, ${aTime}: of milliseconds a thousand times as many, of nanoseconds a thousandth`;

const traceId = text(200).refine(hasOwnAddress, {
  error: "a trace cannot be called this, as no address would lead to it: send another id",
});

/**
 * What `POST /api/logs` and `LogOps.recordLog` take. Only `source`, `stage` and `operation` have to be there: the trace
 * is then that of the request, the time is now. `start_us` is microseconds since the epoch and wins over `timestamp`.
 */
export const LogEvent = z.object({
  trace_id: traceId.optional(),
  span_id: text(200).nullish(),
  parent_span_id: text(200).nullish(),
  source: text(200),
  stage: text(100),
  operation: text(2000),
  task_uuid: text(200).nullish(),
  timestamp: z.iso
    .datetime({ offset: true })
    .refine((iso) => Date.parse(iso) >= 0 && Date.parse(iso) < endOfTime, { error: `has to be ${aTime}` })
    .optional(),
  start_us: z
    .int({ error: noMicroseconds, abort: true })
    .min(0, { error: noMicroseconds })
    .max(endOfTime * 1000 - 1, { error: noMicroseconds })
    .optional(),
  /** below 0 where the sender says that it ended before it began: kept, and marked when it is read */
  duration_ms: z.number().min(-1e10).max(1e10).nullish(),
  status: z.enum(["ok", "error"]).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type LogEvent = z.infer<typeof LogEvent>;
