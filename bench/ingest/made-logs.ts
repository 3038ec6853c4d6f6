import { PbfWriter } from "pbf";
import type { LogEvent } from "../../shared/models/log-event.ts";

// What a fleet of five services might send: traces of 50 spans with a handful of attributes each.

const spansATrace = 50;
const startUs = Date.now() * 1000;

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, "0");
const hash = (n: number): number => Math.imul(n + 1, 2_654_435_761) >>> 0;

export type MadeLog = Required<Omit<LogEvent, "timestamp" | "task_uuid" | "span_id">> & {
  span_id: string;
  parent_span_id: string | null;
};

/** The `n`-th batch of so many; every one is of other traces than the others. */
export function batch(n: number, count: number): MadeLog[] {
  return Array.from({ length: count }, (_, at) => {
    const k = n * count + at;
    const trace = Math.floor(k / spansATrace);
    return {
      trace_id: hex(hash(trace), 8) + hex(trace + 1, 24),
      span_id: hex(hash(k), 8) + hex(k + 1, 8),
      parent_span_id:
        k % spansATrace === 0 ? null : hex(hash(trace * spansATrace), 8) + hex(trace * spansATrace + 1, 8),
      source: `service-${k % 5}`,
      stage: k % 3 === 0 ? "request_received" : "processing",
      operation: `GET /api/things/${k % 20}`,
      start_us: startUs + k * 10,
      duration_ms: (hash(k) % 100_000) / 1000,
      status: k % 50 === 7 ? "error" : "ok",
      details: {
        kind: "server",
        attributes: {
          "http.request.method": "GET",
          "http.response.status_code": 200,
          "code.function.name": "listThings",
          "url.path": `/api/things/${k}`,
        },
      },
    };
  });
}

/** The values of a row, made before the clock starts. */
export const rowOf = (log: MadeLog): (string | number | null)[] => [
  new Date(log.start_us / 1000).toISOString(),
  log.trace_id,
  log.span_id,
  log.parent_span_id,
  log.source,
  log.stage,
  log.operation,
  null,
  log.start_us,
  log.duration_ms,
  log.status,
  JSON.stringify(log.details),
];

const bytesOf = (digits: string): Uint8Array =>
  Uint8Array.from(digits.match(/../g)!, (two) => Number.parseInt(two, 16));

/** The same batch as an ExportTraceServiceRequest, base64: a resource for each service. */
export function otlpBody(n: number, count: number): { base64: string } {
  const pbf = new PbfWriter();
  const bySource = Map.groupBy(batch(n, count), ({ source }) => source);
  for (const [source, logs] of bySource)
    pbf.writeMessage(
      1,
      (_, resourceSpans) => {
        resourceSpans.writeMessage(
          1,
          (_none, resource) => writeText(1, "service.name", source, resource),
          null,
        );
        resourceSpans.writeMessage(
          2,
          (_none, scopeSpans) => {
            for (const log of logs) scopeSpans.writeMessage(2, writeSpan, log);
          },
          null,
        );
      },
      null,
    );
  return { base64: Buffer.from(pbf.finish()).toString("base64") };
}

function writeSpan(log: MadeLog, pbf: PbfWriter): void {
  pbf.writeBytesField(1, bytesOf(log.trace_id));
  pbf.writeBytesField(2, bytesOf(log.span_id));
  if (log.parent_span_id !== null) pbf.writeBytesField(4, bytesOf(log.parent_span_id));
  pbf.writeStringField(5, log.operation);
  pbf.writeVarintField(6, log.stage === "processing" ? 1 : 2);
  writeNanos(7, log.start_us, pbf);
  writeNanos(8, log.start_us + Math.round(log.duration_ms! * 1000), pbf);
  for (const [key, value] of Object.entries(log.details.attributes as object))
    writeText(9, key, String(value), pbf);
  if (log.status === "error") pbf.writeMessage(15, (_, status) => status.writeVarintField(3, 2), null);
}

function writeNanos(field: number, us: number, pbf: PbfWriter): void {
  const nanos = BigInt(us) * 1000n;
  pbf.writeTag(field, 1);
  pbf.writeFixed32(Number(nanos & 0xffff_ffffn));
  pbf.writeFixed32(Number(nanos >> 32n));
}

function writeText(field: number, key: string, value: string, pbf: PbfWriter): void {
  pbf.writeMessage(
    field,
    (_, pair) => {
      pair.writeStringField(1, key);
      pair.writeMessage(2, (_none, any) => any.writeStringField(1, value), null);
    },
    null,
  );
}
