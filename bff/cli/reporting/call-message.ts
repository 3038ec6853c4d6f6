/** The server's answer, or why there was none. */
export type Answer =
  | { ok: true; status: number; body: string; date: string | null }
  | { ok: false; reason: string };

export interface Call {
  method: "GET" | "POST";
  url: URL;
  token: string | null;
  /** sent as JSON */
  body?: unknown;
  traceId?: string | undefined;
  timeoutMs: number;
}

export const payload = (request: Call): string =>
  request.body === undefined ? "" : JSON.stringify(request.body);

/** What every call carries besides its body, whichever transport. */
export function headers(request: Call, body: string): Record<string, string> {
  return {
    accept: "application/json",
    ...(body === "" ? {} : { "content-type": "application/json" }),
    ...(request.method === "POST" ? { "content-length": String(Buffer.byteLength(body)) } : {}),
    ...(request.token === null ? {} : { authorization: `Bearer ${printable(request.token)}` }),
    ...(request.traceId === undefined ? {} : { "x-trace-id": printable(request.traceId) }),
  };
}

/** A header's value may hold no line end, or one header could become two. */
const printable = (value: string): string => value.replace(/[^\x20-\x7e]/g, "");
