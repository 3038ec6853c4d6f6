import { z } from "zod";
import { LogEvent } from "../models/log-event.ts";
import { TraceId } from "../models/span.ts";
import { defineOperation } from "../operation.ts";

/** Most events of one request; an OpenTelemetry exporter sends 512 by default. */
export const mostLogEvents = 5000;

/** One event or a list of them, by itself (as over RPC) or as the `items` that an HTTP body becomes. */
export function oneOrMany(raw: unknown): { items: unknown } {
  const wrapped = typeof raw === "object" && raw !== null && "items" in raw;
  const items = wrapped ? raw.items : raw;
  return { items: typeof items === "object" && items !== null && !Array.isArray(items) ? [items] : items };
}

export const recordLog = defineOperation({
  name: "logs.record",
  summary: "Record one log event or a list of them; answered once they are durable",
  kind: "command",
  role: "agent",
  input: z.preprocess(oneOrMany, z.object({ items: z.array(LogEvent).min(1).max(mostLogEvents) })),
  output: z.object({ trace_id: TraceId, accepted: z.int() }),
  errors: ["BODY_TOO_LARGE", "RATE_LIMITED", "DISK_FULL"],
  http: { method: "POST", path: "/api/logs" },
  rpc: { entrypoint: "LogOps", method: "recordLog" },
  body: "array",
});

export const logOperations = { recordLog } as const;
