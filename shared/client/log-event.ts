/** One log of `POST /api/logs`. `start_us`: microseconds since the epoch; `duration_ms` where it is a whole span. */
export interface LogEvent {
  trace_id?: string;
  span_id?: string | null;
  parent_span_id?: string | null;
  source: string;
  stage: string;
  operation: string;
  task_uuid?: string | null;
  start_us?: number;
  duration_ms?: number | null;
  status?: "ok" | "error";
  details?: Record<string, unknown>;
}

/** Most characters of the details of one event; what is longer is told by its length. */
const mostDetails = 64 * 1024;

/** The event as one line of JSON that the server takes, whatever a program put into it. */
export function logLine(event: LogEvent): string {
  return JSON.stringify({
    ...event,
    source: text(event.source, 200),
    stage: text(event.stage, 100),
    operation: text(event.operation, 2000),
    details: event.details === undefined ? undefined : fitting(event.details),
  });
}

const text = (value: unknown, most: number): string => String(value ?? "").slice(0, most) || "unnamed";

function fitting(details: Record<string, unknown>): unknown {
  try {
    const json = JSON.stringify(details, (_key, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    return json.length <= mostDetails ? JSON.parse(json) : { cut: json.length, begin: json.slice(0, 2000) };
  } catch (error) {
    return { unreadable: String(error).slice(0, 500) };
  }
}

/** How a piece of work ended, as fields of its closing log. An answer `{ ok: false }` is a failure as well. */
export function outcomeOf(
  ended: { value: unknown } | { thrown: unknown },
): Pick<LogEvent, "status" | "details"> {
  if ("thrown" in ended) return { status: "error", details: { error: String(ended.thrown).slice(0, 2000) } };
  const answer = ended.value as { ok?: unknown; code?: unknown; error?: unknown } | null | undefined;
  if (typeof answer !== "object" || answer?.ok !== false) return { status: "ok" };
  return { status: "error", details: { code: answer.code, error: String(answer.error).slice(0, 2000) } };
}
