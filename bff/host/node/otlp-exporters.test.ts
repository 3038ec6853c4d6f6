// The real SDK with each of its HTTP exporters against a started server: what it made is what the store has.

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { expect, test } from "vitest";
import type { OperationLog } from "../../../shared/models/span.ts";
import { setUpServers, start, workspaceRoot } from "./fixtures/served.ts";

setUpServers();

const exporters = { "http/protobuf": ProtobufExporter, "http/json": JsonExporter };
const cases = Object.entries(exporters).flatMap(([name, Exporter]) =>
  (["none", "gzip"] as const).map((compression) => ({ name, Exporter, compression })),
);

test.each(cases)("$name, compression $compression", async ({ Exporter, compression }) => {
  const server = await start();
  const exporter = new Exporter({
    url: `${server.url}/v1/traces`,
    headers: { Authorization: `Bearer ${server.adminToken}` },
    // the exporters take the word, their types an enum of another package
    compression: compression as never,
  });
  const made = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": "checkout", "service.version": "1.2.3" }),
    spanProcessors: [new SimpleSpanProcessor(made), new BatchSpanProcessor(exporter)],
  });
  makeSpans(provider);
  await provider.forceFlush();
  const spans = made.getFinishedSpans();
  expect(spans).toHaveLength(57);
  expect(byId(storedIn(server.root))).toEqual(byId(spans.map(asStored)));
  await provider.shutdown();
});

test("an exporter that names no token, or a wrong one, is told so and its spans are not stored", async () => {
  const server = await start();
  const wrong: Record<string, string>[] = [{}, { Authorization: "Bearer mc_wrong" }];
  for (const headers of wrong) {
    const exporter = new ProtobufExporter({ url: `${server.url}/v1/traces`, headers });
    const provider = new BasicTracerProvider({ spanProcessors: [] });
    const span = provider.getTracer("t").startSpan("lost");
    span.end();
    const result = await new Promise<{ code: number; error?: Error }>((resolve) =>
      exporter.export([span as unknown as ReadableSpan], resolve),
    );
    expect(result.code).toBe(1);
    expect(result.error).toMatchObject({ code: 401 });
    await exporter.shutdown();
  }
  expect(storedIn(server.root)).toEqual([]);
});

function makeSpans(provider: BasicTracerProvider): void {
  const tracer = provider.getTracer("shop", "0.4.0");
  const at = Date.parse("2026-11-20T12:00:00Z");
  const root = tracer.startSpan("POST /orders", {
    kind: SpanKind.SERVER,
    startTime: [Math.floor(at / 1000), 123_456_789],
    attributes: {
      "http.request.method": "POST",
      "http.response.status_code": 201,
      "server.load": 0.125,
      negative: -7,
      large: Number.MAX_SAFE_INTEGER,
      cached: false,
      empty: "",
      "word.ü": "größer ✓ 𝄞",
      "lists.words": ["a", "b"],
      "lists.numbers": [1, 2.5],
      "code.function.name": "placeOrder",
      "gen_ai.request.model": "some-model",
      "gen_ai.usage.input_tokens": 1200,
    },
    links: [
      {
        context: { traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: TraceFlags.SAMPLED },
        attributes: { why: "retry" },
      },
    ],
  });
  root.addEvent("queue.full", { depth: 9 }, [Math.floor(at / 1000), 200_000_001]);
  const below = (parent: Span) => trace.setSpan(ROOT_CONTEXT, parent);
  const call = tracer.startSpan("charge", { kind: SpanKind.CLIENT }, below(root));
  call.recordException(new Error("card declined"));
  call.setStatus({ code: SpanStatusCode.ERROR, message: "declined" });
  call.end();
  for (const kind of [SpanKind.INTERNAL, SpanKind.PRODUCER, SpanKind.CONSUMER]) {
    const child = tracer.startSpan("x".repeat(400), { kind }, below(call));
    child.setStatus({ code: SpanStatusCode.OK });
    child.end();
  }
  let parent: Span = root;
  for (let n = 0; n < 50; n += 1) {
    const next = tracer.startSpan(`step ${n}`, {}, below(parent));
    next.end([Math.floor(at / 1000) + 1e6, n * 1001]);
    parent = next;
  }
  root.end([Math.floor(at / 1000), 987_654_321]);
  provider.getTracer("other").startSpan("alone", {}, context.active()).end();
  provider
    .getTracer("other")
    .startSpan("ends before it begins", { startTime: at })
    .end(at - 5);
}

type Stored = Omit<OperationLog, "id" | "timestamp">;

const stages = {
  [SpanKind.INTERNAL]: "processing",
  [SpanKind.SERVER]: "request_received",
  [SpanKind.CLIENT]: "outbound_call",
  [SpanKind.PRODUCER]: "outbound_call",
  [SpanKind.CONSUMER]: "request_received",
};

function asStored(span: ReadableSpan): Stored {
  const { name, version } = span.instrumentationScope;
  const [start, end] = [us(span.startTime), us(span.endTime)];
  const context = span.spanContext();
  return {
    trace_id: context.traceId,
    span_id: context.spanId,
    parent_span_id: span.parentSpanContext?.spanId ?? null,
    source: "checkout",
    stage: stages[span.kind],
    operation: span.name,
    task_uuid: null,
    start_us: start,
    duration_ms: (end - start) / 1000,
    status: span.status.code === SpanStatusCode.ERROR ? "error" : "ok",
    details: {
      kind: SpanKind[span.kind].toLowerCase(),
      ...(span.status.message === undefined ? {} : { status_message: span.status.message }),
      ...(Object.keys(span.attributes).length === 0 ? {} : { attributes: span.attributes }),
      ...(span.events.length === 0
        ? {}
        : {
            events: span.events.map((event) => ({
              name: event.name,
              at_us: us(event.time),
              details: event.attributes ?? {},
            })),
          }),
      ...(span.links.length === 0
        ? {}
        : {
            links: span.links.map((link) => ({
              trace_id: link.context.traceId,
              span_id: link.context.spanId,
              attributes: link.attributes,
            })),
          }),
      scope: { name, ...(version ? { version } : {}) },
      resource: span.resource.attributes,
    },
  };
}

const us = ([seconds, nanos]: readonly [number, number]): number => seconds * 1e6 + Math.floor(nanos / 1000);

const byId = (rows: readonly Stored[]): Stored[] =>
  rows.toSorted((a, b) => a.span_id!.localeCompare(b.span_id!));

function storedIn(root: string): Stored[] {
  expect(root).toContain(workspaceRoot());
  const db = new DatabaseSync(join(root, ".mission_control/server/mission-control.db"), { readOnly: true });
  const rows = db
    .prepare(
      "SELECT trace_id, span_id, parent_span_id, source, stage, operation, task_uuid, start_us, duration_ms, status, details FROM operation_logs WHERE source <> 'mission-control'",
    )
    .all();
  db.close();
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details as string) as object })) as Stored[];
}
