import type { Context } from "hono";
import type { AnswerHeaders, AppEnv } from "../app-env.ts";
import { type TraceContext, traceparentOf } from "../ports/trace-context.ts";
import { securityHeaders } from "./security-headers.ts";

/** The headers of every answer to a request of this flow. */
export function commonHeaders(flow: TraceContext): AnswerHeaders {
  const headers: AnswerHeaders = {
    ...securityHeaders,
    "cache-control": "no-store",
    "x-trace-id": flow.traceId,
  };
  const traceparent = traceparentOf(flow);
  if (traceparent !== null) headers.traceparent = traceparent;
  return headers;
}

/**
 * An answer with all its headers, given as plain text: a host sends them as they are, where making a `Headers` of them
 * and reading it again costs more than the rest of a small answer.
 */
export function answerWith(
  c: Context<AppEnv>,
  body: string | Uint8Array<ArrayBuffer>,
  status: number,
  own: AnswerHeaders,
): Response {
  const response = new Response(body, { status, headers: { ...c.get("headers"), ...own } });
  c.set("complete", response);
  return response;
}

/** Gives an answer that came about in any other way what it lacks. */
export function completeAnswer(c: Context<AppEnv>): void {
  if (c.get("complete") === c.res) return;
  for (const [name, value] of Object.entries(c.get("headers")))
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
}
