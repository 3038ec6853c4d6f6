/**
 * The flow a request belongs to: the trace id of a W3C `traceparent` where there is one, else `x-trace-id`, else a
 * new one (32 hex digits). What is not fit for a header or a log line counts as absent.
 */
export function traceIdOf(headers: Headers): string {
  const parent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(
    headers.get("traceparent") ?? "",
  )?.[1];
  if (parent !== undefined && !/^0+$/.test(parent)) return parent;
  const own = headers.get("x-trace-id");
  if (own !== null && /^[A-Za-z0-9._:-]{1,200}$/.test(own)) return own;
  return crypto.randomUUID().replaceAll("-", "");
}
