import type { Hono } from "hono";
import { getTrace } from "../../shared/operations/traces.ts";
import { type Refusal, refuse } from "../../shared/result.ts";
import type { AppEnv } from "../app-env.ts";
import type { Calls } from "../operations/calls.ts";
import { answerJson } from "../operations/http.ts";
import { denial } from "../operations/invoke.ts";
import type { Ports } from "../ports/ports.ts";
import { type ExportFormat, exportFormats, exportTrace } from "../services/traces/export.ts";
import { unknownTrace } from "../services/traces/unknown-trace.ts";

/**
 * `/api/traces/:trace_id/export?format=csv|json`: a file, sent as it is read. No operation of the table, whose answers
 * are made whole; who may read the trace may have the file.
 */
export function mountTraceExport(app: Hono<AppEnv>, { traces }: Ports, calls: Calls): void {
  app.get("/api/traces/:trace_id/export", async (c) => {
    const refused = denial(getTrace, c.var.caller) ?? calls.tooMany(c.var.caller);
    if (refused !== null) return answerJson(c, refused);
    const traceId = c.req.param("trace_id");
    const format = c.req.query("format") ?? "json";
    if (!isFormat(format)) return answerJson(c, unknownFormat(format));
    const file = await exportTrace(traces, traceId, format);
    if (file === null) return answerJson(c, unknownTrace(traceId));
    return c.body(file.body, 200, {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${file.name}"`,
    });
  });
}

const isFormat = (format: string): format is ExportFormat =>
  (exportFormats as readonly string[]).includes(format);

const unknownFormat = (format: string): Refusal =>
  refuse("INVALID_INPUT", `format is "csv" or "json", not "${format.slice(0, 50)}"`, {
    problems: [{ path: "format", message: "one of csv, json" }],
  });
