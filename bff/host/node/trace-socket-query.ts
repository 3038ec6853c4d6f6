import type { z } from "zod";
import { TraceId } from "../../../shared/models/span.ts";
import { TraceFilter } from "../../../shared/operations/traces.ts";
import { ok, type Result, refuse } from "../../../shared/result.ts";

const Query = TraceFilter.extend({ trace_id: TraceId.optional() });
export type TraceSocketQuery = z.output<typeof Query>;

/** What `/api/traces/live?source=a,b&status=error` asks for: the filters of `traces.active`, and `trace_id`. */
export function parseTraceSocketQuery(requestUrl: string): Result<{ query: TraceSocketQuery }> {
  const params = new URL(requestUrl, "http://localhost").searchParams;
  const given = Object.fromEntries([...params].filter(([, value]) => value !== ""));
  const parsed = Query.safeParse(given);
  if (parsed.success) return ok({ query: parsed.data });
  const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  return refuse(
    "INVALID_INPUT",
    `/api/traces/live takes the filters of /api/traces/active, and trace_id: ${problems.map(({ path, message }) => `${path}: ${message}`).join("; ")}`,
    { problems },
  );
}
