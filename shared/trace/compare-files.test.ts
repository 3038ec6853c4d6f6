import { describe, expect, test } from "vitest";
import type { Span } from "../models/span.ts";
import { arrange } from "./arrange.ts";
import { compareTraces } from "./compare-traces.ts";
import { readFile } from "./testing/read-file.ts";

// The same flow as three tools write it: a request, and in it two calls of which the second failed.

const [trace, at] = ["4bf92f3577b34da6a3ce929d0e0e4736", 1_700_000_000_000_000];
const calls = [
  {
    id: "00f067aa0ba902b7",
    parent: null,
    service: "web",
    name: "GET /cart",
    from: 0,
    us: 900,
    failed: false,
  },
  { id: "00f067aa0ba902b8", parent: 0, service: "shop", name: "read", from: 100, us: 200, failed: false },
  { id: "00f067aa0ba902b9", parent: 0, service: "shop", name: "read", from: 400, us: 300, failed: true },
];
const parentOf = ({ parent }: (typeof calls)[number]) => (parent === null ? undefined : calls[parent]!.id);

const jaeger = {
  data: [
    {
      traceID: trace,
      spans: calls.map((call) => ({
        traceID: trace,
        spanID: call.id,
        operationName: call.name,
        references:
          call.parent === null ? [] : [{ refType: "CHILD_OF", traceID: trace, spanID: parentOf(call) }],
        startTime: at + call.from,
        duration: call.us,
        tags: call.failed ? [{ key: "error", type: "bool", value: true }] : [],
        logs: [],
        processID: call.service,
      })),
      processes: Object.fromEntries(["web", "shop"].map((name) => [name, { serviceName: name, tags: [] }])),
    },
  ],
};
const zipkin = calls.map((call) => ({
  traceId: trace,
  id: call.id,
  parentId: parentOf(call),
  name: call.name,
  timestamp: at + call.from,
  duration: call.us,
  localEndpoint: { serviceName: call.service },
  tags: call.failed ? { error: "timeout" } : {},
}));
const otlp = {
  resourceSpans: ["web", "shop"].map((service) => ({
    resource: { attributes: [{ key: "service.name", value: { stringValue: service } }] },
    scopeSpans: [
      {
        spans: calls
          .filter((call) => call.service === service)
          .map((call) => ({
            traceId: trace,
            spanId: call.id,
            parentSpanId: parentOf(call),
            name: call.name,
            startTimeUnixNano: `${at + call.from}000`,
            endTimeUnixNano: `${at + call.from + call.us}000`,
            status: call.failed ? { code: 2, message: "timeout" } : {},
          })),
      },
    ],
  })),
};

const spansOf = (file: unknown): Span[] => readFile(file).traces[0]!.spans;
const files = { Jaeger: spansOf(jaeger), Zipkin: spansOf(zipkin), OTLP: spansOf(otlp) };

describe.each(Object.entries(files))("a trace out of a file of %s", (_, spans) => {
  test("differs from itself in nothing", () => {
    const rows = arrange(spans);
    const found = compareTraces(rows, rows);
    expect(found).toMatchObject({ missing: [], added: [], first_divergence: null });
    expect(found.matches.map(({ a, b }) => [a, b])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  test("lacks the call that was taken out, and not the other of its name", () => {
    const without = spans.filter(({ status }) => status === "ok");
    expect(compareTraces(arrange(spans), arrange(without))).toMatchObject({ missing: [2], added: [] });
    const other = spans.filter(({ span_id }) => span_id !== calls[1]!.id);
    expect(compareTraces(arrange(spans), arrange(other))).toMatchObject({ missing: [1], added: [] });
  });

  test.each(Object.entries(files))(
    "is the same flow as that of %s, whatever each notes of it",
    (_name, others) => {
      const found = compareTraces(arrange(spans), arrange(others));
      expect(found).toMatchObject({ missing: [], added: [], first_divergence: null });
      expect(found.matches.map(({ deviation }) => deviation)).toEqual([0, 0, 0]);
    },
  );
});
