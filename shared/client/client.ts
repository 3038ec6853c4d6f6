// The tracing helper for other programs: in a Worker, Node or a browser, with nothing but `fetch`.
import { callOverHttp } from "./call-over-http.ts";
import { type LogEvent, logLine } from "./log-event.ts";
import { createLogQueue, type Delivery } from "./log-queue.ts";
import { loggedPair } from "./logged-pair.ts";
import { type Clock, flowHeaders, newSpanId, newTraceId, startClock, type TraceFlow } from "./trace-flow.ts";

export interface ClientOptions {
  /** who logs: the name of the program */
  source: string;
  /** where Mission Control is: "http://127.0.0.1:8787" */
  url?: string;
  /** of role agent; a page that Mission Control served needs none */
  token?: string;
  /** what is called instead of `url`: service bindings of a Worker by entrypoint, or a Cap'n Web session */
  entrypoints?: object;
  fetch?: typeof fetch;
  /** how long a log waits for others to travel with, ms */
  flushAfterMs?: number;
  /** hears of logs that were given up, and why */
  onLost?: (reason: string, events: number) => void;
}

/** Logs what a program does; that a log fails never becomes the business of who logs. */
export interface Client {
  /** the flow this client is of; none outside of `withTrace` */
  readonly flow: TraceFlow | undefined;
  /** microseconds since the epoch, ascending within the flow */
  readonly now: Clock;
  /** Queues one event. Trace, parent and time are those of the flow unless it names them. */
  log(event: Omit<LogEvent, "source">): void;
  /**
   * Logs `before_call`, runs `fn` with a client of this trace whose logs and calls come below, logs `after_call`, and
   * answers or throws what `fn` does. `flowOf(request.headers)` in place of an id goes on below whoever sent them.
   * `about` names the operation (else `fn` does) and may say more of it.
   */
  withTrace<T>(
    trace: string | TraceFlow,
    fn: (client: Client) => T,
    about?: string | Partial<Pick<LogEvent, "operation" | "details" | "task_uuid">>,
  ): Promise<Awaited<T>>;
  /** What to send along to others, so that they go on in the same flow. */
  headers(): Record<string, string>;
  /** Calls an entrypoint and logs nothing: `orchestratorCall` does both. */
  call(
    target: readonly [entrypoint: string, method: string],
    payload: unknown,
    flow: TraceFlow,
  ): Promise<unknown>;
  /** Tries to send what waits; says what still does, and how many were given up so far. Never rejects. */
  flush(): Promise<{ waiting: number; dropped: number }>;
}

export function createClient(options: ClientOptions): Client {
  const { source, token, entrypoints = {}, flushAfterMs, onLost } = options;
  const bound = (entrypoint: string) => (entrypoints as Record<string, Entrypoint | undefined>)[entrypoint];

  async function post(
    path: string,
    body: string,
    flow: Record<string, string>,
    ms: number,
  ): Promise<Response> {
    if (options.url === undefined)
      throw new Error(`no url was given to createClient, and no entrypoint for ${path}`);
    const headers = new Headers({ "content-type": "application/json", ...flow });
    if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    const ask = options.fetch ?? fetch;
    // a server behind a proxy may live under a path of its own
    return ask(options.url.replace(/\/+$/, "") + path, {
      method: "POST",
      body,
      headers,
      signal: AbortSignal.timeout(ms),
    });
  }
  async function deliver(lines: readonly string[]): Promise<Delivery> {
    const body = `[${lines.join(",")}]`;
    const own = bound("LogOps");
    if (own !== undefined) return deliveryOf(await own.recordLog!(JSON.parse(body)), 0);
    const response = await post("/api/logs", body, {}, 10_000);
    return deliveryOf(await response.json(), Number(response.headers.get("retry-after")) * 1000);
  }
  function lost(reason: string, events: number): void {
    try {
      onLost?.(reason, events);
    } catch {
      // a listener that fails is no reason to fail either
    }
  }
  const queue = createLogQueue(deliver, { afterMs: flushAfterMs, lost });

  function clientOf(flow: TraceFlow | undefined, clock?: Clock): Client {
    const now = clock ?? (() => startClock()());
    const client: Client = {
      flow,
      now,
      log(event) {
        const place = { trace_id: flow?.traceId ?? newTraceId(), parent_span_id: flow?.parentSpanId };
        // what has an id is stored once, also where it is sent again because the answer was lost
        const id = event.duration_ms == null ? {} : { span_id: newSpanId() };
        try {
          queue.add(logLine({ ...place, ...id, start_us: now(), ...event, source }));
        } catch (error) {
          lost(`not fit for JSON: ${error}`, 1);
        }
      },
      withTrace(trace, fn, about = {}) {
        const given = typeof trace === "object" ? trace : trace === flow?.traceId ? flow : { traceId: trace };
        const { traceId, parentSpanId } = given?.traceId ? given : { traceId: newTraceId() };
        const spanId = newSpanId();
        const inner = clientOf({ traceId, parentSpanId: spanId }, clock ?? startClock());
        const said = {
          operation: fn.name || "call",
          ...(typeof about === "string" ? { operation: about } : about),
        };
        const span = { ...said, trace_id: traceId, span_id: spanId, parent_span_id: parentSpanId };
        return loggedPair(inner, ["before_call", "after_call"], span, () => fn(inner));
      },
      headers: () => (flow === undefined ? {} : flowHeaders(flow)),
      async call([entrypoint, method], payload, of) {
        const own = bound(entrypoint);
        if (own !== undefined) return own[method]!(payload, flowHeaders(of));
        const send = (path: string, body: string) => post(path, body, flowHeaders(of), 120_000);
        return callOverHttp(send, [entrypoint, method], payload);
      },
      flush: queue.flush,
    };
    return client;
  }
  return clientOf(undefined);
}

type Entrypoint = Record<string, (payload: unknown, flow?: object) => unknown>;

const ofAnEvent = new Set(["INVALID_INPUT", "BODY_TOO_LARGE"]);
const worthAnotherTry = new Set(["RATE_LIMITED", "DISK_FULL", "INTERNAL"]);

function deliveryOf(answer: unknown, afterMs: number): Delivery {
  const { ok, code, error } = answer as { ok?: unknown; code?: unknown; error?: unknown };
  if (ok === true) return { as: "stored" };
  if (!worthAnotherTry.has(String(code)))
    return { as: "refused", reason: `${code}: ${error}`, wrong: ofAnEvent.has(String(code)) };
  return afterMs > 0 ? { as: "later", afterMs } : { as: "later" };
}
