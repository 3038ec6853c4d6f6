import type { Context, Hono } from "hono";
import { errorStatus } from "../../shared/errors.ts";
import { recordLog } from "../../shared/operations/logs.ts";
import { ok, type Refusal, type Result, refuse } from "../../shared/result.ts";
import type { AnswerHeaders, AppEnv } from "../app-env.ts";
import { answerWith } from "../middleware/answer.ts";
import { readBytes, tooManyBytes } from "../middleware/read-bytes.ts";
import { wholeBody } from "../middleware/whole-body.ts";
import type { Calls } from "../operations/calls.ts";
import { denial } from "../operations/invoke.ts";
import type { Ports } from "../ports/ports.ts";
import { readRequest } from "../services/otlp/read-request.ts";
import { asJson, asProtobuf, type OtlpAnswer, type OtlpEncoding } from "../services/otlp/status.ts";
import { takeSpans } from "../services/otlp/take-spans.ts";

/** Most bytes of a request, as it comes and when it is unpacked. */
const limit = 32 * 1024 * 1024;

/**
 * OTLP/HTTP: `POST /v1/traces`, protobuf or JSON, plain or gzip. Answers, also of refusals, are in the encoding of the
 * request. What is worth sending again is 429 or 503 with `Retry-After`; everything else is not.
 */
export function mountOtlp(app: Hono<AppEnv>, ports: Ports, calls: Calls): void {
  app.post("/v1/traces", async (c) => {
    const started = performance.now();
    const encoding = encodingOf(c.req.header("content-type") ?? "");
    const taken = await take(ports, calls, c, encoding).catch((error: unknown) => failed(ports, error));
    const ms = performance.now() - started;
    calls.metrics.count("otlp.traces", taken.ok ? "OK" : taken.code, ms);
    ports.log.info(
      {
        operation: "otlp.traces",
        trace_id: c.var.caller.traceId,
        caller: c.var.caller.identity?.name,
        duration_ms: Math.round(ms * 10) / 10,
        ...(taken.ok ? {} : { code: taken.code, reason: taken.error }),
      },
      taken.ok ? "response_sent" : "error",
    );
    return send(c, encoding ?? "json", taken);
  });
  app.all("/v1/traces", (c) =>
    send(c, "json", refuse("METHOD_NOT_ALLOWED", "spans are sent here by POST"), { allow: "POST" }),
  );
  app.all("/v1/:signal{metrics|logs}", (c) =>
    send(
      c,
      encodingOf(c.req.header("content-type") ?? "") ?? "json",
      refuse(
        "NOT_FOUND",
        "only traces are taken: set OTEL_METRICS_EXPORTER=none and OTEL_LOGS_EXPORTER=none in the sender",
      ),
    ),
  );
}

type Taken = Result<{ rejected: number; message: string }>;

async function take(
  ports: Ports,
  calls: Calls,
  c: Context<AppEnv>,
  encoding: OtlpEncoding | null,
): Promise<Taken> {
  const { caller } = c.var;
  // who may not send does not get a body read either
  const refused = calls.tooMany(caller) ?? denial(recordLog, caller);
  if (refused !== null) return refused;
  if (encoding === null)
    return refuse(
      "UNSUPPORTED_MEDIA_TYPE",
      "send spans as application/x-protobuf or application/json: OTEL_EXPORTER_OTLP_PROTOCOL is http/protobuf or http/json",
    );
  const body = await wholeBody(readBody(c.req.raw));
  if (!body.ok) return body;
  const read = await readRequest(encoding, body.bytes);
  if (!read.ok) return read;
  return takeSpans(ports.spans, { request: read.request, size: body.bytes.length }, caller);
}

function encodingOf(contentType: string): OtlpEncoding | null {
  const type = contentType.split(";", 1)[0]!.trim().toLowerCase();
  if (type === "application/x-protobuf") return "protobuf";
  return type === "application/json" ? "json" : null;
}

async function readBody(request: Request): Promise<Result<{ bytes: Uint8Array<ArrayBuffer> }>> {
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > limit) return tooManyBytes(limit);
  const packed = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (packed === "identity" && length !== null)
    return ok({ bytes: new Uint8Array(await request.arrayBuffer()) });
  if (request.body === null) return ok({ bytes: new Uint8Array() });
  if (packed === "identity") return readBytes(request.body, limit);
  if (packed !== "gzip")
    return refuse(
      "UNSUPPORTED_MEDIA_TYPE",
      `send the body as it is or with "content-encoding: gzip", not "${packed.slice(0, 50)}"`,
    );
  const unpacked = request.body.pipeThrough(new DecompressionStream("gzip"));
  try {
    return await readBytes(unpacked, limit);
  } catch (error) {
    const why = (error as Error).message.slice(0, 100);
    return refuse("INVALID_INPUT", `the body is not gzip, or not whole${why === "" ? "" : `: ${why}`}`);
  }
}

/** An exporter gives up on 500 and 507, but what a full disk lacks may be there in a while. */
function failed({ log }: Ports, error: unknown): Refusal {
  log.error(
    { error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    "spans were not stored",
  );
  return /disk is full|ENOSPC/.test(String(error))
    ? refuse(
        "DISK_FULL",
        "the server's disk is full: nothing was stored. Make room; it is worth sending again",
        {
          retry_after: 30,
        },
      )
    : refuse(
        "INTERNAL",
        "something broke inside: nothing of this is acknowledged; the server's log says what",
      );
}

/** `google.rpc.Code` by HTTP status. */
const rpcCodes: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  413: 8,
  429: 8,
  503: 14,
};

async function send(
  c: Context<AppEnv>,
  encoding: OtlpEncoding,
  taken: Taken,
  own: AnswerHeaders = {},
): Promise<Response> {
  const headers = { ...own };
  const status = taken.ok ? 200 : taken.code === "DISK_FULL" ? 503 : errorStatus[taken.code];
  let answer: OtlpAnswer;
  if (taken.ok) answer = { kind: "stored", rejected: taken.rejected, message: taken.message };
  else {
    const { field, description, retry_after } = taken.details ?? {};
    if (status === 429 || status === 503) headers["retry-after"] = String(retry_after ?? 1);
    const violation = typeof description === "string" ? { field: String(field), description } : null;
    answer = { kind: "failed", code: rpcCodes[status] ?? 2, message: taken.error, violation };
  }
  headers["content-type"] = encoding === "json" ? "application/json" : "application/x-protobuf";
  const body = encoding === "json" ? asJson(answer) : new Uint8Array(await asProtobuf(answer));
  return answerWith(c, body, status, headers);
}
