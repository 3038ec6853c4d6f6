import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Span } from "../../models/span.ts";
import { arrange } from "../arrange.ts";
import { importTrace } from "./import-trace.ts";

const read = (file: unknown) => {
  const result = importTrace(typeof file === "string" ? file : JSON.stringify(file));
  if (!result.ok) throw new Error(result.error);
  for (const { spans } of result.traces) for (const span of spans) Span.parse(span);
  return result;
};
const refusal = (file: unknown) => {
  const result = importTrace(typeof file === "string" ? file : JSON.stringify(file));
  return result.ok ? null : `${result.code}: ${result.error}`;
};

describe("a Jaeger file", () => {
  const span = (spanID: string, own: object = {}) => ({
    traceID: "t1",
    spanID,
    operationName: `op ${spanID}`,
    startTime: 1_700_000_000_000_100,
    duration: 50,
    processID: "p1",
    ...own,
  });
  const trace = (...spans: object[]) => ({
    traceID: "t1",
    spans,
    processes: { p1: { serviceName: "api", tags: [{ key: "host", type: "string", value: "one" }] } },
  });

  test("gives spans with their service, kind, tags and logs", () => {
    const { format, traces } = read({
      data: [
        trace(
          span("a", {
            tags: [
              { key: "span.kind", type: "string", value: "server" },
              { key: "error", type: "bool", value: true },
              { key: "size", type: "int64", value: "17" },
              { key: "twice", type: "string", value: "x" },
              { key: "twice", type: "string", value: "y" },
            ],
            logs: [
              {
                timestamp: 1_700_000_000_000_120,
                fields: [
                  { key: "event", type: "string", value: "retry" },
                  { key: "n", type: "int64", value: 2 },
                ],
              },
            ],
          }),
        ),
      ],
    });
    expect(format).toBe("jaeger");
    expect(traces).toMatchObject([
      {
        trace_id: "t1",
        spans: [
          {
            source: "api",
            stage: "request_received",
            operation: "op a",
            status: "error",
            start_us: 1_700_000_000_000_100,
            duration_us: 50,
            details: { attributes: { size: 17, twice: ["x", "y"] }, resource: { host: "one" } },
            events: [{ name: "retry", at_us: 1_700_000_000_000_120, details: { n: 2 } }],
          },
        ],
      },
    ]);
  });

  test("has its parent in CHILD_OF before FOLLOWS_FROM, and what lies in other traces as a link", () => {
    const references = [
      { refType: "FOLLOWS_FROM", traceID: "t1", spanID: "f" },
      { refType: "CHILD_OF", traceID: "t0", spanID: "far" },
      { refType: "CHILD_OF", traceID: "t1", spanID: "a" },
    ];
    const { traces } = read({
      data: [trace(span("b", { references }), span("c", { references: references.slice(0, 1) }))],
    });
    expect(traces[0]!.spans).toMatchObject([
      {
        parent_span_id: "a",
        details: {
          links: [
            { trace_id: "t1", span_id: "f", type: "FOLLOWS_FROM" },
            { trace_id: "t0", span_id: "far" },
          ],
        },
      },
      { parent_span_id: "f" },
    ]);
  });

  test("may be one trace by itself, a list of them, or bare spans with their process", () => {
    expect(read(trace(span("a"))).traces).toHaveLength(1);
    expect(read([trace(span("a")), trace(span("b", { traceID: "t2" }))]).traces).toHaveLength(2);
    expect(read([span("a", { process: { serviceName: "web" } })]).traces[0]!.spans[0]!.source).toBe("web");
  });
});

describe("a Zipkin file", () => {
  const at = 1_700_000_000_000_000;
  const span = (id: string, own: object = {}) => ({
    traceId: "463ac35c9f6413ad",
    id,
    name: id,
    timestamp: at,
    duration: 100,
    localEndpoint: { serviceName: "front" },
    ...own,
  });

  test("keeps both ends of a call, the one that received below the one that called", () => {
    const { format, traces } = read([
      span("b", { kind: "SERVER", shared: true, parentId: "a", localEndpoint: { serviceName: "back" } }),
      span("b", { kind: "CLIENT", parentId: "a" }),
      span("a", { kind: "SERVER", timestamp: at - 5 }),
    ]);
    expect(format).toBe("zipkin");
    expect(
      arrange(traces[0]!.spans).map(({ depth, span: { source, stage } }) => [depth, source, stage]),
    ).toEqual([
      [0, "front", "request_received"],
      [1, "front", "outbound_call"],
      [2, "back", "request_received"],
    ]);
  });

  test("dates what has no time: by what happened in it, by what is above it, by its trace", () => {
    const undated = { timestamp: undefined, duration: undefined };
    const { traces } = read([
      span("a"),
      span("b", { parentId: "a", timestamp: at + 40 }),
      span("c", { ...undated, parentId: "b", tags: { error: "" } }),
      span("d", { ...undated, parentId: "c", annotations: [{ timestamp: at + 60, value: "ws" }] }),
      span("e", { ...undated, parentId: "gone" }),
    ]);
    const { spans } = traces[0]!;
    expect(Object.fromEntries(spans.map(({ operation, start_us }) => [operation, start_us - at]))).toEqual({
      a: 0,
      b: 40,
      c: 40,
      d: 60,
      e: 0,
    });
    expect(spans.find((one) => one.operation === "c")).toMatchObject({
      duration_us: 0,
      status: "error",
      marks: ["undated", "point"],
    });
  });

  test("without a length is open, but a message that was handed over is a moment", () => {
    const { traces } = read([
      span("a", { duration: undefined }),
      span("b", { kind: "PRODUCER", duration: undefined, timestamp: at + 1 }),
    ]);
    expect(traces[0]!.spans).toMatchObject([
      { duration_us: null, marks: ["open"] },
      { duration_us: 0, marks: ["point"] },
    ]);
  });

  test("joins what a service sent of one span in pieces, and trace ids of 16 digits with their 32", () => {
    const long = { traceId: "1111111111111111463ac35c9f6413ad" };
    const { traces } = read([
      span("a", { kind: "SERVER", duration: undefined, ...long }),
      span("a", {
        timestamp: undefined,
        duration: 70,
        tags: { path: "/" },
        annotations: [{ timestamp: at + 1, value: "x" }],
      }),
    ]);
    expect(traces).toMatchObject([
      {
        trace_id: long.traceId,
        spans: [
          { duration_us: 70, marks: [], stage: "request_received", details: { attributes: { path: "/" } } },
        ],
      },
    ]);
    expect(traces[0]!.spans[0]!.events).toHaveLength(1);
  });

  test("may be a list of traces or one span, and of an endpoint without a name", () => {
    expect(read([[span("a")], [span("b", { traceId: "2" })]]).traces).toHaveLength(2);
    expect(read(span("a", { localEndpoint: { ipv4: "10.0.0.7" } })).traces[0]!.spans[0]!.source).toBe(
      "10.0.0.7",
    );
  });
});

describe("an OTLP file", () => {
  const nano = "1700000000000000999";
  const span = (own: object = {}) => ({
    traceId: "5B8EFFF798038103D269B633813FC60C",
    spanId: "EEE19B7EC3C1B174",
    name: "I am a span",
    kind: 2,
    startTimeUnixNano: nano,
    endTimeUnixNano: "1700000000001500999",
    ...own,
  });
  const request = (...spans: object[]) => ({
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] },
        scopeSpans: [{ scope: { name: "lib", version: "1" }, spans }],
      },
    ],
  });
  const only = (file: unknown) => read(file).traces[0]!.spans[0]!;

  test("gives spans exact to the microsecond, with hex ids in lower case", () => {
    expect(
      only(request(span({ parentSpanId: "EEE19B7EC3C1B173", status: { code: 2, message: "no" } }))),
    ).toMatchObject({
      trace_id: "5b8efff798038103d269b633813fc60c",
      span_id: "eee19b7ec3c1b174",
      parent_span_id: "eee19b7ec3c1b173",
      source: "shop",
      stage: "request_received",
      start_us: 1_700_000_000_000_000,
      duration_us: 1500,
      status: "error",
      details: { status_message: "no", scope: { name: "lib", version: "1" } },
    });
  });

  test("has attributes of every kind of value", () => {
    const value = (one: object, n: number) => ({ key: `k${n}`, value: one });
    const attributes = [
      { stringValue: "s" },
      { boolValue: false },
      { intValue: "42" },
      { intValue: "9007199254740993" },
      { doubleValue: 0.5 },
      { doubleValue: "NaN" },
      { bytesValue: "AAE=" },
      { arrayValue: { values: [{ intValue: 1 }, { stringValue: "b" }] } },
      { kvlistValue: { values: [{ key: "in", value: { kvlistValue: { values: [] } } }] } },
      {},
    ].map(value);
    expect(only(request(span({ attributes }))).details.attributes).toEqual({
      k0: "s",
      k1: false,
      k2: 42,
      k3: "9007199254740993",
      k4: 0.5,
      k5: "NaN",
      k6: "AAE=",
      k7: [1, "b"],
      k8: { in: {} },
      k9: null,
    });
  });

  test("may name its enums, and have ids in base64 as stores with protobuf's JSON write them", () => {
    const made = span({
      kind: "SPAN_KIND_CLIENT",
      status: { code: "STATUS_CODE_ERROR" },
      traceId: "W47/95gDgQPSabYzgT/GDA==",
      spanId: "7uGbfsPBsXQ=",
    });
    expect(only({ batches: request(made).resourceSpans })).toMatchObject({
      trace_id: "5b8efff798038103d269b633813fc60c",
      span_id: "eee19b7ec3c1b174",
      stage: "outbound_call",
      status: "error",
    });
  });

  test("may have a request a line, a span that ends before it starts, and one that has not ended", () => {
    const lines = [
      request(span({ endTimeUnixNano: "1600000000000000000" })),
      request(span({ spanId: "EEE19B7EC3C1B175", endTimeUnixNano: "0" })),
    ].map((one) => JSON.stringify(one));
    expect(read(`\uFEFF${lines.join("\n")}\n`).traces[0]!.spans).toMatchObject([
      { duration_us: 0, marks: ["backwards"] },
      { duration_us: null, marks: ["open"] },
    ]);
  });

  test("keeps events, links, what was dropped, and the whole of a very long name", () => {
    const name = "n".repeat(3000);
    const events = [{ name: "e", timeUnixNano: "1700000000000001000", attributes: [] }];
    const links = [{ traceId: "00", spanId: "aa", attributes: [{ key: "l", value: { intValue: 1 } }] }];
    const made = only(request(span({ name, events, links, droppedEventsCount: 3 })));
    expect(made.operation).toHaveLength(2000);
    expect(made).toMatchObject({
      details: { name, links: [{ attributes: { l: 1 } }], dropped: { events: 3 } },
      events: [{ name: "e", at_us: 1_700_000_000_000_001 }],
    });
  });
});

test("an export of this dashboard comes back as it was", () => {
  const { traces } = read([
    { traceId: "1", id: "a", timestamp: 5, duration: 2, localEndpoint: { serviceName: "x" } },
  ]);
  const again = read({ trace: { trace_id: "1" }, spans: traces[0]!.spans });
  expect(again).toEqual({ ok: true, format: "mission-control", traces });
});

describe("what is no trace is refused with what it is and what would be taken", () => {
  const cases: [string, unknown, RegExp][] = [
    ["nothing", "", /BAD_JSON.*it is empty.*Taken are/],
    ["a page", "<!doctype html><p>", /HTML/],
    ["a table", "trace_id,span_id\n1,2", /CSV/],
    ["packed", "\u001f\u008b\u0008", /gzip/],
    ["half a file", '{"data":[{"traceID":"1"', /BAD_JSON/],
    ["a broken line", '{"resourceSpans":[]}\n{"resourceSp\n', /line 2/],
    ["a number", "7", /it is a number/],
    ["an empty list", [], /empty list/],
    ["some object", { name: "x", version: 1 }, /an object with "name", "version"/],
    ["metrics", { resourceMetrics: [] }, /OTLP metrics/],
    ["Chrome's", { traceEvents: [] }, /Chrome/],
    ["Zipkin v1", [{ traceId: "1", id: "2", binaryAnnotations: [] }], /Zipkin v1/],
    ["no spans", { resourceSpans: [] }, /without a single span/],
    [
      "a span without an id",
      [{ traceId: "1", id: "2" }, { traceId: "1" }],
      /zipkin JSON, but \[1\] has no id/,
    ],
    ["an answer of errors", { data: null, errors: [{ code: 404 }] }, /"data", "errors"/],
  ];
  for (const [name, file, words] of cases)
    test(name, () => {
      expect(refusal(file)).toMatch(words);
    });

  test("however wrong it is, it answers", () => {
    const keys = [
      "data",
      "spans",
      "traceID",
      "spanID",
      "resourceSpans",
      "scopeSpans",
      "traceId",
      "id",
      "spanId",
      "tags",
      "startTime",
      "timestamp",
      "annotations",
      "attributes",
      "key",
      "value",
      "references",
      "logs",
      "name",
      "kind",
      "span_id",
      "start_us",
    ];
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 6, withCrossShrink: true },
        fc.constantFrom(null, 0, -1, 1e300, "", "x", "5B8EFFF798038103D269B633813FC60C", true),
        fc.array(tie("any"), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...keys), tie("any"), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(any, (file) => {
        const result = importTrace(JSON.stringify(file));
        if (!result.ok) expect(result.error.length).toBeGreaterThan(20);
        else for (const { spans } of result.traces) for (const span of arrange(spans)) Span.parse(span.span);
      }),
      { numRuns: 1000 },
    );
    fc.assert(fc.property(fc.string(), (text) => void importTrace(text)));
  });
});

test("a long chain of spans without a time is dated, and a circle of them", () => {
  const chain = Array.from({ length: 50_000 }, (_, n) => ({
    traceId: "1",
    id: `${n}`,
    parentId: n === 0 ? undefined : `${n - 1}`,
  }));
  expect(
    read([...chain.slice(1), { ...chain[0], timestamp: 77, duration: 1 }]).traces[0]!.spans.every(
      (one) => one.start_us === 77,
    ),
  ).toBe(true);
  const circle = [
    { traceId: "1", id: "a", parentId: "b" },
    { traceId: "1", id: "b", parentId: "a" },
  ];
  expect(read(circle).traces[0]!.spans).toHaveLength(2);
});
